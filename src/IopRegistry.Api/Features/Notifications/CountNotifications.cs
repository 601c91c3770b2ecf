using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>How many messages wait to be read.</summary>
public sealed class CountNotifications : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/notification-counts", HandleAsync)
            .WithName(nameof(CountNotifications))
            .WithSummary("Count your unread messages")
            .WithDescription("All in all, and by kind.")
            .RequirePermission(Permission.ReadNotifications);

    /// <param name="Kind">The kind.</param>
    /// <param name="Unread">How many of it are unread.</param>
    public sealed record OfKind(NotificationKind Kind, int Unread);

    /// <param name="Unread">How many are unread.</param>
    /// <param name="Kinds">The same by kind; kinds without unread messages are left out.</param>
    public sealed record Response(int Unread, IReadOnlyList<OfKind> Kinds);

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        var counts = await db.OwnNotificationsOf(user)
            .Where(n => n.ReadAt == null)
            .GroupBy(n => n.Kind)
            .Select(g => new { Kind = g.Key, Unread = g.Count() })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                counts.Sum(c => c.Unread),
                [.. counts.OrderBy(c => c.Kind).Select(c => new OfKind(c.Kind, c.Unread))]
            )
        );
    }
}
