using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>The caller's calendar addresses.</summary>
public sealed class ListCalendarFeeds : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/calendar-feeds", HandleAsync)
            .WithName(nameof(ListCalendarFeeds))
            .WithSummary("List your calendar addresses")
            .WithDescription(
                "Those that are not revoked, for the organisation you act for; without the addresses themselves."
            )
            .RequirePermission(Permission.KeepCalendarFeeds);

    /// <param name="CalendarFeeds">The page, the oldest first.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<CalendarFeedView> CalendarFeeds,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken,
        int page = 1,
        int limit = PageQuery.DefaultLimit
    )
    {
        var query = PageQuery.Of(page, limit);
        var (userId, organisationId) = (user.Id, user.OrganisationId);
        var (feeds, meta) = await db
            .CalendarFeeds.AsNoTracking()
            .Where(f => f.UserId == userId && f.OrganisationId == organisationId && f.RevokedAt == null)
            .OrderBy(f => f.CreatedAt)
            .ThenBy(f => f.Id)
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(
            new Response([.. feeds.Select(feed => CalendarFeedView.Of(feed, http))], meta, query.Links(http, meta))
        );
    }
}
