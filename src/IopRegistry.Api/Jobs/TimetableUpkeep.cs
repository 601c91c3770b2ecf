using IopRegistry.SharedKernel;
using Quartz;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// When a node starts: gives a job whose time has changed its new one, and takes away what is no longer in the timetable.
/// The others keep what they had, so that what was missed while no node was up is still due.
/// </summary>
internal sealed class TimetableUpkeep(ISchedulerFactory schedulers) : IHostedService
{
    public static IScheduleBuilder ScheduleOf(TimetableEntry task) =>
        CronScheduleBuilder
            .Create(task.Cron)
            .InTimeZone(SwedishCalendar.Zone)
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var task in Timetable.Tasks)
        {
            if (
                await scheduler.GetTrigger(new TriggerKey(task.Name), cancellationToken)
                    is ICronTrigger { CronExpressionString: var cron } trigger
                && !string.Equals(cron, task.Cron, StringComparison.Ordinal)
            )
            {
                await scheduler.RescheduleJob(
                    trigger.Key,
                    trigger.GetTriggerBuilder().WithSchedule(ScheduleOf(task)).Build(),
                    cancellationToken
                );
            }
        }

        foreach (var job in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken))
        {
            if (Timetable.Find(job.Name) is null)
            {
                await scheduler.DeleteJob(job, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
