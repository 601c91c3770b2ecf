using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Takes a receiver of webhooks away.</summary>
public sealed class DeleteWebhookEndpoint : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/webhook-endpoints/{endpointId:guid}", HandleAsync)
            .WithName(nameof(DeleteWebhookEndpoint))
            .WithSummary("Delete a receiver of webhooks")
            .WithDescription("It is not called again, what waits for it is not sent, and its secrets are erased.")
            .RequirePermission(Permission.ManageWebhooks)
            .Changes();

    internal static Task<NoContent> HandleAsync(
        Guid endpointId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        db.TogetherAsync(
            async token =>
            {
                var endpoint = await db.OpenWebhookEndpointAsync(endpointId, user, token);
                ifMatch.Require(endpoint.Version);
                endpoint.Delete(user.ActNow(clock));
                await db.SaveChangesAsync(token);
                await db.CancelDeliveriesAsync(endpointId, token);
                return TypedResults.NoContent();
            },
            cancellationToken
        );
}
