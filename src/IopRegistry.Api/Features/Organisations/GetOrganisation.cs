using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>One organisation, with as much of it as the caller may see.</summary>
public sealed class GetOrganisation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}", HandleAsync)
            .WithName(nameof(GetOrganisation))
            .WithSummary("Read an organisation")
            .WithDescription(
                "Everyone signed in may. Rights to sign and contacts' addresses are for the organisation itself, except the "
                    + "addresses of an authority's general contact and registrar."
            )
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<OrganisationView>> HandleAsync(
        Guid organisationId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    ) => (await db.OpenAsync(organisationId, user, clock, cancellationToken)).Tagged(http);
}
