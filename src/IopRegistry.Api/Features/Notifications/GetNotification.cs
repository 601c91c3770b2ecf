using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>One message.</summary>
public sealed class GetNotification : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/notifications/{notificationId:guid}", HandleAsync)
            .WithName(nameof(GetNotification))
            .WithSummary("Read a message")
            .WithDescription("Only your own. Reading it here does not mark it as read.")
            .RequirePermission(Permission.ReadNotifications)
            .ReadsOne();

    internal static async Task<Tagged<NotificationView>> HandleAsync(
        Guid notificationId,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found =
            await db.OwnNotificationsOf(user)
                .AsNoTracking()
                .Where(n => n.Id == notificationId)
                .Join(db.Messages, n => n.MessageId, m => m.Id, (n, m) => new { Notification = n, Message = m })
                .SingleOrDefaultAsync(cancellationToken)
            ?? throw ProblemException.NotFound();
        return NotificationView.Tagged(found.Notification, found.Message, http);
    }
}
