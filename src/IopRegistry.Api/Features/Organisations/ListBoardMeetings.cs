using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>The meeting calendar of an organisation or of one of its boards.</summary>
public sealed class ListBoardMeetings : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/board-meetings", HandleAsync)
            .WithName(nameof(ListBoardMeetings))
            .WithSummary("List board meetings")
            .WithDescription(
                "By date. Everyone signed in may: whoever waits for a decision should know when the board meets."
            )
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    /// <param name="From">The first day wanted.</param>
    /// <param name="To">The last day wanted.</param>
    /// <param name="BoardId">Only of this board.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Meetings per page, at most 100.</param>
    public sealed record Query(
        DateOnly? From,
        DateOnly? To,
        Guid? BoardId,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="BoardMeetings">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<BoardMeetingView> BoardMeetings,
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
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        var meetings = db.BoardMeetings.AsNoTracking().Where(m => m.OrganisationId == organisationId);
        if (query.BoardId is { } board)
        {
            meetings = meetings.Where(m => m.UnitId == board);
        }

        if (query.From is { } from)
        {
            meetings = meetings.Where(m => m.Date >= from);
        }

        if (query.To is { } to)
        {
            meetings = meetings.Where(m => m.Date <= to);
        }

        var (items, meta) = await meetings.OrderBy(m => m.Date).ThenBy(m => m.Id).ToPageAsync(page, cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. items.Select(meeting => BoardMeetingView.Of(meeting, opened.Access, http))],
                meta,
                page.Links(http, meta)
            )
        );
    }
}
