using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Calendars;
using IopRegistry.Exports;
using IopRegistry.Flags;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>
/// An organisation's calendar: the deadlines of its agreements, and the meetings of the boards that are in them. From a year
/// back to five years ahead, and no more than a calendar program can take.
/// </summary>
internal sealed class CalendarQuery(IopDbContext db, TimeProvider clock)
{
    private const int YearsBack = 1;
    private const int YearsAhead = 5;
    private const int MostFlags = 5_000;
    private const int MostMeetings = 2_000;

    private static readonly AgreementState[] Unfinished =
    [
        AgreementState.Proposed,
        AgreementState.Assessing,
        AgreementState.Negotiating,
        AgreementState.Deciding,
        AgreementState.Signing,
        AgreementState.Signed,
        AgreementState.Active,
    ];

    public async Task<byte[]> WriteAsync(
        Guid organisationId,
        string language,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var today = SwedishCalendar.DayOf(now);
        var (from, to) = (today.AddYears(-YearsBack), today.AddYears(YearsAhead));
        var name = await db
            .Organisations.Where(o => o.Id == organisationId)
            .Select(o => o.Name)
            .SingleOrDefaultAsync(cancellationToken);
        var deadlines = CalendarEntries
            .Of(
                await FlagsAsync(organisationId, from, to, cancellationToken),
                language,
                agreementId => Addresses.Absolute(http, $"{HttpSetup.BasePath}/agreements/{agreementId}"),
                now
            )
            .Where(entry => entry.Date >= from);
        var meetings = await MeetingsAsync(organisationId, from, to, language, cancellationToken);
        return CalendarWriter.Write(
            new LocalText($"IOP – {name}", $"IOP – {name}").In(language),
            language,
            deadlines.Concat(meetings).OrderBy(entry => entry.Date).ThenBy(entry => entry.Uid, StringComparer.Ordinal)
        );
    }

    /// <summary>Follow-ups come from the first one on, because which one in order it is tells it apart.</summary>
    private async Task<List<CalendarFlag>> FlagsAsync(
        Guid organisationId,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    ) =>
        await db
            .Flags.AsNoTracking()
            .Where(flag =>
                flag.TargetDate <= to
                && (
                    flag.TargetDate >= from
                    || flag.Kind == FlagKind.ReportDue
                    || flag.Kind == FlagKind.DecisionNotInForce
                )
            )
            .Join(
                db.AgreementParties.Where(own => own.OrganisationId == organisationId && own.IsFirst),
                flag => flag.AgreementId,
                own => own.AgreementId,
                (flag, own) => flag
            )
            .Join(
                db.Agreements,
                flag => flag.AgreementId,
                agreement => agreement.Id,
                (flag, agreement) =>
                    new
                    {
                        flag,
                        agreement.Reference,
                        agreement.Title,
                        agreement.UpdatedAt,
                    }
            )
            .OrderBy(row => row.flag.TargetDate)
            .ThenBy(row => row.flag.Id)
            .Take(MostFlags)
            .Select(row => new CalendarFlag(row.flag, row.Reference, row.Title, row.UpdatedAt))
            .ToListAsync(cancellationToken);

    /// <summary>
    /// Of the organisation's own boards, and of the boards in its agreements: the civil side may see when the meeting is that
    /// its agreement waits for.
    /// </summary>
    private async Task<List<CalendarEntry>> MeetingsAsync(
        Guid organisationId,
        DateOnly from,
        DateOnly to,
        string language,
        CancellationToken cancellationToken
    )
    {
        var boards = await db
            .AgreementParties.Where(own => own.OrganisationId == organisationId && Unfinished.Contains(own.State))
            .Join(
                db.AgreementParties,
                own => own.AgreementId,
                other => other.AgreementId,
                (own, other) => other.BoardId
            )
            .Where(board => board != null)
            .Distinct()
            .ToListAsync(cancellationToken);
        var meetings = await db
            .BoardMeetings.AsNoTracking()
            .Where(m =>
                (m.OrganisationId == organisationId || boards.Contains(m.UnitId)) && m.Date >= from && m.Date <= to
            )
            .OrderBy(m => m.Date)
            .ThenBy(m => m.Id)
            .Take(MostMeetings)
            .ToListAsync(cancellationToken);
        var hosts = meetings.Select(m => m.OrganisationId).Distinct().ToList();
        var organisations = await db
            .Organisations.Where(o => hosts.Contains(o.Id))
            .Select(o => new
            {
                o.Id,
                o.Name,
                o.Units,
            })
            .ToDictionaryAsync(o => o.Id, cancellationToken);
        return meetings.ConvertAll(meeting =>
        {
            var host = organisations[meeting.OrganisationId];
            var board = host.Units.FirstOrDefault(unit => unit.Id == meeting.UnitId)?.Name ?? "";
            return CalendarEntries.Of(meeting, host.Name, board, language);
        });
    }
}
