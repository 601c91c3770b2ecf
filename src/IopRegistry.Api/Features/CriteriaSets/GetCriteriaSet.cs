using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.CriteriaSets;

/// <summary>The criteria that a public body assesses by.</summary>
public sealed class GetCriteriaSet : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/criteria-set", HandleAsync)
            .WithName(nameof(GetCriteriaSet))
            .WithSummary("Read a criteria set")
            .WithDescription(
                "The criteria that the body assesses proposals by; the canonical set while it has none of its own, with ETag \"0\"."
            )
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<CriteriaSetView>> HandleAsync(
        Guid organisationId,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == organisationId, cancellationToken))
        {
            throw ProblemException.NotFound();
        }

        return CriteriaSetView.From(
            await db
                .CriteriaSets.AsNoTracking()
                .SingleOrDefaultAsync(set => set.OrganisationId == organisationId, cancellationToken)
        );
    }
}
