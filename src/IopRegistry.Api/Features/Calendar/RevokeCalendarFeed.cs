using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>Takes a calendar address back.</summary>
public sealed class RevokeCalendarFeed : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/calendar-feeds/{feedId:guid}", HandleAsync)
            .WithName(nameof(RevokeCalendarFeed))
            .WithSummary("Revoke a calendar address")
            .WithDescription("It is not found from now on. Revoking it again changes nothing.")
            .RequirePermission(Permission.KeepCalendarFeeds)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<NoContent> HandleAsync(
        Guid feedId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var userId = user.Id;
        var feed =
            await db.CalendarFeeds.SingleOrDefaultAsync(f => f.Id == feedId && f.UserId == userId, cancellationToken)
            ?? throw ProblemException.NotFound();
        feed.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
