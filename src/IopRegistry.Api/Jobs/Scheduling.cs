using IopRegistry.Api.Hosting;
using Microsoft.Data.SqlClient;
using Npgsql;
using Quartz;

namespace IopRegistry.Api.Jobs;

/// <summary>Hands the timetable to Quartz, with its job store in the product's own database.</summary>
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

            foreach (var task in Timetable.Tasks)
            {
                task.Register(services);
                quartz.ScheduleJob<ScheduledTaskJob>(
                    trigger => trigger.WithIdentity(task.Name).WithSchedule(TimetableUpkeep.ScheduleOf(task)),
                    job => job.WithIdentity(task.Name).RequestRecovery()
                );
            }
        });
        // What is in the store stays as it is: a trigger that is stated anew at every start forgets what it has missed.
        services.Configure<QuartzOptions>(options => options.Scheduling.IgnoreDuplicates = true);
        services.AddHostedService<TimetableUpkeep>(); // before the one that starts the scheduler
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
}
