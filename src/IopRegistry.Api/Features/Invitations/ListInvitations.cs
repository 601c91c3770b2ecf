using System.Text.Json.Serialization;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>The invitations of an organisation.</summary>
public sealed class ListInvitations : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/invitations", HandleAsync)
            .WithName(nameof(ListInvitations))
            .WithSummary("List the organisation's invitations")
            .WithDescription("Latest first.")
            .RequirePermission(Permission.ManageMembers)
            .ReadsOne();

    /// <param name="Waiting">True: only those that are neither accepted nor revoked.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Invitations per page, at most 100.</param>
    public sealed record Query(bool Waiting = false, int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Invitations">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<InvitationView> Invitations,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        Guid organisationId,
        [AsParameters] Query query,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(query.Page, query.Limit);
        await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        var invitations = db.Invitations.AsNoTracking().Where(i => i.OrganisationId == organisationId);
        if (query.Waiting)
        {
            invitations = invitations.Where(i => i.OpenEmail != null);
        }

        var (items, meta) = await invitations
            .OrderByDescending(i => i.InvitedAt)
            .ThenBy(i => i.Id)
            .ToPageAsync(page, cancellationToken);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            new Response([.. items.Select(i => InvitationView.Of(i, now, http))], meta, page.Links(http, meta))
        );
    }
}
