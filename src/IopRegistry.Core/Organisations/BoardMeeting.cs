using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

/// <summary>What is said of a meeting when it is added or changed.</summary>
/// <param name="Date">The day of the meeting.</param>
/// <param name="SubmitBy">The last day to hand in what the board is to decide.</param>
/// <param name="Note">Anything a reader needs.</param>
public sealed record MeetingDetails(DateOnly Date, DateOnly? SubmitBy = null, string? Note = null);

/// <summary>
/// A planned meeting of a board (sammanträde). The day by which a decision is needed is worked back from these. Meetings
/// are plans, so unlike everything else of an organisation they may be moved and removed.
/// </summary>
public sealed class BoardMeeting : AggregateRoot
{
    public const int NoteMaxLength = 200;

    private BoardMeeting() { }

    public Guid OrganisationId { get; private init; }

    /// <summary>The board.</summary>
    public Guid UnitId { get; private init; }

    public DateOnly Date { get; private set; }

    public DateOnly? SubmitBy { get; private set; }

    public string? Note { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static BoardMeeting Plan(Organisation organisation, Guid boardId, MeetingDetails details, Actor by)
    {
        details = Checked(organisation, boardId, details);
        var meeting = new BoardMeeting { OrganisationId = organisation.Id, UnitId = boardId };
        meeting.Take(details, by);
        return meeting;
    }

    /// <summary>States all of it anew. Saying what is already so changes nothing.</summary>
    public void Change(Organisation organisation, MeetingDetails details, Actor by)
    {
        details = Checked(organisation, UnitId, details);
        if (details != new MeetingDetails(Date, SubmitBy, Note))
        {
            Take(details, by);
        }
    }

    private void Take(MeetingDetails details, Actor by)
    {
        Date = details.Date;
        SubmitBy = details.SubmitBy;
        Note = details.Note;
        UpdatedAt = by.At;
        Raise(new BoardMeetingPlanned(Id, OrganisationId, Date, by.UserId, by.At));
    }

    private static MeetingDetails Checked(Organisation organisation, Guid boardId, MeetingDetails details)
    {
        var board = organisation.Board(boardId);
        Require(board is not null, BoardMeetingRules.BoardUnknown);
        Require(board!.IsValidOn(details.Date), BoardMeetingRules.BoardNotValidThen);
        Require(details.SubmitBy is null || details.SubmitBy <= details.Date, BoardMeetingRules.SubmitByAfterMeeting);
        var note = details.Note?.Trim();
        Require(note is not { Length: > NoteMaxLength }, BoardMeetingRules.NoteTooLong);
        return details with { Note = string.IsNullOrEmpty(note) ? null : note };
    }
}

/// <summary>A meeting was added or moved, or something about it changed.</summary>
public sealed record BoardMeetingPlanned(
    Guid MeetingId,
    Guid OrganisationId,
    DateOnly Date,
    Guid ByUserId,
    DateTimeOffset OccurredAt
) : IDomainEvent;
