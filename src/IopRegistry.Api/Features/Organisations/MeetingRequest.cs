using FluentValidation;
using IopRegistry.Organisations;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>A meeting as it is planned and moved.</summary>
/// <param name="Date">The day of the meeting.</param>
/// <param name="SubmitBy">The last day to hand in what the board is to decide.</param>
/// <param name="Note">Anything a reader needs. Everyone signed in can read it.</param>
public sealed record MeetingRequest(DateOnly Date, DateOnly? SubmitBy = null, string? Note = null)
{
    internal static MeetingRequest Example => new(new(2026, 11, 18), new(2026, 11, 4), "Extra sammanträde");

    internal MeetingDetails Details => new(Date, SubmitBy, Note);

    internal sealed class Validator : AbstractValidator<MeetingRequest>
    {
        public Validator()
        {
            RuleFor(r => r.Date).NotEmpty();
            RuleFor(r => r.Note).MaximumLength(BoardMeeting.NoteMaxLength);
        }
    }
}
