using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Sends what is due to receivers: many at once, and to each one message after the other in the order they happened. The
/// first failure ends a receiver's turn in this run, so that one that hangs or is dead takes one call's time of its own and
/// none of anybody else's. Deliveries are claimed, so that two nodes do not send the same one, and a claim whose node died
/// runs out: every message arrives at least once, under the same id.
/// </summary>
public sealed partial class DeliverWebhooks(
    IopDbContext db,
    WebhookCaller caller,
    Jitter jitter,
    TimeProvider clock,
    ILogger<DeliverWebhooks> logger
) : IScheduledTask
{
    public const string Name = "deliver-webhooks";

    private const int MostReceiversAtOnce = 64;

    /// <summary>How often somebody new is looked for while others are waited for.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Then the next run goes on, so that operators see what is done.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    private readonly WebhookQueue _queue = new(db, jitter, clock);

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var counts = new JobCounts();
        var running = new Dictionary<Guid, Task<Turn>>();
        var failed = new HashSet<Guid>();
        while (true)
        {
            if (running.Count < MostReceiversAtOnce && clock.GetElapsedTime(began) < LongestRun)
            {
                Guid[] others = [.. running.Keys, .. failed];
                foreach (
                    var turn in await _queue.TakeAsync(others, MostReceiversAtOnce - running.Count, cancellationToken)
                )
                {
                    running.Add(turn.Endpoint.Id, CallAsync(turn, cancellationToken));
                }
            }

            if (running.Count == 0)
            {
                return counts;
            }

            using (var again = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                await Task.WhenAny([.. running.Values, Task.Delay(LookAgain, clock, again.Token)]);
                await again.CancelAsync();
            }

            foreach (var (endpointId, call) in running.Where(r => r.Value.IsCompleted).ToList())
            {
                running.Remove(endpointId);
                await RecordAsync(await call, failed, counts);
            }
        }
    }

    private async Task<Turn> CallAsync(Turn turn, CancellationToken cancellationToken)
    {
        foreach (var delivery in turn.Deliveries)
        {
            var outcome = await caller.CallAsync(turn.Endpoint, turn.Messages[delivery.MessageId], cancellationToken);
            turn.Outcomes.Add(outcome);
            if (!outcome.Succeeded)
            {
                break;
            }
        }

        return turn;
    }

    private async Task RecordAsync(Turn turn, HashSet<Guid> failed, JobCounts counts)
    {
        counts.With("delivered", turn.Outcomes.Count(outcome => outcome.Succeeded));
        if (turn.Outcomes[^1] is { Succeeded: false } failure)
        {
            failed.Add(turn.Endpoint.Id);
            counts.With("failed", 1);
            LogFailed(turn.Endpoint.Id, failure.Status, failure.Error);
        }

        try
        {
            // What has been sent is written down even when the service is being stopped.
            await _queue.RecordAsync(turn, CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The receiver was taken away meanwhile, or this was slower than its lease and somebody else has it.
        }
    }

    [LoggerMessage(LogLevel.Information, "A webhook to endpoint {EndpointId} failed ({Status} {Error})")]
    private partial void LogFailed(Guid endpointId, int? status, string? error);
}
