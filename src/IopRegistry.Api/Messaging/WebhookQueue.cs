using IopRegistry.Api.Http;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Messaging;

/// <summary>A receiver's turn: some of its deliveries, in order, and what came of those that were tried.</summary>
internal sealed record Turn(
    WebhookEndpoint Endpoint,
    IReadOnlyList<WebhookDelivery> Deliveries,
    IReadOnlyDictionary<Guid, Message> Messages
)
{
    public List<CallOutcome> Outcomes { get; } = [];
}

/// <summary>What is to be sent, and what came of it.</summary>
internal sealed class WebhookQueue(IopDbContext db, Jitter jitter, TimeProvider clock)
{
    private const int DeliveriesPerTurn = 10;

    /// <summary>Longer than a whole turn can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Claims a turn each for the receivers that have waited longest.</summary>
    public async Task<IReadOnlyList<Turn>> TakeAsync(Guid[] others, int most, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var next = await db
            .WebhookDeliveries.Where(d => d.NextAttemptAt <= now && !others.Contains(d.EndpointId))
            .Join(
                db.WebhookEndpoints.Where(e =>
                    e.State == WebhookEndpointState.Active && (e.QuietUntil == null || e.QuietUntil <= now)
                ),
                d => d.EndpointId,
                e => e.Id,
                (d, e) => new { d.EndpointId, d.NextAttemptAt }
            )
            .GroupBy(d => d.EndpointId)
            .Select(g => new { EndpointId = g.Key, Since = g.Min(d => d.NextAttemptAt) })
            .OrderBy(g => g.Since)
            .ThenBy(g => g.EndpointId)
            .Take(most)
            .Select(g => g.EndpointId)
            .ToListAsync(cancellationToken);
        if (next.Count == 0)
        {
            return [];
        }

        var due = await db
            .WebhookEndpoints.Where(e => next.Contains(e.Id))
            .SelectMany(e =>
                db.WebhookDeliveries.Where(d => d.EndpointId == e.Id && d.NextAttemptAt <= now)
                    .OrderBy(d => d.CreatedAt)
                    .ThenBy(d => d.Id)
                    .Take(DeliveriesPerTurn)
            )
            .Select(d => d.Id)
            .ToListAsync(cancellationToken);
        var taken = await db.WebhookDeliveries.ClaimAsync(due, now, Lease, cancellationToken);
        var messageIds = taken.Select(d => d.MessageId).Distinct().ToList();
        var messages = await db
            .Messages.AsNoTracking()
            .Where(m => messageIds.Contains(m.Id))
            .ToDictionaryAsync(m => m.Id, cancellationToken);
        var endpoints = await db
            .WebhookEndpoints.AsNoTracking()
            .Where(e => next.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, cancellationToken);
        return
        [
            .. taken
                .GroupBy(d => d.EndpointId)
                .Select(own => new Turn(
                    endpoints[own.Key],
                    [.. own.OrderBy(d => d.CreatedAt).ThenBy(d => d.Id)],
                    messages
                )),
        ];
    }

    /// <summary>Writes what came of a turn; what was not tried is put back.</summary>
    public async Task RecordAsync(Turn turn, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        db.AttachRange(turn.Deliveries);
        for (var i = 0; i < turn.Deliveries.Count; i++)
        {
            var delivery = turn.Deliveries[i];
            if (i < turn.Outcomes.Count)
            {
                db.Add(delivery.Tried(turn.Outcomes[i], now, jitter.Next()));
            }
            else
            {
                delivery.PutBack(now);
            }
        }

        var last = turn.Deliveries[turn.Outcomes.Count - 1];
        if (last.State == WebhookDeliveryState.Dead || turn.Outcomes[^1].IsGone)
        {
            await TellOwnerAsync(turn.Endpoint.Id, now, cancellationToken);
        }

        await SaveAsync(cancellationToken);
        db.ChangeTracker.Clear();
        if (turn.Outcomes[^1].IsGone)
        {
            await CloseAsync(turn.Endpoint.Id, now, cancellationToken);
        }
        else if (WebhookDelivery.QuietFor(turn.Outcomes[^1]) is { } quiet)
        {
            DateTimeOffset? until = now + quiet;
            await db
                .WebhookEndpoints.Where(e => e.Id == turn.Endpoint.Id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.QuietUntil, until), cancellationToken);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (ProblemMapping.ViolatedUniqueConstraint(exception) is not null)
        {
            // Somebody else told the owner in the same moment.
            foreach (var told in db.ChangeTracker.Entries<OutboxMessage>().ToList())
            {
                told.State = EntityState.Detached;
            }

            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task CloseAsync(Guid endpointId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db
            .WebhookEndpoints.Where(e => e.Id == endpointId && e.State == WebhookEndpointState.Active)
            .ExecuteUpdateAsync(
                e =>
                    e.SetProperty(x => x.State, WebhookEndpointState.Gone)
                        .SetProperty(x => x.UpdatedAt, now)
                        .SetProperty(x => x.Version, x => x.Version + 1),
                cancellationToken
            );
        await db.CancelDeliveriesAsync(endpointId, cancellationToken);
    }

    /// <summary>Once a day for a receiver, however many messages die.</summary>
    private async Task TellOwnerAsync(Guid endpointId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = MessageTypes.IdOf($"{MessageTypes.WebhookFailed} {SwedishCalendar.DayOf(now):O}", endpointId);
        if (
            await db.OutboxMessages.AnyAsync(m => m.Id == id, cancellationToken)
            || await db.Messages.AnyAsync(m => m.Id == id, cancellationToken)
        )
        {
            return;
        }

        db.Add(
            new OutboxMessage
            {
                Id = id,
                Type = MessageTypes.WebhookFailed,
                Subject = new OutboxSubject(EndpointId: endpointId),
                OccurredAt = now,
            }
        );
    }
}

internal static class WebhookQueues
{
    /// <summary>What still waits for a receiver that is not there any more.</summary>
    public static Task CancelDeliveriesAsync(
        this IopDbContext db,
        Guid endpointId,
        CancellationToken cancellationToken
    ) =>
        db
            .WebhookDeliveries.Where(d => d.EndpointId == endpointId && d.State == WebhookDeliveryState.Waiting)
            .ExecuteUpdateAsync(
                d =>
                    d.SetProperty(x => x.State, WebhookDeliveryState.Cancelled)
                        .SetProperty(x => x.NextAttemptAt, (DateTimeOffset?)null)
                        .SetProperty(x => x.ClaimId, (Guid?)null)
                        .SetProperty(x => x.Version, x => x.Version + 1),
                cancellationToken
            );
}
