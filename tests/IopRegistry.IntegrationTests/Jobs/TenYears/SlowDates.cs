using IopRegistry.SharedKernel;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>The oracle's own arithmetic: the one formula of the domain's document, and for the rest one day after the other.</summary>
internal static class SlowDates
{
    /// <summary>End 31 December, six months: 30 June.</summary>
    public static DateOnly LastDayToSpeak(DateOnly end, int months) => end.AddDays(1).AddMonths(-months).AddDays(-1);

    /// <summary>The first day that can be the last when somebody speaks on a day: found by trying them.</summary>
    public static DateOnly LastDayWhenSpoken(DateOnly spoken, int months)
    {
        var end = months == 0 ? spoken : spoken.AddMonths(months).AddDays(-3);
        while (LastDayToSpeak(end, months) < spoken)
        {
            end = end.AddDays(1);
        }

        return end;
    }

    /// <summary>The last day of a time of whole months from a first day.</summary>
    public static DateOnly EndOf(DateOnly first, int months) => LastDayWhenSpoken(first.AddDays(-1), months);

    /// <summary>The whole months from a first to a last day, counted one by one.</summary>
    public static int WholeMonths(DateOnly first, DateOnly last)
    {
        var months = 0;
        while (EndOf(first, months + 1) <= last)
        {
            months++;
        }

        return months;
    }

    /// <summary>The last working day before a day.</summary>
    public static DateOnly WorkingDayBefore(DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        } while (!SwedishCalendar.IsWorkingDay(day));

        return day;
    }

    /// <summary>Three weeks after the announcement, or the next working day.</summary>
    public static DateOnly LastDayToAppeal(DateOnly announced)
    {
        var day = announced.AddDays(21);
        while (!SwedishCalendar.IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }
}
