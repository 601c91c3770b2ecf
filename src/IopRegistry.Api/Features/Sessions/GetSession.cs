using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>One place where the caller is signed in.</summary>
public sealed class GetSession : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me/sessions/{sessionId:guid}", HandleAsync)
            .WithName(nameof(GetSession))
            .WithSummary("Read one of your sessions")
            .WithDescription("A session that has ended is not found.")
            .RequirePermission(Permission.ReadNotifications)
            .ReadsOne();

    internal static async Task<Ok<SessionView>> HandleAsync(
        Guid sessionId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (userId, now) = (user.Id, clock.GetUtcNow());
        var session =
            await db
                .Sessions.AsNoTracking()
                .SingleOrDefaultAsync(
                    s => s.Id == sessionId && s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now,
                    cancellationToken
                )
            ?? throw ProblemException.NotFound();
        return TypedResults.Ok(SessionView.Of(session, user, http));
    }
}
