using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Retention;

/// <summary>Messages with everything that hangs on them, a page at a time: there may be a year of them at the first run.</summary>
internal sealed class MessageRule : RetentionRule
{
    private const int PageSize = 500;

    public override Task<int> CountAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        Due(db, now).CountAsync(cancellationToken);

    public override async Task<int> ApplyAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gone = 0;
        while (true)
        {
            var page = await Due(db, now)
                .OrderBy(m => m.OccurredAt)
                .ThenBy(m => m.Id)
                .Select(m => m.Id)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            gone += page.Count;
            if (page.Count > 0)
            {
                await ForgetAsync(db, page, cancellationToken);
            }

            if (page.Count < PageSize)
            {
                return gone;
            }
        }
    }

    /// <summary>What is still to be delivered is kept.</summary>
    private static IQueryable<Message> Due(IopDbContext db, DateTimeOffset now)
    {
        var before = now.AddDays(-RetentionRules.MessageDays);
        return db.Messages.Where(m =>
            m.OccurredAt < before
            && !db.WebhookDeliveries.Any(d => d.MessageId == m.Id && d.State == WebhookDeliveryState.Waiting)
        );
    }

    /// <summary>What hangs on a message goes before it, so a run that is killed leaves nothing that points nowhere.</summary>
    private static async Task ForgetAsync(IopDbContext db, List<Guid> page, CancellationToken cancellationToken)
    {
        await db
            .WebhookAttempts.Where(a =>
                db.WebhookDeliveries.Any(d => d.Id == a.DeliveryId && page.Contains(d.MessageId))
            )
            .ExecuteDeleteAsync(cancellationToken);
        await db.WebhookDeliveries.Where(d => page.Contains(d.MessageId)).ExecuteDeleteAsync(cancellationToken);
        await db.Notifications.Where(n => page.Contains(n.MessageId)).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(m => page.Contains(m.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
