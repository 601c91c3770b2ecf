using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Ends a right to sign.</summary>
public sealed class EndSigningRight : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/signing-rights/{signingRightId:guid}", HandleAsync)
            .WithName(nameof(EndSigningRight))
            .WithSummary("End a right to sign")
            .WithDescription(
                "Only the last day changes; signatures made with the right stay explained. A right with other terms is a new right."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    /// <param name="ValidTo">The last day of the right.</param>
    public sealed record Request(DateOnly ValidTo);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.ValidTo).NotEmpty();
    }

    internal static async Task<Tagged<OrganisationView>> HandleAsync(
        Guid organisationId,
        Guid signingRightId,
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
        if (opened.Organisation.SigningRights.All(right => right.Id != signingRightId))
        {
            throw ProblemException.NotFound();
        }

        opened.Organisation.EndSigningRight(signingRightId, request.ValidTo, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Tagged(http);
    }
}
