namespace IopRegistry.SharedKernel;

/// <summary>How long a term is: whole months and the days beyond them.</summary>
public sealed record TermLength(int Months, int ExtraDays)
{
    public bool IsWholeMonths => ExtraDays == 0;
}

/// <summary>
/// The arithmetic of terms. Every end is inclusive, so a period is counted from its first day to the day before the next
/// one's first: 1 January plus twelve months ends on 31 December, and ends at a month's end stay there. Anything that
/// makes no sense or leaves the calendar is an <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public static class TermDates
{
    /// <summary>
    /// The last day to give notice before an end: end 31 December, six months → 30 June. Where the month has no such day
    /// its last day counts, so notice is never left a shorter time than agreed.
    /// </summary>
    public static DateOnly LastNoticeDate(DateOnly end, int noticeMonths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(noticeMonths);
        return IsLastOfMonth(end)
            ? LastOfMonth(end.AddMonths(-noticeMonths))
            : end.AddDays(1).AddMonths(-noticeMonths).AddDays(-1);
    }

    /// <summary>
    /// The agreement's last day for a party that gave notice on a day: 15 March, three months → 15 June. Where the last
    /// month lacks the day, it runs through that month (1 § lag (1930:173)): 29 November, three months → 28 February.
    /// </summary>
    public static DateOnly LastDayAfterNotice(DateOnly givenOn, int noticeMonths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(noticeMonths);
        return noticeMonths == 0 ? givenOn : EndAfterMonths(givenOn.AddDays(1), noticeMonths);
    }

    /// <summary>
    /// The last day of a term of whole months. A term that starts on a day its last month lacks runs through that month:
    /// one year from 29 February 2024 ends on 28 February 2025, one month from 31 January on 28 February.
    /// </summary>
    public static DateOnly EndAfterMonths(DateOnly start, int months)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        if (start.Day == 1)
        {
            // Not through the day after, so that a term may end on the calendar's own last day.
            return LastOfMonth(start.AddMonths(months - 1));
        }

        var sameDay = start.AddMonths(months);
        return sameDay.Day == start.Day ? sameDay.AddDays(-1) : sameDay;
    }

    /// <summary>The whole months of a term, 0 when it is shorter than one.</summary>
    public static int MonthsBetween(DateOnly start, DateOnly endInclusive) => LengthOf(start, endInclusive).Months;

    /// <summary>The whole months of a term and how many days it runs beyond them.</summary>
    public static TermLength LengthOf(DateOnly start, DateOnly endInclusive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(endInclusive, start);
        var months = ((endInclusive.Year - start.Year) * 12) + endInclusive.Month - start.Month;
        if (start.Day == 1)
        {
            months += IsLastOfMonth(endInclusive) ? 1 : 0;
        }
        else if (months > 0 && EndAfterMonths(start, months) > endInclusive)
        {
            months--;
        }

        var covered = months == 0 ? start.DayNumber - 1 : EndAfterMonths(start, months).DayNumber;
        return new TermLength(months, endInclusive.DayNumber - covered);
    }

    /// <summary>
    /// The end after a number of extensions of equal length, always counted from the original end so that repeated
    /// extensions do not drift: 31 December plus two months is the last of February, twice is 30 April.
    /// </summary>
    public static DateOnly ExtendedEnd(DateOnly end, int months, int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        var total = (long)months * times;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(total, MaxMonths, nameof(times));
        return times == 0 ? end : EndAfterMonths(end.AddDays(1), (int)total);
    }

    /// <summary>Days without a valid agreement between an end and the next start; 0 when they meet or overlap.</summary>
    public static int GapDays(DateOnly end, DateOnly nextStart) => Math.Max(0, nextStart.DayNumber - end.DayNumber - 1);

    /// <summary>
    /// The length of an unbroken chain in years with one decimal: whole months, plus the days beyond them as a part of the
    /// calendar month in which they begin, divided by twelve; a half rounds up (39 months are 3.25 and become 3.3).
    /// </summary>
    public static decimal ChainYears(DateOnly chainStart, DateOnly end)
    {
        var (months, extraDays) = LengthOf(chainStart, end);
        var firstBeyond = end.AddDays(extraDays == 0 ? 0 : 1 - extraDays);
        var monthDays = DateTime.DaysInMonth(firstBeyond.Year, firstBeyond.Month);
        var years = ((months * monthDays) + extraDays) / (12m * monthDays);
        return decimal.Round(years, 1, MidpointRounding.AwayFromZero);
    }

    /// <summary>A one-year link of a chain: twelve months or less.</summary>
    public static bool IsOneYear(DateOnly start, DateOnly end) =>
        LengthOf(start, end) is { Months: < 12 } or { Months: 12, ExtraDays: 0 };

    /// <summary>
    /// When a decision on what comes next is needed: a number of months before the end, or the last working day before the
    /// earliest notice date if that is sooner. Where the board's meetings are known, its last meeting in time.
    /// </summary>
    public static ExplainedDate DecisionNeededBy(
        DateOnly end,
        IEnumerable<DateOnly> lastNoticeDates,
        int monthsBefore,
        IEnumerable<DateOnly> boardMeetings,
        string? clause = null
    ) => DecisionDate.NeededBy(end, [.. lastNoticeDates], monthsBefore, [.. boardMeetings], clause);

    private static bool IsLastOfMonth(DateOnly day) => day == LastOfMonth(day);

    private static DateOnly LastOfMonth(DateOnly day) =>
        new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>More months than the calendar has.</summary>
    private const int MaxMonths = 120_000;
}
