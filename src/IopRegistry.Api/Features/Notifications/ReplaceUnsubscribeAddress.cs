using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>Makes the unsubscribe addresses of all mails so far stop working.</summary>
public sealed class ReplaceUnsubscribeAddress : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/notification-preferences/unsubscribe-addresses", HandleAsync)
            .WithName(nameof(ReplaceUnsubscribeAddress))
            .WithSummary("Replace your unsubscribe address")
            .WithDescription(
                "For whoever has forwarded a mail and does not want others to unsubscribe: the addresses of all mails so far "
                    + "stop working, and the next mail has a new one."
            )
            .RequirePermission(Permission.ReadNotifications)
            .Acts();

    internal static async Task<Tagged<PreferencesView>> HandleAsync(
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var id = user.Id;
        var me = await db.Users.SingleAsync(u => u.Id == id, cancellationToken);
        ifMatch.Require(me.Version);
        me.ReplaceUnsubscribeToken(user.ActNow(clock).At);
        await db.SaveChangesAsync(cancellationToken);
        return PreferencesView.Tagged(me, http);
    }
}
