using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Sends a message again.</summary>
public sealed class ReplayWebhookDelivery : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/webhook-endpoints/{endpointId:guid}/deliveries/{deliveryId:guid}/replays", HandleAsync)
            .WithName(nameof(ReplayWebhookDelivery))
            .WithSummary("Send a message again")
            .WithDescription(
                "At once, with all its attempts again, and under the same webhook-id, so that a receiver that has it already can "
                    + "tell. A delivery that still waits is sent by itself."
            )
            .RequirePermission(Permission.ManageWebhooks)
            .Acts();

    internal static async Task<TaggedCreated<WebhookDeliveryView>> HandleAsync(
        Guid endpointId,
        Guid deliveryId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var endpoint = await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        var delivery = await db.OpenWebhookDeliveryAsync(endpointId, deliveryId, user, cancellationToken);
        ifMatch.Require(delivery.Version);
        if (endpoint.State != WebhookEndpointState.Active)
        {
            throw new RuleViolationException(WebhookRules.NotActive);
        }

        delivery.Replay(user.ActNow(clock).At);
        await db.SaveChangesAsync(cancellationToken);
        return new TaggedCreated<WebhookDeliveryView>(
            WebhookDeliveryView.Address(delivery, http),
            WebhookDeliveryView.Of(delivery, http),
            WebhookDeliveryView.ETag(delivery)
        );
    }
}
