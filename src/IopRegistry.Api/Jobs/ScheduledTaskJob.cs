using IopRegistry.Jobs;
using IopRegistry.Trail;
using Quartz;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Runs a task and keeps the record of the run. The job store keeps this type and a task's name, so a task can be renamed
/// or moved without orphaning its row. Concurrency is refused per job key, that is per task and across the cluster.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class ScheduledTaskJob(IServiceProvider services, JobRuns runs, ILogger<ScheduledTaskJob> logger)
    : IJob
{
    /// <summary>Job data of a run that an operator asked for.</summary>
    internal const string RunIdKey = "run-id";
    internal const string RequestedByKey = "requested-by";

    /// <summary>Later than this after its time is late; what the job store calls a misfire.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var run = await runs.BeginAsync(clock => RunOf(context, clock), cancellationToken);
        Caller.Current = Caller.OfJob(run.Job, run.Id);
        try
        {
            var counts = await services.GetRequiredKeyedService<IScheduledTask>(run.Job).RunAsync(cancellationToken);
            await runs.EndAsync(run.Id, (ended, at) => ended.Succeed(counts, at));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await runs.EndAsync(run.Id, (ended, at) => ended.Interrupt(at));
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(run.Job, run.Id, exception);
            await runs.EndAsync(run.Id, (ended, at) => ended.Fail(JobFailure.TextOf(exception), at));
            throw new JobExecutionException($"Scheduled task {run.Job} failed.", exception);
        }
    }

    private static JobRun RunOf(IJobExecutionContext context, DateTimeOffset now)
    {
        var data = context.MergedJobDataMap;
        var requested = Text(data, RunIdKey) is { } id ? Guid.Parse(id) : (Guid?)null;
        var scheduled = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        // A schedule that was missed is told to fire now; when it should have fired follows from when it last did.
        var due =
            context is { Recovering: false, PreviousFireTimeUtc: { } previous }
            && context.Trigger.GetFireTimeAfter(previous) is { } missed
            && missed < scheduled
                ? missed
                : scheduled;
        return new JobRun
        {
            // What is recovered has the data of what was interrupted, and that run has a record already.
            Id = requested is { } given && !context.Recovering ? given : Guid.CreateVersion7(),
            Job = context.JobDetail.Key.Name,
            Node = context.Scheduler.SchedulerInstanceId,
            Trigger =
                context.Recovering ? JobTrigger.Recovery
                : requested is null ? JobTrigger.Schedule
                : JobTrigger.Request,
            RequestedBy = Text(data, RequestedByKey) is { } by ? Guid.Parse(by) : null,
            ScheduledFor = due,
            Late = context.FireTimeUtc - due > Punctual,
            StartedAt = now,
        };
    }

    private static string? Text(JobDataMap data, string key) =>
        data.TryGetValue(key, out var value) ? value as string : null;

    [LoggerMessage(LogLevel.Error, "Scheduled task {Task} failed in run {RunId}")]
    private partial void LogFailed(string task, Guid runId, Exception exception);
}
