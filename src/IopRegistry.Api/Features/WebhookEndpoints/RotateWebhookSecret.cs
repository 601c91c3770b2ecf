using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Gives a receiver of webhooks a new secret.</summary>
public sealed class RotateWebhookSecret : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/webhook-endpoints/{endpointId:guid}/secrets", HandleAsync)
            .WithName(nameof(RotateWebhookSecret))
            .WithSummary("Make a new secret")
            .WithDescription(
                "Shown in this answer and never again. For 24 hours messages carry two signatures, of the new secret and of the "
                    + "one before it, so that the receiver can change over without losing any."
            )
            .RequirePermission(Permission.ManageWebhooks)
            .Acts();

    internal static async Task<TaggedCreated<WebhookEndpointView>> HandleAsync(
        Guid endpointId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        ISecretSeal seal,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var endpoint = await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        ifMatch.Require(endpoint.Version);
        var by = user.ActNow(clock);
        var secret = endpoint.RotateSecret(seal, by);
        await db.SaveChangesAsync(cancellationToken);
        return endpoint.Created(
            WebhookEndpointView.Address(endpoint.Id, http),
            WebhookEndpointView.Of(endpoint, http, by.At, secret.Open(seal))
        );
    }
}
