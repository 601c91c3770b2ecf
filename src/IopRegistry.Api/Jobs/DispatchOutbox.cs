using IopRegistry.Api.Messaging;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Takes what is in the outbox to the people and receivers it is for. A page is one transaction that deletes what it has
/// told, and a run with thousands of flags is told a slice at a time, so a run that is killed goes on where it was and
/// memory does not grow. Two at once meet in a key, and the second leaves the page to the first.
/// </summary>
public sealed class DispatchOutbox(IopDbContext db, MailSettings mail, TimeProvider clock) : IScheduledTask
{
    public const string Name = "dispatch-outbox";

    /// <summary>After so many lost races the next run goes on.</summary>
    private const int MostRacesLost = 5;

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var counts = new JobCounts();
        for (var lost = 0; lost < MostRacesLost; )
        {
            db.ChangeTracker.Clear();
            var page = await db
                .OutboxMessages.OrderBy(m => m.OccurredAt)
                .ThenBy(m => m.Id)
                .Take(TellingReader.PageSize)
                .ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            try
            {
                var told = await TellAsync(
                    TellingReader.IsRun(page[0]) ? page[..1] : [.. page.TakeWhile(m => !TellingReader.IsRun(m))],
                    cancellationToken
                );
                foreach (var (what, count) in told)
                {
                    counts.With(what, count);
                }
            }
            catch (DbUpdateException exception) when (exception.IsLostRace())
            {
                lost++;
            }
        }

        db.ChangeTracker.Clear();
        return counts;
    }

    private async Task<JobCounts> TellAsync(List<OutboxMessage> page, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (tellings, until) = await new TellingReader(db).ReadAsync(page, cancellationToken);
        var ids = tellings.Select(t => t.Message.Id).ToList();
        var before = await db
            .Messages.Where(m => ids.Contains(m.Id))
            .Select(m => m.Id)
            .ToHashSetAsync(cancellationToken);
        List<Telling> @new = [.. tellings.Where(t => !before.Contains(t.Message.Id))];

        var counts = new JobCounts();
        if (@new.Count > 0)
        {
            var recipients = await Recipients.OfAsync(db, @new, mail.IsConfigured, now, cancellationToken);
            var order = 0;
            foreach (var telling in @new)
            {
                List<Notification> notifications = [.. recipients.NotificationsOf(telling)];
                var deliveries = recipients.DeliveriesOf(telling, order++).ToList();
                if (notifications.Count + deliveries.Count == 0)
                {
                    continue; // nobody there yet
                }

                db.Add(telling.Message);
                db.AddRange(notifications);
                db.AddRange(deliveries);
                counts
                    .With("messages", 1)
                    .With("notifications", notifications.Count)
                    .With("deliveries", deliveries.Count);
            }
        }

        if (until is { } last)
        {
            page[0].Told(last);
        }
        else
        {
            db.RemoveRange(page);
        }

        await db.SaveChangesAsync(cancellationToken);
        return counts;
    }
}
