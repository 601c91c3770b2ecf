using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>One message to a receiver.</summary>
public sealed class GetWebhookDelivery : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/webhook-endpoints/{endpointId:guid}/deliveries/{deliveryId:guid}", HandleAsync)
            .WithName(nameof(GetWebhookDelivery))
            .WithSummary("Read a delivery")
            .WithDescription("How far a message to a receiver has come. Each call is in its attempts.")
            .RequirePermission(Permission.ManageWebhooks)
            .ReadsOne();

    internal static async Task<Tagged<WebhookDeliveryView>> HandleAsync(
        Guid endpointId,
        Guid deliveryId,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var delivery = await db.OpenWebhookDeliveryAsync(endpointId, deliveryId, user, cancellationToken);
        return new Tagged<WebhookDeliveryView>(
            WebhookDeliveryView.Of(delivery, http),
            WebhookDeliveryView.ETag(delivery)
        );
    }
}
