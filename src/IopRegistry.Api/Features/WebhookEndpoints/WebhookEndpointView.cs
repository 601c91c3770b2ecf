using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Webhooks;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>An address of the caller's organisation that is told what happens to its agreements.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Name">What the organisation calls it.</param>
/// <param name="Url">Where messages are posted.</param>
/// <param name="Types">Which messages it gets; all when empty.</param>
/// <param name="State">Active, paused by the organisation, or gone: it answered 410.</param>
/// <param name="OwnerId">Who made it, and is told when it fails.</param>
/// <param name="OldSecretUntil">After a new secret: until when the one before it signs as well.</param>
/// <param name="QuietUntil">The receiver asked to be left alone until then.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Secret">What messages are signed with. Only shown when it is made.</param>
/// <param name="Links">What the caller may do with it.</param>
public sealed record WebhookEndpointView(
    Guid Id,
    string Name,
    string Url,
    IReadOnlyList<string> Types,
    WebhookEndpointState State,
    Guid OwnerId,
    DateTimeOffset? OldSecretUntil,
    DateTimeOffset? QuietUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Secret,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static WebhookEndpointView Of(
        WebhookEndpoint endpoint,
        HttpContext http,
        DateTimeOffset now,
        string? secret = null
    )
    {
        var address = Address(endpoint.Id, http);
        var old = endpoint.Secrets.Skip(1).FirstOrDefault(s => s.IsValidAt(now));
        return new(
            endpoint.Id,
            endpoint.Name,
            endpoint.Url,
            endpoint.Types,
            endpoint.State,
            endpoint.OwnerId,
            old?.ExpiresAt,
            endpoint.QuietUntil > now ? endpoint.QuietUntil : null,
            endpoint.CreatedAt,
            endpoint.UpdatedAt,
            secret,
            [
                new(address, HttpMethods.Get, "self"),
                new(address, HttpMethods.Put, "update"),
                new(address, HttpMethods.Delete, "delete"),
                new($"{address}/secrets", HttpMethods.Post, "rotate-secret"),
                new($"{address}/deliveries", HttpMethods.Get, "deliveries"),
                .. endpoint.State == WebhookEndpointState.Active
                    ? [new Link($"{address}/test-messages", HttpMethods.Post, "send-test-message")]
                    : Array.Empty<Link>(),
            ]
        );
    }

    internal static string Address(Guid endpointId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/webhook-endpoints/{endpointId}");
}
