using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Trail;

/// <summary>One entry of the trail, with everything that read differently after it.</summary>
public sealed class GetTrailEntry : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/trail/{entryNumber:int}", HandleAsync)
            .WithName(nameof(GetTrailEntry))
            .WithSummary("Read an entry of the trail")
            .WithDescription("Who did what, for whom, when, from where, and what read differently after it.")
            .RequirePermission(Permission.ReadTrail)
            .ReadsOne();

    internal static async Task<TrailEntryView> HandleAsync(
        Guid agreementId,
        int entryNumber,
        AgreementDesk desk,
        IopDbContext db,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var entry =
            await db
                .TrailEntries.AsNoTracking()
                .SingleOrDefaultAsync(e => e.AgreementId == agreementId && e.Number == entryNumber, cancellationToken)
            ?? throw ProblemException.NotFound();
        var names = await db.NamesAsync(agreement, [entry], cancellationToken);
        return TrailEntryView.From(entry, names(entry), context);
    }
}
