using IopRegistry.Jobs;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>Keeps the record of runs, in transactions of its own: what a task does and whether it is told about are two things.</summary>
public sealed partial class JobRuns(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRuns> logger)
{
    /// <summary>
    /// Records that a run has begun. Two runs of one job never overlap, so an earlier one that has not ended died with its
    /// node.
    /// </summary>
    public async Task<JobRun> BeginAsync(Func<DateTimeOffset, JobRun> runAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var run = runAt(now);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var dead = await db
            .JobRuns.Where(r => r.Job == run.Job && r.State == JobRunState.Running)
            .ToListAsync(cancellationToken);
        dead.ForEach(r => r.Interrupt(now));
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return run;
    }

    /// <summary>Records how a run ended, also while the node is being stopped. The run has been done whatever becomes of this.</summary>
    public async Task EndAsync(Guid runId, Action<JobRun, DateTimeOffset> end)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            if (await db.JobRuns.SingleOrDefaultAsync(run => run.Id == runId, CancellationToken.None) is { } run)
            {
                end(run, clock.GetUtcNow());
                await db.SaveChangesAsync(CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            LogNotRecorded(runId, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How run {RunId} ended could not be recorded")]
    private partial void LogNotRecorded(Guid runId, Exception exception);
}
