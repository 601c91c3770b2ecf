using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Starts, extends, amends and ends agreements by the calendar. Looks only for what is due, gives each step the date it
/// should have had, and is safe to run twice, on two nodes, or to be killed in the middle: each agreement is one
/// transaction, and an agreement that somebody else is changing is taken at the next run.
/// </summary>
public sealed partial class AdvanceAgreements(IopDbContext db, TimeProvider clock, ILogger<AdvanceAgreements> logger)
    : IScheduledTask
{
    public const string Name = "advance-agreements";

    private const int PageSize = 200;

    /// <summary>More steps than an agreement can owe, so that a mistake in the rules cannot loop for ever.</summary>
    private const int MostSteps = 100;

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var by = Actor.Clock(clock.GetUtcNow());
        var counts = new JobCounts();
        var (day, last) = (DateOnly.MinValue, Guid.Empty);
        while (true)
        {
            var due = await db
                .Agreements.AsNoTracking()
                .Where(a => a.ClockDueOn <= by.Today && (a.ClockDueOn > day || (a.ClockDueOn == day && a.Id > last)))
                .OrderBy(a => a.ClockDueOn)
                .ThenBy(a => a.Id)
                .Select(a => new { a.Id, DueOn = a.ClockDueOn!.Value })
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            foreach (var agreement in due)
            {
                await AdvanceAsync(agreement.Id, by, counts, cancellationToken);
            }

            if (due.Count < PageSize)
            {
                return counts;
            }

            (day, last) = (due[^1].DueOn, due[^1].Id);
        }
    }

    private async Task AdvanceAsync(Guid id, Actor by, JobCounts counts, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        try
        {
            var agreement = await db.Agreements.SingleAsync(a => a.Id == id, cancellationToken);
            var amended = agreement.Amendments.Where(a => a.State == AmendmentState.Agreed).ToList();
            var versions = new Dictionary<int, AgreementVersion>();
            foreach (var number in amended.Select(amendment => amendment.ContentsVersion))
            {
                versions[number] = await db.AgreementVersions.SingleAsync(
                    version => version.AgreementId == id && version.Number == number,
                    cancellationToken
                );
            }

            List<AgreementAction> taken = [];
            while (taken.Count < MostSteps && agreement.AdvanceByClock(number => versions[number], by) is { } action)
            {
                taken.Add(action);
            }

            await AgreementChain.SaveAsync(db, agreement, by, cancellationToken);
            foreach (var action in taken)
            {
                counts.With(JsonNamingPolicy.CamelCase.ConvertName(action.ToString()), 1);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever is wrong with one agreement, the others have their day.
            LogNotAdvanced(id, exception);
            counts.With("failed", 1);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Agreement {AgreementId} could not be advanced now; the next run takes it")]
    private partial void LogNotAdvanced(Guid agreementId, Exception exception);
}
