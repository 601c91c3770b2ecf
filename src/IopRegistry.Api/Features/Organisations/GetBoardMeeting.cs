using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>One meeting of a board.</summary>
public sealed class GetBoardMeeting : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/board-meetings/{boardMeetingId:guid}", HandleAsync)
            .WithName(nameof(GetBoardMeeting))
            .WithSummary("Read a board meeting")
            .WithDescription("Everyone signed in may. The ETag is the meeting's own.")
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<BoardMeetingView>> HandleAsync(
        Guid organisationId,
        Guid boardMeetingId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        var meeting = await db.FindMeetingAsync(organisationId, boardMeetingId, cancellationToken);
        return meeting.Tagged(BoardMeetingView.Of(meeting, opened.Access, http), opened.Access.View);
    }
}
