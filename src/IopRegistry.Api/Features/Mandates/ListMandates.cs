using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Mandates;

/// <summary>The mandates that an organisation has given and holds.</summary>
public sealed class ListMandates : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/mandates", HandleAsync)
            .WithName(nameof(ListMandates))
            .WithSummary("List the organisation's mandates")
            .WithDescription(
                "Those it has given and those it holds, latest first, also what is over. Both organisations see the same."
            )
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    /// <param name="Given">True: only those it has given. False: only those it holds.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Mandates per page, at most 100.</param>
    public sealed record Query(bool? Given = null, int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Mandates">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<MandateView> Mandates,
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
        var mandates = db.MandatesOf(organisationId, user).AsNoTracking();
        mandates = query.Given switch
        {
            true => mandates.Where(m => m.GiverId == organisationId),
            false => mandates.Where(m => m.HolderId == organisationId),
            null => mandates,
        };
        var meta = page.Meta(await mandates.CountAsync(cancellationToken));
        var items = await mandates.WithNames(db).Skip(page.Skip).Take(page.Limit).ToListAsync(cancellationToken);
        var today = user.ActNow(clock).Today;
        return TypedResults.Ok(
            new Response(
                [.. items.Select(seen => MandateView.Of(seen, user, today, http))],
                meta,
                page.Links(http, meta)
            )
        );
    }
}
