using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Changes, pauses or wakes a receiver of webhooks.</summary>
public sealed class ChangeWebhookEndpoint : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/webhook-endpoints/{endpointId:guid}", HandleAsync)
            .WithName(nameof(ChangeWebhookEndpoint))
            .WithSummary("Change, pause or wake a receiver of webhooks")
            .WithDescription(
                "A paused receiver is not called and not told of what happens meanwhile; what waited when it was paused is sent "
                    + "when it wakes. One that answered 410 is woken in the same way."
            )
            .RequirePermission(Permission.ManageWebhooks)
            .Changes();

    /// <param name="Name">What you call it.</param>
    /// <param name="Url">Where messages are posted; https.</param>
    /// <param name="Active">False pauses it.</param>
    /// <param name="Types">Which messages; left out or empty: all.</param>
    public sealed record Request(string Name, string Url, bool Active, IReadOnlyList<string>? Types = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).IsName();
            RuleFor(r => r.Url).IsUrl();
        }
    }

    internal static async Task<Tagged<WebhookEndpointView>> HandleAsync(
        Guid endpointId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        WebhookSettings settings,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var endpoint = await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        ifMatch.Require(endpoint.Version);
        WebhookDoor.RequireKnown(request.Types ?? []);
        var by = user.ActNow(clock);
        endpoint.Change(
            request.Name,
            request.Url,
            request.Types ?? [],
            request.Active,
            settings.AllowPrivateAddresses,
            by
        );
        await db.SaveChangesAsync(cancellationToken);
        return endpoint.Tagged(WebhookEndpointView.Of(endpoint, http, by.At));
    }
}
