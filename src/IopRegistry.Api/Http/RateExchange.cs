using System.Data.Common;
using System.Text.Json;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace IopRegistry.Api.Http;

/// <summary>
/// Lets nodes count as one: about once a second each writes what it has counted and reads what the others have, in two
/// statements whatever the number of callers. No call waits for it, and without a database each node counts for itself.
/// </summary>
internal sealed partial class RateExchange(
    RateCounters counters,
    IServiceScopeFactory scopes,
    IOptions<RateLimitOptions> options,
    IHostEnvironment environment,
    TimeProvider clock,
    ILogger<RateExchange> logger
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>A report that old is of a node that is gone.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Guid _node = Guid.CreateVersion7();
    private readonly bool _shared =
        options.Value.Enabled && (options.Value.Shared ?? !environment.IsEnvironment("Testing"));

    private string _written = "";
    private DateTimeOffset _cleaned;
    private bool _failing;

    /// <summary>One exchange; the service repeats it.</summary>
    public async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        if (!counters.TakeTouched())
        {
            return;
        }

        var period = counters.Period;
        var mine = counters.Report(period);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        if (mine.Count > 0)
        {
            await WriteAsync(db, period, JsonSerializer.Serialize(mine), cancellationToken);
        }

        var sum = new Dictionary<string, int>(StringComparer.Ordinal);
        var others = await db
            .RateReports.AsNoTracking()
            .Where(report => report.NodeId != _node && report.Period == period)
            .Select(report => report.Counts)
            .ToListAsync(cancellationToken);
        foreach (var (name, used) in others.SelectMany(Read))
        {
            sum[name] = sum.GetValueOrDefault(name) + used;
        }

        counters.Tell(period, sum);
        await ForgetAsync(db, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_shared)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ExchangeAsync(stoppingToken);
                _failing = false;
            }
            catch (Exception failure) when (failure is DbException or DbUpdateException or RetryLimitExceededException)
            {
                if (!_failing)
                {
                    LogAlone(failure); // once, and not every second for as long as the database is away
                }

                _failing = true;
            }
        }
    }

    private async Task WriteAsync(IopDbContext db, long period, string counts, CancellationToken cancellationToken)
    {
        if (string.Equals(counts, _written, StringComparison.Ordinal))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var updated = await db
            .RateReports.Where(report => report.NodeId == _node)
            .ExecuteUpdateAsync(
                report =>
                    report
                        .SetProperty(r => r.Period, period)
                        .SetProperty(r => r.Counts, counts)
                        .SetProperty(r => r.WrittenAt, now),
                cancellationToken
            );
        if (updated == 0)
        {
            db.Add(
                new RateReport
                {
                    NodeId = _node,
                    Period = period,
                    Counts = counts,
                    WrittenAt = now,
                }
            );
            await db.SaveChangesAsync(cancellationToken);
        }

        _written = counts;
    }

    private async Task ForgetAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _cleaned < Forgotten)
        {
            return;
        }

        var before = now - Forgotten;
        await db
            .RateReports.Where(report => report.WrittenAt < before && report.NodeId != _node)
            .ExecuteDeleteAsync(cancellationToken);
        _cleaned = now;
    }

    private static Dictionary<string, int> Read(string counts) =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(counts) ?? [];

    [LoggerMessage(LogLevel.Warning, "The rate limits of this node count for themselves until the database answers")]
    private partial void LogAlone(Exception failure);
}
