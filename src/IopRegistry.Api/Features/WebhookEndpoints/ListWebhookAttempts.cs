using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Every call that was made for one message.</summary>
public sealed class ListWebhookAttempts : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/webhook-endpoints/{endpointId:guid}/deliveries/{deliveryId:guid}/attempts", HandleAsync)
            .WithName(nameof(ListWebhookAttempts))
            .WithSummary("List the calls of a delivery")
            .WithDescription("First call first: when, how long it took, and what was answered or why nothing was.")
            .RequirePermission(Permission.ManageWebhooks)
            .ReadsOne();

    /// <param name="Attempts">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<WebhookAttemptView> Attempts,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        Guid endpointId,
        Guid deliveryId,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken,
        int page = 1,
        int limit = PageQuery.DefaultLimit
    )
    {
        var query = PageQuery.Of(page, limit);
        await db.OpenWebhookDeliveryAsync(endpointId, deliveryId, user, cancellationToken);
        var (attempts, meta) = await db
            .WebhookAttempts.AsNoTracking()
            .Where(a => a.DeliveryId == deliveryId)
            .OrderBy(a => a.Number)
            .Select(a => new WebhookAttemptView(a.Number, a.At, a.Status, a.Milliseconds, a.Error))
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(new Response(attempts, meta, query.Links(http, meta)));
    }
}
