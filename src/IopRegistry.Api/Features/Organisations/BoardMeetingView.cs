using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <param name="Id">The meeting.</param>
/// <param name="BoardId">The board (nämnd) that meets.</param>
/// <param name="Date">The day of the meeting (sammanträdesdag).</param>
/// <param name="SubmitBy">The last day to hand in what the board is to decide.</param>
/// <param name="Note">Anything a reader needs.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Links">What this caller may do now.</param>
public sealed record BoardMeetingView(
    Guid Id,
    Guid BoardId,
    DateOnly Date,
    DateOnly? SubmitBy,
    string? Note,
    DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static BoardMeetingView Of(BoardMeeting meeting, OrganisationAccess access, HttpContext http) =>
        new(
            meeting.Id,
            meeting.UnitId,
            meeting.Date,
            meeting.SubmitBy,
            meeting.Note,
            meeting.UpdatedAt,
            LinksOf(Address(meeting, http), access.MayChange)
        );

    internal static string Address(BoardMeeting meeting, HttpContext http) =>
        $"{OrganisationLinks.Address(meeting.OrganisationId, http)}/board-meetings/{meeting.Id}";

    private static Link[] LinksOf(string address, bool mayChange) =>
        mayChange
            ?
            [
                new(address, HttpMethods.Get, "self"),
                new(address, HttpMethods.Put, "update"),
                new(address, HttpMethods.Delete, "remove"),
            ]
            : [new(address, HttpMethods.Get, "self")];
}

internal static class BoardMeetingDoor
{
    /// <summary>The organisation, for a caller who may change its calendar. Refuses with 404 and 403.</summary>
    public static Task<Opened> OpenCalendarAsync(
        this IopDbContext db,
        Guid organisationId,
        Identity.CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) => db.OpenForChangeAsync(organisationId, IfMatch.Any, user, clock, cancellationToken);

    public static async Task<BoardMeeting> FindMeetingAsync(
        this IopDbContext db,
        Guid organisationId,
        Guid boardMeetingId,
        CancellationToken cancellationToken
    ) =>
        await db.BoardMeetings.SingleOrDefaultAsync(
            m => m.Id == boardMeetingId && m.OrganisationId == organisationId,
            cancellationToken
        ) ?? throw ProblemException.NotFound();
}
