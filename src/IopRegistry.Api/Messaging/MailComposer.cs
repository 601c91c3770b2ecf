using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Messaging;

/// <summary>
/// Writes one mail of everything that is due for a recipient, and in the same transaction marks it as mailed: killed, it is
/// as if it never began; run twice, the second finds nothing left. What may not be switched off goes by itself, because
/// only the other mail may be unsubscribed from.
/// </summary>
internal sealed class MailComposer(IopDbContext db, MailSettings settings, TimeProvider clock)
{
    /// <summary>Longer mails are read by nobody; the rest is counted.</summary>
    private const int MostItems = 50;

    private const int RecipientsPerPage = 20;

    /// <returns>How many mails were written.</returns>
    public async Task<int> ComposeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (written, last) = (0, Guid.Empty);
        while (true)
        {
            db.ChangeTracker.Clear();
            var recipients = await Due(now)
                .Where(n => n.RecipientId > last)
                .Select(n => n.RecipientId)
                .Distinct()
                .OrderBy(id => id)
                .Take(RecipientsPerPage)
                .ToListAsync(cancellationToken);
            if (recipients.Count == 0)
            {
                return written;
            }

            var due = await Due(now)
                .Where(n => recipients.Contains(n.RecipientId))
                .Select(n => new DueItem(
                    n.Id,
                    n.RecipientId,
                    n.IsContact,
                    n.OrganisationId,
                    n.MessageId,
                    n.Kind,
                    n.OccurredAt
                ))
                .ToListAsync(cancellationToken);
            var readers = await ReadersAsync(due, SwedishCalendar.DayOf(now), cancellationToken);
            foreach (var mail in due.GroupBy(item => (item.RecipientId, NotificationKinds.MayBeOff(item.Kind))))
            {
                var reader = readers.GetValueOrDefault(mail.Key.RecipientId);
                var items = mail.OrderBy(item => item.OccurredAt)
                    .ThenBy(item => item.Id)
                    .ToLookup(item => reader?.Organisations.Contains(item.OrganisationId) == true);
                await ForgetAsync([.. items[false]], cancellationToken);
                written += await WriteAsync(reader, [.. items[true]], mail.Key.Item2, now, cancellationToken);
            }

            if (recipients.Count < RecipientsPerPage)
            {
                return written;
            }

            last = recipients[^1];
        }
    }

    private IQueryable<Notification> Due(DateTimeOffset now) =>
        db.Notifications.AsNoTracking().Where(n => n.MailId == null && n.MailDueAt <= now);

    /// <summary>Who gets mail now: users who still belong, and contact persons of today.</summary>
    private async Task<Dictionary<Guid, Reader>> ReadersAsync(
        List<DueItem> due,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var readers = new Dictionary<Guid, Reader>();
        var userIds = due.Where(item => !item.IsContact).Select(item => item.RecipientId).Distinct().ToList();
        var users = await db.Users.AsNoTracking().Where(u => userIds.Contains(u.Id)).ToListAsync(cancellationToken);
        foreach (var user in users.Where(u => u.Email is not null))
        {
            var own = user.Memberships.Where(m => m.IsValidOn(today)).Select(m => m.OrganisationId);
            readers[user.Id] = new(user.Id, user.Email!, user.Language, user.UnsubscribeToken, [.. own]);
        }

        var wanted = due.Where(item => item.IsContact).Select(item => item.RecipientId).ToHashSet();
        if (wanted.Count > 0)
        {
            var ids = due.Where(item => item.IsContact).Select(item => item.OrganisationId).Distinct().ToList();
            var organisations = await db
                .Organisations.AsNoTracking()
                .Where(o => ids.Contains(o.Id))
                .Select(o => new { o.Id, o.Contacts })
                .ToListAsync(cancellationToken);
            foreach (var organisation in organisations)
            {
                foreach (var contact in organisation.Contacts.Where(c => wanted.Contains(c.Id) && c.IsValidOn(today)))
                {
                    if (contact.Email is { } email)
                    {
                        readers[contact.Id] = new(contact.Id, email, User.DefaultLanguage, null, [organisation.Id]);
                    }
                }
            }
        }

        return readers;
    }

    private async Task<int> WriteAsync(
        Reader? reader,
        List<DueItem> items,
        bool mayBeOff,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (reader is null || items.Count == 0)
        {
            return 0;
        }

        var shown = items.Take(MostItems).Select(item => item.MessageId).ToList();
        var messages = await db
            .Messages.AsNoTracking()
            .Where(m => shown.Contains(m.Id))
            .Select(m => new
            {
                m.Id,
                m.Title,
                m.Text,
                m.OccurredAt,
            })
            .ToDictionaryAsync(m => m.Id, cancellationToken);
        List<MailItem> told =
        [
            .. shown
                .Select(id => messages[id])
                .Select(m => new MailItem(m.OccurredAt, m.Title.In(reader.Language), m.Text.In(reader.Language))),
        ];
        var ids = items.ConvertAll(item => item.Id);
        return await db.TogetherAsync(
            async token =>
            {
                var unsubscribe = mayBeOff ? settings.UnsubscribeAddress(await TokenAsync(reader, token)) : null;
                var text = new MailText(
                    reader.Language,
                    told,
                    items.Count - told.Count,
                    settings.PublicAddress,
                    unsubscribe
                );
                var mail = Mail.Write(reader.Id, reader.Address, text.Subject, text.Plain, text.Html, unsubscribe, now);
                Guid? mailId = mail.Id;
                db.Add(mail);
                var marked = await db
                    .Notifications.Where(n => ids.Contains(n.Id) && n.MailId == null && n.MailDueAt <= now)
                    .ExecuteUpdateAsync(n => n.SetProperty(x => x.MailId, mailId), token);
                if (marked == ids.Count)
                {
                    await db.SaveChangesAsync(token);
                    return 1;
                }

                // Another node has it, or something was read meanwhile: undone, and told right at the next run.
                await db
                    .Notifications.Where(n => n.MailId == mailId)
                    .ExecuteUpdateAsync(n => n.SetProperty(x => x.MailId, (Guid?)null), token);
                db.ChangeTracker.Clear();
                return 0;
            },
            cancellationToken
        );
    }

    private async Task<string> TokenAsync(Reader reader, CancellationToken cancellationToken)
    {
        if (reader.UnsubscribeToken is { } token)
        {
            return token;
        }

        var user = await db.Users.SingleAsync(u => u.Id == reader.Id, cancellationToken);
        return user.TakeUnsubscribeToken();
    }

    /// <summary>Nobody to mail any more: no address, or no longer there.</summary>
    private async Task ForgetAsync(List<DueItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        var ids = items.ConvertAll(item => item.Id);
        await db
            .Notifications.Where(n => ids.Contains(n.Id) && n.MailId == null)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDueAt, (DateTimeOffset?)null), cancellationToken);
    }

    private sealed record DueItem(
        Guid Id,
        Guid RecipientId,
        bool IsContact,
        Guid OrganisationId,
        Guid MessageId,
        NotificationKind Kind,
        DateTimeOffset OccurredAt
    );

    private sealed record Reader(
        Guid Id,
        string Address,
        string Language,
        string? UnsubscribeToken,
        HashSet<Guid> Organisations
    );
}
