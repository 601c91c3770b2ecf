using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>Marks one message as read, or as unread again.</summary>
public sealed class MarkNotification : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/notifications/{notificationId:guid}", HandleAsync)
            .WithName(nameof(MarkNotification))
            .WithSummary("Mark a message as read or unread")
            .WithDescription("What has been read before its mail is written is not mailed.")
            .RequirePermission(Permission.ReadNotifications)
            .Changes();

    /// <param name="Read">True for read.</param>
    public sealed record Request(bool Read);

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<Tagged<NotificationView>> HandleAsync(
        Guid notificationId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var notification =
            await db.OwnNotificationsOf(user).SingleOrDefaultAsync(n => n.Id == notificationId, cancellationToken)
            ?? throw ProblemException.NotFound();
        ifMatch.Require(notification.Version);
        notification.Mark(request.Read, user.ActNow(clock).At);
        await db.SaveChangesAsync(cancellationToken);
        var message = await db
            .Messages.AsNoTracking()
            .SingleAsync(m => m.Id == notification.MessageId, cancellationToken);
        return NotificationView.Tagged(notification, message, http);
    }
}
