using System.Globalization;
using IopRegistry.Jobs;
using IopRegistry.SharedKernel;
using Quartz;

namespace IopRegistry.Api.Jobs;

/// <summary>When the cluster runs a job next and last did.</summary>
public sealed record FireTimes(DateTimeOffset? Next, DateTimeOffset? Previous);

/// <summary>A run that an operator has asked for and that has not begun.</summary>
public sealed record RequestedRun(Guid Id, Guid RequestedBy, DateTimeOffset At);

/// <summary>What operators ask of the cluster's scheduler. On a node that runs no jobs there is none to ask.</summary>
public sealed class JobScheduler(IServiceProvider services, TimeProvider clock)
{
    private const string RequestGroup = "run-now";

    public bool IsHere => services.GetService<ISchedulerFactory>() is not null;

    /// <summary>From the job store; on a node that runs no jobs, what the timetable says.</summary>
    public async Task<FireTimes> FireTimesAsync(string job, CancellationToken cancellationToken)
    {
        if (await SchedulerAsync(cancellationToken) is not { } scheduler)
        {
            var cron = new CronExpression(Timetable.Find(job)!.Cron, SwedishCalendar.Zone);
            return new FireTimes(cron.GetNextValidTimeAfter(clock.GetUtcNow()), Previous: null);
        }

        var trigger = await scheduler.GetTrigger(new TriggerKey(job), cancellationToken);
        return new FireTimes(trigger?.NextFireTimeUtc, trigger?.PreviousFireTimeUtc);
    }

    /// <summary>Has the cluster run a job once, now. One request for a job at a time: the job store has one key for it.</summary>
    public async Task<RequestedRun> RequestAsync(string job, Guid requestedBy, CancellationToken cancellationToken)
    {
        var scheduler =
            await SchedulerAsync(cancellationToken) ?? throw new RuleViolationException(JobRules.NotRunHere);
        var request = new RequestedRun(Guid.CreateVersion7(), requestedBy, clock.GetUtcNow());
        var trigger = TriggerBuilder
            .Create(scheduler.TimeProvider)
            .ForJob(job)
            .WithIdentity(KeyOf(job))
            .UsingJobData(ScheduledTaskJob.RunIdKey, request.Id.ToString())
            .UsingJobData(ScheduledTaskJob.RequestedByKey, requestedBy.ToString())
            .UsingJobData(nameof(RequestedRun.At), request.At.ToString("o", CultureInfo.InvariantCulture))
            .StartNow()
            .Build();
        try
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            throw new RuleViolationException(JobRules.AlreadyRunning);
        }

        return request;
    }

    /// <summary>The request that stands for a job, if one does.</summary>
    public async Task<RequestedRun?> FindRequestAsync(string job, CancellationToken cancellationToken)
    {
        var trigger = await SchedulerAsync(cancellationToken) is { } scheduler
            ? await scheduler.GetTrigger(KeyOf(job), cancellationToken)
            : null;
        return trigger is null
            ? null
            : new RequestedRun(
                Guid.Parse((string)trigger.JobDataMap[ScheduledTaskJob.RunIdKey]!),
                Guid.Parse((string)trigger.JobDataMap[ScheduledTaskJob.RequestedByKey]!),
                DateTimeOffset.Parse(
                    (string)trigger.JobDataMap[nameof(RequestedRun.At)]!,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.RoundtripKind
                )
            );
    }

    private static TriggerKey KeyOf(string job) => new(job, RequestGroup);

    private async Task<IScheduler?> SchedulerAsync(CancellationToken cancellationToken) =>
        services.GetService<ISchedulerFactory>() is { } schedulers
            ? await schedulers.GetScheduler(cancellationToken)
            : null;
}
