using System.Globalization;
using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Organisations;

/// <summary>Why a meeting calendar refuses.</summary>
public static class BoardMeetingRules
{
    public static RuleViolation BoardUnknown { get; } =
        new(
            "board-unknown",
            Invalid,
            new("Nämnden finns inte.", "The board does not exist."),
            new("Ange en nämnd i samma organisation.", "Name a board of the same organisation."),
            "/boardId"
        );

    public static RuleViolation BoardNotValidThen { get; } =
        new(
            "board-not-valid-then",
            Invalid,
            new("Nämnden finns inte den dagen.", "The board does not exist on that day."),
            new(
                "Mötet ligger före nämndens första eller efter dess sista dag.",
                "The meeting is before the board's first day or after its last."
            ),
            "/date"
        );

    public static RuleViolation SubmitByAfterMeeting { get; } =
        new(
            "submit-by-after-meeting",
            Invalid,
            new("Sista inlämningsdag är efter mötet.", "The last day to submit is after the meeting."),
            new("submitBy är date eller tidigare.", "submitBy is date or earlier."),
            "/submitBy"
        );

    public static RuleViolation NoteTooLong { get; } =
        new(
            "board-meeting-note-too-long",
            Invalid,
            new("Anteckningen är för lång.", "The note is too long."),
            new(
                string.Create(CultureInfo.InvariantCulture, $"Högst {BoardMeeting.NoteMaxLength} tecken."),
                string.Create(CultureInfo.InvariantCulture, $"At most {BoardMeeting.NoteMaxLength} characters.")
            ),
            "/note"
        );

    public static RuleViolation Taken { get; } =
        new(
            "board-meeting-taken",
            Conflict,
            new("Nämnden har redan ett möte den dagen.", "The board has a meeting on that day already."),
            new("Ändra det mötet, eller välj en annan dag.", "Change that meeting, or choose another day."),
            "/date"
        );
}
