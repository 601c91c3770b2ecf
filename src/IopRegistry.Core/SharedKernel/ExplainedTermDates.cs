namespace IopRegistry.SharedKernel;

/// <summary>The dates of <see cref="TermDates"/> with their explanation, the same sentence wherever a date is shown.</summary>
public static class ExplainedTermDates
{
    public const string LastNoticeDateRule = "last-notice-date";
    public const string LastDayAfterNoticeRule = "last-day-after-notice";
    public const string EndOfTermRule = "end-of-term";
    public const string EndAfterExtensionsRule = "end-after-extensions";
    public const string DecisionNeededByRule = "decision-needed-by";

    public static ExplainedDate LastNoticeDate(DateOnly end, int noticeMonths, string? clause = null)
    {
        var date = TermDates.LastNoticeDate(end, noticeMonths);
        return new ExplainedDate(
            LastNoticeDateRule,
            date,
            new LocalText(
                $"Sista dagen att säga upp är {date.ToIsoString()}: {Wording.Months(noticeMonths).Sv} före slutdagen {end.ToIsoString()}.",
                $"The last day to give notice is {date.ToIsoString()}: {Wording.Months(noticeMonths).En} before the end {end.ToIsoString()}."
            ),
            [DateInput.Of("end", end), DateInput.Of("noticeMonths", noticeMonths)],
            clause
        );
    }

    public static ExplainedDate LastDayAfterNotice(DateOnly givenOn, int noticeMonths, string? clause = null)
    {
        var date = TermDates.LastDayAfterNotice(givenOn, noticeMonths);
        return new ExplainedDate(
            LastDayAfterNoticeRule,
            date,
            new LocalText(
                $"Sista dagen är {date.ToIsoString()}: {Wording.Months(noticeMonths).Sv} efter uppsägningen {givenOn.ToIsoString()}.",
                $"The last day is {date.ToIsoString()}: {Wording.Months(noticeMonths).En} after the notice given on {givenOn.ToIsoString()}."
            ),
            [DateInput.Of("givenOn", givenOn), DateInput.Of("noticeMonths", noticeMonths)],
            clause
        );
    }

    public static ExplainedDate EndOfTerm(DateOnly start, int months, string? clause = null)
    {
        var date = TermDates.EndAfterMonths(start, months);
        return new ExplainedDate(
            EndOfTermRule,
            date,
            new LocalText(
                $"Slutdagen är {date.ToIsoString()}: {Wording.Months(months).Sv} räknat från och med {start.ToIsoString()}.",
                $"The end is {date.ToIsoString()}: {Wording.Months(months).En} counted from and including {start.ToIsoString()}."
            ),
            [DateInput.Of("start", start), DateInput.Of("months", months)],
            clause
        );
    }

    public static ExplainedDate ExtendedEnd(DateOnly end, int months, int times, string? clause = null)
    {
        var date = TermDates.ExtendedEnd(end, months, times);
        return new ExplainedDate(
            EndAfterExtensionsRule,
            date,
            new LocalText(
                $"Slutdagen är {date.ToIsoString()}: avtalet är förlängt {Wording.Times(times).Sv} med {Wording.Months(months).Sv} från {end.ToIsoString()}.",
                $"The end is {date.ToIsoString()}: extended {Wording.Times(times).En} by {Wording.Months(months).En} from {end.ToIsoString()}."
            ),
            [DateInput.Of("end", end), DateInput.Of("months", months), DateInput.Of("times", times)],
            clause
        );
    }
}
