using IopRegistry.Agreements.Drafting;

namespace IopRegistry.Flags;

/// <summary>The days on which a follow-up plan wants a period looked back on, inside the term.</summary>
public static class FollowUpDates
{
    private static readonly int[] Quarters = [3, 6, 9, 12];
    private static readonly int[] HalfYears = [6, 12];
    private static readonly int[] CalendarYear = [12];
    private static readonly int[] SchoolYear = [6];

    /// <summary>At most this many years ahead: a term "until further notice" has no last follow-up.</summary>
    private const int MostYears = 50;

    public static IEnumerable<DateOnly> Of(FollowUpPlan? plan, DateOnly start, DateOnly end) =>
        plan?.Schedule switch
        {
            FollowUpSchedule.Quarter => MonthEnds(Quarters, start, end),
            FollowUpSchedule.HalfYear => MonthEnds(HalfYears, start, end),
            FollowUpSchedule.CalendarYear => MonthEnds(CalendarYear, start, end),
            FollowUpSchedule.SchoolYear => MonthEnds(SchoolYear, start, end),
            FollowUpSchedule.Dates => plan.Dates.Where(date => start <= date && date <= end).Distinct().Order(),
            FollowUpSchedule.Described or null => [],
        };

    private static IEnumerable<DateOnly> MonthEnds(int[] months, DateOnly start, DateOnly end) =>
        Enumerable
            .Range(start.Year, Math.Min(end.Year - start.Year, MostYears) + 1)
            .SelectMany(year => months.Select(month => new DateOnly(year, month, DateTime.DaysInMonth(year, month))))
            .Where(date => start <= date && date <= end);
}
