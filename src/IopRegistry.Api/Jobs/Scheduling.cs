using IopRegistry.Api.Hosting;
using IopRegistry.SharedKernel;
using Microsoft.Data.SqlClient;
using Npgsql;
using Quartz;

namespace IopRegistry.Api.Jobs;

/// <summary>The timetable: every scheduled task, its name in the job store and when it runs in Swedish time.</summary>
internal static class Scheduling
{
    /// <summary>Jobs run on every serving node that does not say otherwise; tests ask for them.</summary>
    public static bool IsEnabled(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue<bool?>("Jobs:Enabled") ?? !environment.IsEnvironment("Testing");

    /// <param name="services">Where to register.</param>
    /// <param name="database">Where the job store is.</param>
    /// <param name="createTables">Whether the account may create what is missing; in production only <c>migrate</c> does.</param>
    public static IServiceCollection AddScheduling(
        this IServiceCollection services,
        DatabaseSettings database,
        bool createTables
    )
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseJobStore(database, createTables);

            // Every hour, so that a node that was down at midnight is never more than an hour behind.
            services.AddTask<AdvanceAgreements>(quartz, AdvanceAgreements.Name, "0 5 * * * ?");
            // Every minute, so that what has changed is watched at once; it costs three look-ups when nothing is due.
            services.AddTask<WatchDates>(quartz, WatchDates.Name, "20 * * * * ?");
            services.AddTask<PurgeIdempotencyKeys>(quartz, PurgeIdempotencyKeys.Name, "0 40 * * * ?");
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Creates the job store's tables where they are missing, with whatever account the settings name.</summary>
    public static async Task CreateTablesAsync(DatabaseSettings database, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddQuartz(quartz => quartz.UseJobStore(database, createTables: true))
            .BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        await scheduler.Shutdown(waitForJobsToComplete: false, cancellationToken);
    }

    private static void UseJobStore(this IQuartzBuilder quartz, DatabaseSettings database, bool createTables)
    {
        // InstanceId stays unset: clustering generates one. The 3.x idiom "AUTO" is a literal id in 4.x, the same on every node.
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "iop-registry");
        quartz.UsePersistentStore(store =>
        {
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
            _ = database.Provider switch
            {
                DatabaseProvider.PostgreSql => store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString),
                DatabaseProvider.SqlServer => store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString),
            };
            store.UseSystemTextJsonSerializer();
            store.UseClustering();
            if (createTables)
            {
                store.ProvisionSchema();
            }
        });
    }

    private static void AddTask<TTask>(
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
