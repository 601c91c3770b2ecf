using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Sends a message that says nothing, to see that a receiver works.</summary>
public sealed class SendTestMessage : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/webhook-endpoints/{endpointId:guid}/test-messages", HandleAsync)
            .WithName(nameof(SendTestMessage))
            .WithSummary("Send a test message")
            .WithDescription(
                "Of type webhook.test, signed and retried as any other, whatever types the receiver asks for. The delivery's log "
                    + "shows how it went."
            )
            .RequirePermission(Permission.ManageWebhooks)
            .ReadsOne()
            .Creates();

    internal static async Task<TaggedCreated<WebhookDeliveryView>> HandleAsync(
        Guid endpointId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var endpoint = await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        if (endpoint.State != WebhookEndpointState.Active)
        {
            throw new RuleViolationException(WebhookRules.NotActive);
        }

        var message = Messages.Test(user.ActNow(clock).At);
        var delivery = WebhookDelivery.To(endpointId, message.Id, message.Type, message.OccurredAt);
        db.Add(message);
        db.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        return new TaggedCreated<WebhookDeliveryView>(
            WebhookDeliveryView.Address(delivery, http),
            WebhookDeliveryView.Of(delivery, http),
            WebhookDeliveryView.ETag(delivery)
        );
    }
}
