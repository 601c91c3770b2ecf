using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Takes a meeting out of the calendar.</summary>
public sealed class RemoveBoardMeeting : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/organisations/{organisationId:guid}/board-meetings/{boardMeetingId:guid}", HandleAsync)
            .WithName(nameof(RemoveBoardMeeting))
            .WithSummary("Remove a board meeting")
            .WithDescription("A meeting is a plan, so one that will not be held is removed.")
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    internal static async Task<NoContent> HandleAsync(
        Guid organisationId,
        Guid boardMeetingId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await db.OpenCalendarAsync(organisationId, user, clock, cancellationToken);
        var meeting = await db.FindMeetingAsync(organisationId, boardMeetingId, cancellationToken);
        ifMatch.Require(meeting.Version);
        db.Remove(meeting);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
