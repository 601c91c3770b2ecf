using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Members;

/// <summary>The users of an organisation.</summary>
public sealed class ListMembers : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/members", HandleAsync)
            .WithName(nameof(ListMembers))
            .WithSummary("List the organisation's users")
            .WithDescription("By name. Of the organisation that you act for; nobody else's are shown to anybody.")
            .RequirePermission(Permission.ManageMembers)
            .ReadsOne();

    /// <param name="Ended">True for those who have left, instead of those who work there or will.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Users per page, at most 100.</param>
    public sealed record Query(bool Ended = false, int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Members">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<MemberView> Members,
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
        var today = user.ActNow(clock).Today;
        var left =
            from row in db.Set<OrganisationUser>()
            where row.OrganisationId == organisationId && row.ValidTo < today
            join member in db.Users on row.UserId equals member.Id
            select member;
        var (items, meta) = await (query.Ended ? left : db.UsersOf(organisationId, today))
            .AsNoTracking()
            .OrderBy(member => member.Name)
            .ThenBy(member => member.Id)
            .ToPageAsync(page, cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. items.Select(member => MemberView.Of(member, organisationId, today, http))],
                meta,
                page.Links(http, meta)
            )
        );
    }
}
