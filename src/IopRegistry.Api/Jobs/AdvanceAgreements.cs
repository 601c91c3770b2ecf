using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Starts, extends, amends and ends agreements by the calendar. Looks only for what is due, gives each step the date it
/// should have had, and is safe to run twice, on two nodes, or to be killed in the middle: a page is one transaction, and an
/// agreement that somebody else is changing is taken at the next run.
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
            await AdvancePageAsync(due.ConvertAll(agreement => agreement.Id), by, counts, cancellationToken);
            if (due.Count < PageSize)
            {
                return counts;
            }

            (day, last) = (due[^1].DueOn, due[^1].Id);
        }
    }

    /// <summary>A page at a time; when something is in the way of the page, one at a time, so that nothing else waits for it.</summary>
    private async Task AdvancePageAsync(List<Guid> ids, Actor by, JobCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            await AdvanceAsync(ids, by, counts, cancellationToken);
        }
        catch (Exception) when (ids.Count > 1 && !cancellationToken.IsCancellationRequested)
        {
            foreach (var id in ids)
            {
                await AdvancePageAsync([id], by, counts, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever is wrong with one agreement, the others have their day.
            LogNotAdvanced(ids[0], exception);
            counts.With("failed", 1);
        }
    }

    private async Task AdvanceAsync(List<Guid> ids, Actor by, JobCounts counts, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var agreements = await db
            .Agreements.Where(a => ids.Contains(a.Id))
            .OrderBy(a => a.ClockDueOn)
            .ThenBy(a => a.Id)
            .ToListAsync(cancellationToken);
        await LoadNeighboursAsync(agreements, cancellationToken);
        var versions = await AmendedVersionsAsync(agreements, cancellationToken);
        List<AgreementAction> taken = [];
        foreach (var agreement in agreements)
        {
            for (
                var steps = 0;
                steps < MostSteps
                    && agreement.AdvanceByClock(number => versions[(agreement.Id, number)], by) is { } action;
                steps++
            )
            {
                taken.Add(action);
            }

            await AgreementChain.FollowAsync(db, agreement, by, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var action in taken)
        {
            counts.With(JsonNamingPolicy.CamelCase.ConvertName(action.ToString()), 1);
        }
    }

    /// <summary>Read together, so that following the chain finds them and asks for none.</summary>
    private async Task LoadNeighboursAsync(List<Agreement> agreements, CancellationToken cancellationToken)
    {
        var neighbours = agreements
            .SelectMany(a => new[] { a.ChainBefore?.PredecessorId, a.Successor?.AgreementId })
            .OfType<Guid>()
            .Distinct()
            .ToList();
        if (neighbours.Count > 0)
        {
            await db.Agreements.Where(a => neighbours.Contains(a.Id)).LoadAsync(cancellationToken);
        }
    }

    /// <summary>The contents of the amendments that may come into force.</summary>
    private async Task<Dictionary<(Guid, int), AgreementVersion>> AmendedVersionsAsync(
        List<Agreement> agreements,
        CancellationToken cancellationToken
    )
    {
        var amended = agreements.Where(a => a.Amendments.Any(x => x.State == AmendmentState.Agreed)).ToList();
        if (amended.Count == 0)
        {
            return [];
        }

        var ids = amended.ConvertAll(agreement => agreement.Id);
        var numbers = amended
            .SelectMany(a => a.Amendments.Where(x => x.State == AmendmentState.Agreed))
            .Select(amendment => amendment.ContentsVersion)
            .Distinct()
            .ToList();
        return await db
            .AgreementVersions.Where(v => ids.Contains(v.AgreementId) && numbers.Contains(v.Number))
            .ToDictionaryAsync(version => (version.AgreementId, version.Number), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Agreement {AgreementId} could not be advanced now; the next run takes it")]
    private partial void LogNotAdvanced(Guid agreementId, Exception exception);
}
