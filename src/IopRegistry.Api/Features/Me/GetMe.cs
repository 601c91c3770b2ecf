using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Me;

/// <summary>Who am I?</summary>
public sealed class GetMe : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me", HandleAsync)
            .WithName(nameof(GetMe))
            .WithSummary("Read who you are")
            .WithDescription("The user behind the token, the organisation it acts for, and what the user may do there.")
            .RequirePermission(Permission.ReadNotifications)
            .ReadsOne();

    internal static async Task<Tagged<MeView>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var id = user.Id;
        var me = await db.Users.AsNoTracking().SingleAsync(u => u.Id == id, cancellationToken);
        return await MeView.ShowAsync(me, user, db, http, cancellationToken);
    }
}
