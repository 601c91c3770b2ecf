using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Signs out everywhere else.</summary>
public sealed class EndOtherSessions : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/me/sessions", HandleAsync)
            .WithName(nameof(EndOtherSessions))
            .WithSummary("End all your other sessions")
            .WithDescription("Everything but the session that asks: for a lost telephone or a shared computer.")
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely();

    internal static async Task<NoContent> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await SessionDesk.EndAsync(
            db,
            user.Id,
            user.SessionId,
            SessionEnd.EndedByUser,
            clock.GetUtcNow(),
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
