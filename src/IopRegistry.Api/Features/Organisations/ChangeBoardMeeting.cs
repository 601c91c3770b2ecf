using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Moves a meeting or changes what is said of it.</summary>
public sealed class ChangeBoardMeeting : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/board-meetings/{boardMeetingId:guid}", HandleAsync)
            .WithName(nameof(ChangeBoardMeeting))
            .WithSummary("Move or change a board meeting")
            .WithDescription("It stays the same meeting, so it moves in calendars that subscribe to it.")
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    internal static async Task<Tagged<BoardMeetingView>> HandleAsync(
        Guid organisationId,
        Guid boardMeetingId,
        MeetingRequest request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenCalendarAsync(organisationId, user, clock, cancellationToken);
        var meeting = await db.FindMeetingAsync(organisationId, boardMeetingId, cancellationToken);
        ifMatch.Require(meeting.Version);
        meeting.Change(opened.Organisation, request.Details, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return meeting.Tagged(BoardMeetingView.Of(meeting, opened.Access, http), opened.Access.View);
    }
}
