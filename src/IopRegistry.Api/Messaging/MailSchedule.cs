using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Messaging;

internal static class MailSchedule
{
    /// <summary>What waits to be mailed to a user goes when the user now wants it, or not at all.</summary>
    public static async Task RescheduleMailAsync(
        this IopDbContext db,
        User user,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var id = user.Id;
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var due = MailTimes.DueAt(user.FrequencyOf(kind), now);
            await db
                .Notifications.Where(n =>
                    n.RecipientId == id && n.Kind == kind && n.MailId == null && n.MailDueAt != null
                )
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDueAt, due), cancellationToken);
        }
    }
}
