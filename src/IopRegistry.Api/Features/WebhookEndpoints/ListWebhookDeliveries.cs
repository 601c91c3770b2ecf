using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>What was sent to a receiver, latest first.</summary>
public sealed class ListWebhookDeliveries : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/webhook-endpoints/{endpointId:guid}/deliveries", HandleAsync)
            .WithName(nameof(ListWebhookDeliveries))
            .WithSummary("List what was sent to a receiver")
            .WithDescription("The log of a receiver, latest first. Bodies and signatures are not kept.")
            .RequirePermission(Permission.ManageWebhooks)
            .ReadsOne();

    /// <param name="State">Only in this state.</param>
    /// <param name="Type">Only of this type.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Deliveries per page, at most 100.</param>
    public sealed record Request(
        WebhookDeliveryState? State,
        string? Type,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="Deliveries">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<WebhookDeliveryView> Deliveries,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Type).MaximumLength(Message.TypeMaxLength);
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Guid endpointId,
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var query = PageQuery.Of(request.Page, request.Limit);
        await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        var own = db.WebhookDeliveries.AsNoTracking().Where(d => d.EndpointId == endpointId);
        own = request.State is { } state ? own.Where(d => d.State == state) : own;
        own = request.Type is { } type ? own.Where(d => d.Type == type) : own;
        var (items, meta) = await own.OrderByDescending(d => d.CreatedAt)
            .ThenByDescending(d => d.Id)
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. items.Select(delivery => WebhookDeliveryView.Of(delivery, http))],
                meta,
                query.Links(http, meta)
            )
        );
    }
}
