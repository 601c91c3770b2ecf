using IopRegistry.SharedKernel;
using Npgsql;
using Quartz;

namespace IopRegistry.Api.Jobs;

/// <summary>The timetable: every scheduled task, its name in the job store and when it runs in Swedish time.</summary>
public static class Scheduling
{
    public static IServiceCollection AddScheduling(this IServiceCollection services, string connectionString)
    {
        services.AddQuartz(quartz =>
        {
            // InstanceId stays unset: clustering generates one. The 3.x idiom "AUTO" is a literal id in 4.x, the same on every node.
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "iop-registry");
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
                store.UsePostgres(NpgsqlFactory.Instance, connectionString);
                store.UseSystemTextJsonSerializer();
                store.UseClustering();
                store.ProvisionSchema();
            });
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services;
    }

    internal static void AddTask<TTask>(
        this IServiceCollection services,
        IQuartzBuilder quartz,
        string name,
        string cron
    )
        where TTask : class, IScheduledTask
    {
        services.AddKeyedScoped<IScheduledTask, TTask>(name);
        quartz.ScheduleJob<ScheduledTaskJob>(
            trigger =>
                trigger
                    .WithIdentity(name)
                    .WithCronSchedule(
                        cron,
                        schedule =>
                            schedule
                                .InTimeZone(SwedishCalendar.Zone)
                                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
                    ),
            job => job.WithIdentity(name).RequestRecovery()
        );
    }
}
