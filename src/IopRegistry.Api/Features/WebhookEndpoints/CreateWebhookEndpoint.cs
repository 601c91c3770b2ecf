using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Adds a receiver of webhooks.</summary>
public sealed class CreateWebhookEndpoint : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/webhook-endpoints", HandleAsync)
            .WithName(nameof(CreateWebhookEndpoint))
            .WithSummary("Add a receiver of webhooks")
            .WithDescription(
                "Messages follow Standard Webhooks 1.0. The secret is shown in this answer and never again. Only https "
                    + "addresses of the public internet are called; redirects are not followed."
            )
            .RequirePermission(Permission.ManageWebhooks)
            .Creates();

    /// <param name="Name">What you call it.</param>
    /// <param name="Url">Where messages are posted; https.</param>
    /// <param name="Types">Which messages: agreement.sign, flag.raised and so on. Left out or empty: all, also later ones.</param>
    public sealed record Request(string Name, string Url, IReadOnlyList<string>? Types = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).IsName();
            RuleFor(r => r.Url).IsUrl();
        }
    }

    internal static async Task<TaggedCreated<WebhookEndpointView>> HandleAsync(
        Request request,
        IopDbContext db,
        CurrentUser user,
        WebhookSettings settings,
        ISecretSeal seal,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        WebhookDoor.RequireKnown(request.Types ?? []);
        var by = user.ActNow(clock);
        var endpoint = WebhookEndpoint.Create(
            request.Name,
            request.Url,
            request.Types ?? [],
            await db.OwnWebhookEndpoints(user).CountAsync(cancellationToken),
            settings.AllowPrivateAddresses,
            seal,
            by
        );
        db.Add(endpoint);
        await db.SaveChangesAsync(cancellationToken);
        return endpoint.Created(
            WebhookEndpointView.Address(endpoint.Id, http),
            WebhookEndpointView.Of(endpoint, http, by.At, endpoint.Secrets[0].Open(seal))
        );
    }
}
