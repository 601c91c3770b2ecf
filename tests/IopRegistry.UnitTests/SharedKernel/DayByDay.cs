namespace IopRegistry.UnitTests.SharedKernel;

/// <summary>
/// The calendar counted out one day at a time, and what the product computes found in it by walking. Slow, plain and
/// independent: it uses neither the product's functions nor the date arithmetic of .NET.
/// </summary>
internal static class DayByDay
{
    internal sealed record Day(int Index, int Year, int Month, int DayOfMonth, int Weekday)
    {
        public DateOnly Date { get; } = new(Year, Month, DayOfMonth);

        public string? Holiday { get; set; }

        public string? Eve { get; set; }

        public bool IsWorkingDay => Weekday is not (Saturday or Sunday) && Holiday is null && Eve is null;

        public bool IsLastOfMonth { get; } = DayOfMonth == MonthLength(Year, Month);
    }

    public const int Saturday = 6;
    public const int Sunday = 7;

    /// <summary>Some years more than are tested on either side, so that walks have room.</summary>
    private const int FirstYear = 1897;
    private const int LastYear = 2111;

    /// <summary>The Paschal full moon by golden number 1–19, from the church's table for the years 1900 to 2199.</summary>
    private static readonly (int Month, int Day)[] PaschalFullMoons =
    [
        (4, 14),
        (4, 3),
        (3, 23),
        (4, 11),
        (3, 31),
        (4, 18),
        (4, 8),
        (3, 28),
        (4, 16),
        (4, 5),
        (3, 25),
        (4, 13),
        (4, 2),
        (3, 22),
        (4, 10),
        (3, 30),
        (4, 17),
        (4, 7),
        (3, 27),
    ];

    public static Day[] All { get; } = Count();

    /// <summary>Every day of the years 1900 to 2100.</summary>
    public static Day[] Tested { get; } = [.. All.Where(day => day.Year is >= 1900 and <= 2100)];

    /// <summary>
    /// The days so many months before a day, walking back: in that month the first day met whose number is not higher.
    /// </summary>
    public static IEnumerable<(int Months, Day Day)> MonthsBack(Day from, int mostMonths)
    {
        yield return (0, from);
        var months = 0;
        var found = true;
        for (var i = from.Index - 1; months < mostMonths || !found; i--)
        {
            var day = All[i];
            if (day.IsLastOfMonth)
            {
                months++;
                found = false;
            }

            if (!found && day.DayOfMonth <= from.DayOfMonth)
            {
                found = true;
                yield return (months, day);
            }
        }
    }

    /// <summary>
    /// The last days of terms of so many whole months, walking forward: in each later month the day before the one with
    /// the first day's number, or the month's last day when it has no such number.
    /// </summary>
    public static IEnumerable<(int Months, Day LastDay, bool NoSuchDay)> MonthsForward(Day first, int mostMonths)
    {
        var months = 0;
        for (var i = first.Index + 1; months <= mostMonths; i++)
        {
            var day = All[i];
            if (day.DayOfMonth == 1)
            {
                months++;
            }

            if (months is > 0 && months <= mostMonths && day.DayOfMonth == first.DayOfMonth)
            {
                yield return (months, All[i - 1], false);
            }
            else if (months is > 0 && months <= mostMonths && day.IsLastOfMonth && day.DayOfMonth < first.DayOfMonth)
            {
                yield return (months, day, true);
            }
        }
    }

    private static Day[] Count()
    {
        var days = new List<Day>();
        var weekday = 5; // 1 January 1897 was a Friday.
        for (var year = FirstYear; year <= LastYear; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                for (var dayOfMonth = 1; dayOfMonth <= MonthLength(year, month); dayOfMonth++)
                {
                    days.Add(new Day(days.Count, year, month, dayOfMonth, weekday));
                    weekday = weekday == Sunday ? 1 : weekday + 1;
                }
            }
        }

        foreach (var year in days.GroupBy(day => day.Year))
        {
            NameHolidays(year.Key, [.. year]);
        }

        return [.. days];
    }

    private static int MonthLength(int year, int month) =>
        month switch
        {
            4 or 6 or 9 or 11 => 30,
            2 => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28,
            _ => 31,
        };

    private static void NameHolidays(int year, Day[] days)
    {
        var (moonMonth, moonDay) = PaschalFullMoons[year % 19];
        var easter = Walk(days, Find(days, moonMonth, moonDay) + 1, Sunday);

        if (year < 1953)
        {
            // Given up in 1953; in Holy Week and at Easter it was kept on a Sunday.
            days[Find(days, 3, 25)].Holiday = "Marie bebådelsedag";
            for (var i = easter - 7; i <= easter + 1; i++)
            {
                days[i].Holiday = null;
            }
        }

        days[easter - 2].Holiday = "långfredagen";
        days[easter].Holiday = "påskdagen";
        days[easter + 1].Holiday = "annandag påsk";
        days[easter + 39].Holiday = "Kristi himmelsfärdsdag";
        days[easter + 49].Holiday = "pingstdagen";
        if (year <= 2004)
        {
            days[easter + 50].Holiday = "annandag pingst";
        }
        else
        {
            days[Find(days, 6, 6)].Holiday = "nationaldagen";
        }

        if (year >= 1939)
        {
            days[Find(days, 5, 1)].Holiday = "första maj";
        }

        var midsummer = year < 1953 ? Find(days, 6, 24) : Walk(days, Find(days, 6, 20), Saturday);
        days[midsummer].Holiday = "midsommardagen";
        days[midsummer - 1].Eve = "midsommarafton";
        var allSaints = year < 1953 ? Walk(days, Find(days, 11, 1), Sunday) : Walk(days, Find(days, 10, 31), Saturday);
        days[allSaints].Holiday = "alla helgons dag";

        days[Find(days, 1, 1)].Holiday = "nyårsdagen";
        days[Find(days, 1, 6)].Holiday = "trettondedag jul";
        days[Find(days, 12, 24)].Eve = "julafton";
        days[Find(days, 12, 25)].Holiday = "juldagen";
        days[Find(days, 12, 26)].Holiday = "annandag jul";
        days[Find(days, 12, 31)].Eve = "nyårsafton";
    }

    private static int Find(Day[] days, int month, int dayOfMonth) =>
        Array.FindIndex(days, day => day.Month == month && day.DayOfMonth == dayOfMonth);

    private static int Walk(Day[] days, int from, int toWeekday)
    {
        while (days[from].Weekday != toWeekday)
        {
            from++;
        }

        return from;
    }
}
