using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Plans one meeting of a board.</summary>
public sealed class AddBoardMeeting : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/board-meetings", HandleAsync)
            .WithName(nameof(AddBoardMeeting))
            .WithSummary("Plan a board meeting")
            .WithDescription(
                "By the organisation's own administrator. A board has one meeting a day. The days by which decisions on "
                    + "renewals are needed are worked out anew for every agreement of the organisation."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Creates()
            .ReadsOne();

    /// <param name="BoardId">The board (nämnd) that meets.</param>
    /// <param name="Date">The day of the meeting.</param>
    /// <param name="SubmitBy">The last day to hand in what the board is to decide.</param>
    /// <param name="Note">Anything a reader needs. Everyone signed in can read it.</param>
    public sealed record Request(Guid BoardId, DateOnly Date, DateOnly? SubmitBy = null, string? Note = null)
    {
        internal static Request Example =>
            new(Guid.Parse(ExampleCatalogue.IdOf("boardId")), new(2026, 11, 18), new(2026, 11, 4), "Extra sammanträde");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.BoardId).NotEmpty();
            RuleFor(r => r.Date).NotEmpty();
            RuleFor(r => r.Note).MaximumLength(BoardMeeting.NoteMaxLength);
        }
    }

    internal static async Task<TaggedCreated<BoardMeetingView>> HandleAsync(
        Guid organisationId,
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenCalendarAsync(organisationId, user, clock, cancellationToken);
        var meeting = BoardMeeting.Plan(
            opened.Organisation,
            request.BoardId,
            new MeetingDetails(request.Date, request.SubmitBy, request.Note),
            user.ActNow(clock)
        );
        db.Add(meeting);
        await db.SaveChangesAsync(cancellationToken); // the unique index refuses a day that is taken
        return meeting.Created(
            BoardMeetingView.Address(meeting, http),
            BoardMeetingView.Of(meeting, opened.Access, http),
            opened.Access.View
        );
    }
}
