using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>One part of an organisation: a board or department.</summary>
public sealed class GetUnit : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/units/{unitId:guid}", HandleAsync)
            .WithName(nameof(GetUnit))
            .WithSummary("Read a board or department")
            .WithDescription("The ETag is the whole organisation's, ready for If-Match.")
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<OrganisationUnit>> HandleAsync(
        Guid organisationId,
        Guid unitId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        var part = opened.Organisation.Unit(unitId) ?? throw ProblemException.NotFound();
        return opened.Organisation.Tagged(part, opened.Access.View);
    }
}
