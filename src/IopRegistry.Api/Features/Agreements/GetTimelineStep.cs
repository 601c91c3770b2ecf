using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>One step of the timeline: the address that every action answers with.</summary>
public sealed class GetTimelineStep : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/timeline/{sequence:int}", HandleAsync)
            .WithName(nameof(GetTimelineStep))
            .WithSummary("Read a step of the timeline")
            .WithDescription("What was done, when, by whom, for which party and why.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<StepView>> HandleAsync(
        Guid agreementId,
        int sequence,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var step =
            await db
                .AgreementSteps.AsNoTracking()
                .SingleOrDefaultAsync(s => s.AgreementId == agreementId && s.Sequence == sequence, cancellationToken)
            ?? throw ProblemException.NotFound();
        return new Tagged<StepView>(StepView.From(step, agreement), ETags.Of(step.Sequence));
    }
}
