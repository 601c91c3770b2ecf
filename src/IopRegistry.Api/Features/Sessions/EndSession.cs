using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Signs out, here or elsewhere.</summary>
public sealed class EndSession : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/me/sessions/{sessionId:guid}", HandleAsync)
            .WithName(nameof(EndSession))
            .WithSummary("End a session")
            .WithDescription(
                "Signs out the session that asks, or another of the user's. Its tokens are refused within five seconds on every "
                    + "node. Ending it again changes nothing."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<NoContent> HandleAsync(
        Guid sessionId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var userId = user.Id;
        var session =
            await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.UserId == userId, cancellationToken)
            ?? throw ProblemException.NotFound();
        var own = session.Id == user.SessionId;
        session.End(own ? SessionEnd.SignedOut : SessionEnd.EndedByUser, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        if (own && session.Kind == SessionKind.Cookie)
        {
            SessionCookie.Clear(http);
        }

        return TypedResults.NoContent();
    }
}
