using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Where the caller is signed in.</summary>
public sealed class ListSessions : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me/sessions", HandleAsync)
            .WithName(nameof(ListSessions))
            .WithSummary("List where you are signed in")
            .WithDescription("Every session that goes on, the latest first, for all your organisations.")
            .RequirePermission(Permission.ReadNotifications);

    /// <param name="Sessions">The page, the latest first.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<SessionView> Sessions,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken,
        int page = 1,
        int limit = PageQuery.DefaultLimit
    )
    {
        var query = PageQuery.Of(page, limit);
        var (userId, now) = (user.Id, clock.GetUtcNow());
        var (sessions, meta) = await db
            .Sessions.AsNoTracking()
            .Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.StartedAt)
            .ThenBy(s => s.Id)
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(
            new Response([.. sessions.Select(s => SessionView.Of(s, user, http))], meta, query.Links(http, meta))
        );
    }
}
