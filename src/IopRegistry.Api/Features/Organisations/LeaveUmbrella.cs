using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Ends a membership of an umbrella organisation.</summary>
public sealed class LeaveUmbrella : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/umbrella-memberships/{membershipId:guid}", HandleAsync)
            .WithName(nameof(LeaveUmbrella))
            .WithSummary("Leave an umbrella organisation")
            .WithDescription("Sets the last day; the membership stays readable.")
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    /// <param name="ValidTo">The last day of the membership.</param>
    public sealed record Request(DateOnly ValidTo);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.ValidTo).NotEmpty();
    }

    internal static async Task<Tagged<OrganisationView>> HandleAsync(
        Guid organisationId,
        Guid membershipId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenForChangeAsync(organisationId, ifMatch, user, clock, cancellationToken);
        if (opened.Organisation.UmbrellaMemberships.All(membership => membership.Id != membershipId))
        {
            throw ProblemException.NotFound();
        }

        opened.Organisation.LeaveUmbrella(membershipId, request.ValidTo, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Tagged(http);
    }
}
