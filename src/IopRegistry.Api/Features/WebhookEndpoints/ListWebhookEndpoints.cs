using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>The organisation's receivers of webhooks.</summary>
public sealed class ListWebhookEndpoints : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/webhook-endpoints", HandleAsync)
            .WithName(nameof(ListWebhookEndpoints))
            .WithSummary("List your receivers of webhooks")
            .WithDescription("Your organisation's, oldest first, without their secrets.")
            .RequirePermission(Permission.ManageWebhooks);

    /// <param name="WebhookEndpoints">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<WebhookEndpointView> WebhookEndpoints,
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
        var (items, meta) = await db.OwnWebhookEndpoints(user)
            .AsNoTracking()
            .OrderBy(e => e.CreatedAt)
            .ThenBy(e => e.Id)
            .ToPageAsync(query, cancellationToken);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            new Response(
                [.. items.Select(endpoint => WebhookEndpointView.Of(endpoint, http, now))],
                meta,
                query.Links(http, meta)
            )
        );
    }
}
