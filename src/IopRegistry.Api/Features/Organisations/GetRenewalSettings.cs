using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>When a public organisation wants the steps of a renewal done.</summary>
public sealed class GetRenewalSettings : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/renewal-settings", HandleAsync)
            .WithName(nameof(GetRenewalSettings))
            .WithSummary("Read the times for renewals")
            .WithDescription(
                "Everyone signed in may read those of a public organisation; until it has said something of its own they are "
                    + "12, 10, 6 and 3 months and 14 days. The ETag is the whole organisation's, ready for If-Match."
            )
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<RenewalSettingsView>> HandleAsync(
        Guid organisationId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        return opened.Organisation.Side == Side.Public
            ? opened.Organisation.Tagged(RenewalSettingsView.Of(opened.Organisation), opened.Access.View)
            : throw ProblemException.NotFound();
    }
}
