using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Webhooks;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>One call of a receiver.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="At">When it began.</param>
/// <param name="Status">The HTTP status it answered; absent when it did not.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Error">Why there was no answer: timeout, connection-error, connection-closed, name-resolution-error, secure-connection-error, address-not-public and the like.</param>
public sealed record WebhookAttemptView(int Number, DateTimeOffset At, int? Status, int Milliseconds, string? Error);

/// <summary>A message to a receiver, and how it went.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="EndpointId">The receiver.</param>
/// <param name="WebhookId">What the receiver sees as webhook-id: the same for every attempt and replay.</param>
/// <param name="Type">What is told.</param>
/// <param name="State">Waiting, delivered, dead after the last attempt, or cancelled because the receiver is gone.</param>
/// <param name="Attempts">How many calls were made.</param>
/// <param name="LastStatus">The latest answer's HTTP status.</param>
/// <param name="LastError">Why the latest call had no answer.</param>
/// <param name="CreatedAt">When it was queued.</param>
/// <param name="NextAttemptAt">When it is tried next; absent when it is not.</param>
/// <param name="DeliveredAt">When it arrived.</param>
/// <param name="Links">What the caller may do with it.</param>
public sealed record WebhookDeliveryView(
    Guid Id,
    Guid EndpointId,
    string WebhookId,
    string Type,
    WebhookDeliveryState State,
    int Attempts,
    int? LastStatus,
    string? LastError,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? DeliveredAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static WebhookDeliveryView Of(WebhookDelivery delivery, HttpContext http)
    {
        var endpoint = WebhookEndpointView.Address(delivery.EndpointId, http);
        var address = Address(delivery, http);
        return new(
            delivery.Id,
            delivery.EndpointId,
            delivery.WebhookId,
            delivery.Type,
            delivery.State,
            delivery.Attempts,
            delivery.LastStatus,
            delivery.LastError,
            delivery.CreatedAt,
            delivery.NextAttemptAt,
            delivery.DeliveredAt,
            [
                new(address, HttpMethods.Get, "self"),
                new($"{address}/attempts", HttpMethods.Get, "attempts"),
                new(endpoint, HttpMethods.Get, "endpoint"),
                .. delivery.State != WebhookDeliveryState.Waiting
                    ? [new Link($"{address}/replays", HttpMethods.Post, "replay")]
                    : Array.Empty<Link>(),
            ]
        );
    }

    internal static string Address(WebhookDelivery delivery, HttpContext http) =>
        $"{WebhookEndpointView.Address(delivery.EndpointId, http)}/deliveries/{delivery.Id}";

    internal static string ETag(WebhookDelivery delivery) => ETags.Of(delivery.Version);
}
