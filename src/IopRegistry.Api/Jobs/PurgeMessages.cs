using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Forgets mails with their addresses after a month, and messages with their notifications and deliveries after a year;
/// what a warning was about stays in the flags and the timeline. What is still to be sent is kept.
/// </summary>
public sealed class PurgeMessages(IopDbContext db, TimeProvider clock) : IScheduledTask
{
    public const string Name = "purge-messages";

    private const int PageSize = 500;

    private static readonly TimeSpan KeepsMails = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeepsMessages = TimeSpan.FromDays(365);

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (mailsBefore, messagesBefore) = (now - KeepsMails, now - KeepsMessages);
        var mails = await db
            .Mails.Where(m => m.CreatedAt < mailsBefore && m.State != MailState.Waiting)
            .ExecuteDeleteAsync(cancellationToken);
        var messages = 0;
        while (true)
        {
            var page = await db
                .Messages.Where(m =>
                    m.OccurredAt < messagesBefore
                    && !db.WebhookDeliveries.Any(d => d.MessageId == m.Id && d.State == WebhookDeliveryState.Waiting)
                )
                .OrderBy(m => m.OccurredAt)
                .Select(m => m.Id)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            messages += page.Count;
            if (page.Count > 0)
            {
                await ForgetAsync(page, cancellationToken);
            }

            if (page.Count < PageSize)
            {
                return JobCounts.Of("mails", mails).With("messages", messages);
            }
        }
    }

    /// <summary>What hangs on a message goes before it, so a run that is killed leaves nothing that points nowhere.</summary>
    private async Task ForgetAsync(List<Guid> page, CancellationToken cancellationToken)
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
