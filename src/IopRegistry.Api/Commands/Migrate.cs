using System.Data.Common;
using IopRegistry.Api.Hosting;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Quartz;

namespace IopRegistry.Api.Commands;

/// <summary>
/// Brings the database up to date. Safe to repeat, and safe to run on several nodes at once: Entity Framework takes a lock
/// in the database. The account needs the right to create tables; the serving account does not.
/// </summary>
internal sealed record Migrate : Command
{
    public override async Task<int> RunAsync(WebApplication app, bool embedded)
    {
        using var stop = new TerminationToken();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var settings = DatabaseSettings.From(app.Configuration);
        try
        {
            var pending = await stop.RunAsync(token => IopDatabase.PendingAsync(db, token));
            Console.WriteLine(
                pending.Count == 0
                    ? $"No migrations are pending on {settings.Provider}."
                    : $"Applying {pending.Count} migrations on {settings.Provider}:\n  {string.Join("\n  ", pending)}"
            );
            await stop.RunAsync(db.Database.MigrateAsync);
            await stop.RunAsync(token => Scheduling.CreateTablesAsync(settings, token));
        }
        catch (Exception exception) when (exception is DbException or RetryLimitExceededException or SchedulerException)
        {
            var cause = exception as DbException ?? exception.InnerException ?? exception;
            throw new StartupException(ExitCode.Unavailable, $"The database could not be migrated: {cause.Message}");
        }

        Console.WriteLine("The database is up to date.");
        return ExitCode.Done;
    }
}
