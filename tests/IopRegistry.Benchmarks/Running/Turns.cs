using System.Diagnostics;
using Npgsql;

namespace IopRegistry.Benchmarks.Running;

/// <summary>One side's turns under the load, with what they cost.</summary>
internal sealed class Turns(Stage stage, ServerProcess server, string? token, IReadOnlyList<string> paths)
    : IAsyncDisposable
{
    /// <summary>A run-time compiler makes a server faster for as long as it has anything left to compile.</summary>
    private const double StillFaster = 1.05;

    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(2);

    private readonly NpgsqlDataSource _observer = NpgsqlDataSource.Create(stage.Database.ConnectionString);
    private readonly List<LoadResult> _results = [];
    private readonly List<Used> _processor = [];

    public double Last => _results[^1].PerSecond;

    public double PerSecond => Statistics.Median(_results.Select(r => r.PerSecond));

    public double MedianLatency => Statistics.Median(_results.Select(r => r.Median));

    public double P99Latency => Statistics.Median(_results.Select(r => r.P99));

    public double Server => Statistics.Median(_processor.Select(p => p.Server));

    public double Database => Statistics.Median(_processor.Select(p => p.Database));

    public double Load => Statistics.Median(_processor.Select(p => p.Load));

    public double Whole => Server + Database + Load;

    public double Megabytes => ProcessFacts.ResidentMegabytes(server.Id);

    public async Task WarmUpAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var best = 0d;
        TimeSpan took;
        bool stillFaster;
        do
        {
            var result = await stage.Load.AskAsync(Order(stage.Options.Turn));
            stillFaster = result.PerSecond > best * StillFaster;
            best = Math.Max(best, result.PerSecond);
            took = Stopwatch.GetElapsedTime(started);
        } while (took < stage.Options.WarmUp || (stillFaster && took < LongestWarmUp));

        Report.Progress($"{server.Address} is warm after {took.TotalSeconds:N0} s");
    }

    public async Task TakeAsync()
    {
        var before = await UsedAsync();
        var result = await stage.Load.AskAsync(Order(stage.Options.Turn));
        var after = await UsedAsync();
        _results.Add(result);
        _processor.Add(
            new Used(
                (after.Server - before.Server) * 1e6 / result.Requests,
                (after.Database - before.Database) * 1e6 / result.Requests,
                (after.Load - before.Load) * 1e6 / result.Requests
            )
        );
    }

    public ValueTask DisposeAsync() => _observer.DisposeAsync();

    private LoadOrder Order(TimeSpan time) =>
        new(server.Address, token, paths, stage.Options.Connections, time.TotalSeconds);

    private async Task<Used> UsedAsync()
    {
        await using var command = _observer.CreateCommand(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        );
        await using var rows = await command.ExecuteReaderAsync();
        var database = 0d;
        while (await rows.ReadAsync())
        {
            database += ProcessFacts.ProcessorSeconds(rows.GetInt32(0));
        }

        return new Used(
            ProcessFacts.ProcessorSeconds(server.Id),
            database,
            ProcessFacts.ProcessorSeconds(stage.Load.Id)
        );
    }

    /// <summary>Processor time, in seconds or in microseconds per request.</summary>
    private sealed record Used(double Server, double Database, double Load);
}
