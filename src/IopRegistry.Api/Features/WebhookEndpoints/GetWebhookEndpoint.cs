using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>One receiver of webhooks.</summary>
public sealed class GetWebhookEndpoint : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/webhook-endpoints/{endpointId:guid}", HandleAsync)
            .WithName(nameof(GetWebhookEndpoint))
            .WithSummary("Read a receiver of webhooks")
            .WithDescription("Only your organisation's, without its secret.")
            .RequirePermission(Permission.ManageWebhooks)
            .ReadsOne();

    internal static async Task<Tagged<WebhookEndpointView>> HandleAsync(
        Guid endpointId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var endpoint = await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        return endpoint.Tagged(WebhookEndpointView.Of(endpoint, http, clock.GetUtcNow()));
    }
}
