using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;

namespace IopRegistry.Flags;

/// <summary>
/// The days on which a follow-up plan wants a period looked back on, inside the term. Days that the plan itself names stand
/// even where the term is not known; a schedule is counted out only from a first day to a last.
/// </summary>
public static class FollowUpDates
{
    private static readonly int[] Quarters = [3, 6, 9, 12];
    private static readonly int[] HalfYears = [6, 12];
    private static readonly int[] CalendarYear = [12];
    private static readonly int[] SchoolYear = [6];

    public static IEnumerable<DateOnly> Of(FollowUpPlan? plan, DateOnly? start, DateOnly? end) =>
        plan?.Schedule switch
        {
            FollowUpSchedule.Quarter => MonthEnds(Quarters, start, end),
            FollowUpSchedule.HalfYear => MonthEnds(HalfYears, start, end),
            FollowUpSchedule.CalendarYear => MonthEnds(CalendarYear, start, end),
            FollowUpSchedule.SchoolYear => MonthEnds(SchoolYear, start, end),
            FollowUpSchedule.Dates => plan
                .Dates.Where(date => !(date < start) && !(date > end))
                .Distinct()
                .Order(),
            FollowUpSchedule.Described or null => [],
        };

    private static IEnumerable<DateOnly> MonthEnds(int[] months, DateOnly? start, DateOnly? end) =>
        start is { } first && end is { } last && last < Term.Horizon
            ? Enumerable
                .Range(first.Year, Math.Max(0, last.Year - first.Year + 1))
                .SelectMany(year => months.Select(month => new DateOnly(year, month, DateTime.DaysInMonth(year, month))))
                .Where(date => first <= date && date <= last)
            : [];
}
