using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Takes in a board's calendar, a year's for instance, in one go.</summary>
public sealed class AdoptMeetingPlan : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/meeting-plans", HandleAsync)
            .WithName(nameof(AdoptMeetingPlan))
            .WithSummary("Take in a board's calendar of meetings")
            .WithDescription(
                "All or none, by the organisation's own administrator. A day that the board already meets on takes what the "
                    + "plan says of it; days that the plan does not name are left alone, so sending a plan twice changes nothing."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="BoardId">The board (nämnd) that meets.</param>
    /// <param name="Meetings">Its meetings, each day once; at most 400.</param>
    public sealed record Request(Guid BoardId, IReadOnlyList<MeetingRequest> Meetings);

    /// <param name="Added">Meetings that were not there before.</param>
    /// <param name="Changed">Meetings that were there and said something else.</param>
    /// <param name="Unchanged">Meetings that were there already.</param>
    /// <param name="Meetings">The plan's meetings, by date.</param>
    public sealed record Response(int Added, int Changed, int Unchanged, IReadOnlyList<BoardMeetingView> Meetings);

    internal sealed class Validator : AbstractValidator<Request>
    {
        private const int MeetingsMax = 400; // one each day of a year, and some

        public Validator()
        {
            RuleFor(r => r.BoardId).NotEmpty();
            RuleFor(r => r.Meetings).NotEmpty();
            RuleFor(r => r.Meetings.Count).LessThanOrEqualTo(MeetingsMax).When(r => r.Meetings is not null);
            RuleForEach(r => r.Meetings).NotNull().SetValidator(new MeetingRequest.Validator());
            RuleFor(r => r.Meetings)
                .Must(meetings => meetings.Where(m => m is not null).DistinctBy(m => m.Date).Count() == meetings.Count)
                .WithText(new("Samma dag står två gånger.", "The same day is there twice."))
                .When(r => r.Meetings is not null);
        }
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Guid organisationId,
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (organisation, access) = await db.OpenCalendarAsync(organisationId, user, clock, cancellationToken);
        var by = user.ActNow(clock);
        DateOnly[] days = [.. request.Meetings.Select(meeting => meeting.Date)];
        var known = await db
            .BoardMeetings.Where(m => m.UnitId == request.BoardId && days.Contains(m.Date))
            .ToDictionaryAsync(m => m.Date, cancellationToken);
        List<BoardMeeting> planned = [];
        var (added, changed) = (0, 0);
        foreach (var meeting in request.Meetings.OrderBy(meeting => meeting.Date))
        {
            if (known.TryGetValue(meeting.Date, out var there))
            {
                var version = there.Version;
                there.Change(organisation, meeting.Details, by);
                changed += there.Version - version;
            }
            else
            {
                there = BoardMeeting.Plan(organisation, request.BoardId, meeting.Details, by);
                db.Add(there);
                added++;
            }

            planned.Add(there);
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                added,
                changed,
                planned.Count - added - changed,
                [.. planned.Select(meeting => BoardMeetingView.Of(meeting, access, http))]
            )
        );
    }
}
