using System.Globalization;
using System.Text.Json;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.Simulation;

/// <summary>
/// A node of the product as far as its jobs go: a process that runs the product's own job classes on a database, at the
/// moment it is told, and that can be killed at any of them. The product itself has no clock that anybody can set.
/// </summary>
public static class Node
{
    /// <summary>Said when it can be told to run.</summary>
    public const string Ready = "ready";

    /// <summary>Said when it stands still at the point it was told, and waits to be killed.</summary>
    public const string Stopped = "stopped";

    /// <summary>Said after a run that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Begins the answer to a run that ended; the counts follow as JSON.</summary>
    public const string Done = "done ";

    /// <summary>Begins the answer to a run that failed; the reason follows.</summary>
    public const string Failed = "failed ";

    /// <summary>
    /// Reads <c>run advance-agreements 2027-03-01T05:00:00Z</c>, at will followed by <c>stop 7</c> or <c>cancel 7</c>: at the
    /// seventh thing it does to the database. Answers with one line.
    /// </summary>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var connection])
        {
            await Console.Error.WriteLineAsync("Usage: IopRegistry.Simulation <connection string>");
            return 2;
        }

        var point = new Breakpoint();
        var options = new DbContextOptionsBuilder<IopDbContext>();
        options.UseIopPostgreSql(connection).AddInterceptors(point.Commands, point.Transactions);
        await using (var db = new IopDbContext(options.Options))
        {
            await db.Agreements.AnyAsync();
        }

        await SayAsync(Ready);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await SayAsync(await RunAsync(line.Split(' '), options.Options, point));
        }

        return 0;
    }

    private static async Task<string> RunAsync(
        string[] words,
        DbContextOptions<IopDbContext> options,
        Breakpoint point
    )
    {
        if (words is not ["run", var job, var moment, .. var at])
        {
            return Failed + "not understood";
        }

        var clock = new FixedClock(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture));
        using var cancel = new CancellationTokenSource();
        (int Step, Func<Task> Then) breakpoint = at switch
        {
            ["stop", var step] => (int.Parse(step, CultureInfo.InvariantCulture), StopAsync),
            ["cancel", var step] => (int.Parse(step, CultureInfo.InvariantCulture), cancel.CancelAsync),
            _ => (int.MaxValue, () => Task.CompletedTask),
        };
        point.Set(breakpoint);
        try
        {
            await using var db = new IopDbContext(options);
            var counts = await JobNamed(job, db, clock).RunAsync(cancel.Token);
            return Done + JsonSerializer.Serialize(counts);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Cancelled;
        }
        catch (Exception exception)
        {
            return Failed + exception.ToString().ReplaceLineEndings(" | ");
        }
    }

    private static IScheduledTask JobNamed(string job, IopDbContext db, TimeProvider clock) =>
        job switch
        {
            AdvanceAgreements.Name => new AdvanceAgreements(db, clock, NullLogger<AdvanceAgreements>.Instance),
            WatchDates.Name => new WatchDates(db, clock, NullLogger<WatchDates>.Instance),
            _ => throw new ArgumentException($"There is no job {job}.", nameof(job)),
        };

    private static async Task StopAsync()
    {
        await SayAsync(Stopped);
        await new TaskCompletionSource().Task;
    }

    private static async Task SayAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
