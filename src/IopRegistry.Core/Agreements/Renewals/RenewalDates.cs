using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Renewals;

/// <summary>
/// The timeline of a renewal, worked back from the end, every party's last notice date and the board's meetings, so that
/// there is time for what comes next and staff need not be given notice because a board was late.
/// </summary>
public sealed record RenewalDates(
    ExplainedDate Opens,
    ExplainedDate FollowUpBy,
    ExplainedDate DecideBy,
    ExplainedDate SignBy
)
{
    /// <summary>No renewal looks further back from an end than this.</summary>
    private const int EarliestMonths = 2 * RenewalSettings.MonthsMax;

    /// <summary>The first day whose meetings can matter for an end; also for an end that stands at the calendar's beginning.</summary>
    public static DateOnly LookFrom(DateOnly end) =>
        end.Year * 12 > EarliestMonths + 12 ? end.AddMonths(-EarliestMonths) : DateOnly.MinValue;

    public IEnumerable<ExplainedDate> All => [Opens, FollowUpBy, DecideBy, SignBy];

    public static RenewalDates Of(
        Agreement agreement,
        DateOnly end,
        RenewalSettings settings,
        IReadOnlyList<DateOnly> boardMeetings
    )
    {
        List<DateOnly> notices =
        [
            .. agreement.NoticePeriods().Select(notice => TermDates.LastNoticeDate(end, notice.Months)),
        ];
        return new RenewalDates(
            OpensOn(end, settings.OpenMonths, notices),
            Before(
                "follow-up-by",
                end,
                settings.FollowUpMonths,
                new("Uppföljningen ska vara gjord", "The follow-up should be done")
            ),
            TermDates.DecisionNeededBy(end, notices, settings.DecisionMonths, boardMeetings, AgreementDates.TermClause),
            Before(
                "sign-by",
                end,
                settings.SignedMonths,
                new("Fortsättningen ska vara undertecknad", "What comes next should be signed")
            )
        );
    }

    private static ExplainedDate OpensOn(DateOnly end, int months, List<DateOnly> notices)
    {
        var date = TermDates.LastNoticeDate(end, months);
        List<DateInput> inputs = [DateInput.Of("end", end), DateInput.Of("monthsBefore", months)];
        if (notices.Count > 0)
        {
            inputs.Add(DateInput.Of("earliestLastNoticeDate", notices.Min()));
        }

        return notices.Count > 0 && notices.Min() is var notice && notice < date
            ? new ExplainedDate(
                "renewal-opens",
                notice,
                new(
                    "Förnyelsen öppnas på den tidigaste sista uppsägningsdagen.",
                    "The renewal opens on the earliest last notice date."
                ),
                inputs,
                AgreementDates.TermClause
            )
            : new ExplainedDate(
                "renewal-opens",
                date,
                new(
                    $"Förnyelsen öppnas {months} månader före sista dagen.",
                    $"The renewal opens {months} months before the last day."
                ),
                inputs,
                AgreementDates.TermClause
            );
    }

    private static ExplainedDate Before(string rule, DateOnly end, int months, LocalText what) =>
        new(
            rule,
            TermDates.LastNoticeDate(end, months),
            new($"{what.Sv} {months} månader före sista dagen.", $"{what.En} {months} months before the last day."),
            [DateInput.Of("end", end), DateInput.Of("monthsBefore", months)],
            AgreementDates.TermClause
        );
}
