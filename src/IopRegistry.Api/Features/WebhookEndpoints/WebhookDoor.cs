using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.WebhookEndpoints;

/// <summary>Everything here belongs to one organisation; to all others it does not exist.</summary>
internal static class WebhookDoor
{
    public static IQueryable<WebhookEndpoint> OwnWebhookEndpoints(this IopDbContext db, CurrentUser user)
    {
        var organisationId = user.OrganisationId;
        return db.WebhookEndpoints.Where(e =>
            e.OrganisationId == organisationId && e.State != WebhookEndpointState.Deleted
        );
    }

    public static async Task<WebhookEndpoint> OpenWebhookEndpointAsync(
        this IopDbContext db,
        Guid endpointId,
        CurrentUser user,
        CancellationToken cancellationToken
    ) =>
        await db.OwnWebhookEndpoints(user).SingleOrDefaultAsync(e => e.Id == endpointId, cancellationToken)
        ?? throw ProblemException.NotFound();

    public static async Task<WebhookDelivery> OpenWebhookDeliveryAsync(
        this IopDbContext db,
        Guid endpointId,
        Guid deliveryId,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        await db.OpenWebhookEndpointAsync(endpointId, user, cancellationToken);
        return await db.WebhookDeliveries.SingleOrDefaultAsync(
                d => d.Id == deliveryId && d.EndpointId == endpointId,
                cancellationToken
            ) ?? throw ProblemException.NotFound();
    }

    /// <summary>Refuses a type that nothing is ever told by.</summary>
    public static void RequireKnown(IReadOnlyList<string> types)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (!MessageTypes.ForWebhooks.Contains(types[i], StringComparer.Ordinal))
            {
                throw new RuleViolationException(WebhookRules.TypeUnknown(i));
            }
        }
    }

    public static void IsName<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(WebhookEndpoint.NameMaxLength);

    public static void IsUrl<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(WebhookEndpoint.UrlMaxLength);
}
