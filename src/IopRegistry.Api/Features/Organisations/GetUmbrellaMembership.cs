using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>One part of an organisation: a membership of an umbrella organisation.</summary>
public sealed class GetUmbrellaMembership : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/umbrella-memberships/{membershipId:guid}", HandleAsync)
            .WithName(nameof(GetUmbrellaMembership))
            .WithSummary("Read a membership of an umbrella organisation")
            .WithDescription("The ETag is the whole organisation's, ready for If-Match.")
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<UmbrellaMembership>> HandleAsync(
        Guid organisationId,
        Guid membershipId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        var part =
            opened.Organisation.UmbrellaMemberships.FirstOrDefault(membership => membership.Id == membershipId)
            ?? throw ProblemException.NotFound();
        return opened.Organisation.Tagged(part, opened.Access.View);
    }
}
