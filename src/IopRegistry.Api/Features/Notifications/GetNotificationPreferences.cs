using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>How the caller gets messages.</summary>
public sealed class GetNotificationPreferences : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/notification-preferences", HandleAsync)
            .WithName(nameof(GetNotificationPreferences))
            .WithSummary("Read how you get messages")
            .WithDescription("Your own choices, and what is standard where you have chosen nothing.")
            .RequirePermission(Permission.ReadNotifications)
            .ReadsOne();

    internal static async Task<Tagged<PreferencesView>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var id = user.Id;
        return PreferencesView.Tagged(
            await db.Users.AsNoTracking().SingleAsync(u => u.Id == id, cancellationToken),
            http
        );
    }
}
