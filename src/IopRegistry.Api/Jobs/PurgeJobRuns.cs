using IopRegistry.Jobs;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Forgets old runs. Those that found nothing to do are most of them and say little, so they go first. Running twice, or on
/// two nodes, deletes nothing more.
/// </summary>
public sealed class PurgeJobRuns(IopDbContext db, TimeProvider clock) : IScheduledTask
{
    public const string Name = "purge-job-runs";

    public const int DaysKept = 90;
    public const int IdleDaysKept = 2;

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (old, idle) = (now.AddDays(-DaysKept), now.AddDays(-IdleDaysKept));
        var gone = await db
            .JobRuns.Where(run => run.DidSomething && run.StartedAt < old)
            .ExecuteDeleteAsync(cancellationToken);
        gone += await db
            .JobRuns.Where(run =>
                !run.DidSomething
                && (run.StartedAt < old || (run.StartedAt < idle && run.State == JobRunState.Succeeded))
            )
            .ExecuteDeleteAsync(cancellationToken);
        return JobCounts.Of("deleted", gone);
    }
}
