using FsCheck.Fluent;
using IopRegistry.SharedKernel;
using static IopRegistry.UnitTests.SharedKernel.Law;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class SwedishCalendarTests
{
    [Fact]
    public void The_counted_calendar_is_the_real_one()
    {
        Assert.All(DayByDay.All, day => Assert.Equal(day.Weekday % 7, (int)day.Date.DayOfWeek));
        Assert.Equal(73_414, DayByDay.Tested.Length);
        Assert.Equal(new DateOnly(1900, 1, 1), DayByDay.Tested[0].Date);
        Assert.Equal(new DateOnly(2100, 12, 31), DayByDay.Tested[^1].Date);
    }

    [Fact]
    public void Every_day_of_two_centuries_has_the_name_and_kind_it_has_when_counted_out()
    {
        foreach (var day in DayByDay.Tested)
        {
            var name = SwedishCalendar.HolidayName(day.Date)?.Sv;
            if (!string.Equals(name, day.Holiday ?? day.Eve, StringComparison.Ordinal))
            {
                Assert.Fail(
                    $"{day.Date:O} is {name ?? "nothing"} but should be {day.Holiday ?? day.Eve ?? "nothing"}."
                );
            }

            if (SwedishCalendar.IsPublicHoliday(day.Date) != (day.Holiday is not null))
            {
                Assert.Fail($"{day.Date:O} is wrong as a public holiday.");
            }

            if (SwedishCalendar.IsWorkingDay(day.Date) != day.IsWorkingDay)
            {
                Assert.Fail($"{day.Date:O} is wrong as a working day.");
            }
        }
    }

    [Fact]
    public void The_holidays_of_a_year_are_listed_in_order_each_once()
    {
        foreach (var year in DayByDay.Tested.GroupBy(day => day.Year))
        {
            var expected = year.Where(day => day.Holiday is not null).Select(day => (day.Date, day.Holiday));

            Assert.Equal(
                expected,
                SwedishCalendar.PublicHolidays(year.Key).Select(holiday => (holiday.Date, (string?)holiday.Name.Sv))
            );
        }
    }

    [Fact]
    public void The_holidays_of_2026_are_those_of_the_almanac()
    {
        Assert.Equal(
            [
                "2026-01-01 nyårsdagen",
                "2026-01-06 trettondedag jul",
                "2026-04-03 långfredagen",
                "2026-04-05 påskdagen",
                "2026-04-06 annandag påsk",
                "2026-05-01 första maj",
                "2026-05-14 Kristi himmelsfärdsdag",
                "2026-05-24 pingstdagen",
                "2026-06-06 nationaldagen",
                "2026-06-20 midsommardagen",
                "2026-10-31 alla helgons dag",
                "2026-12-25 juldagen",
                "2026-12-26 annandag jul",
            ],
            SwedishCalendar.PublicHolidays(2026).Select(holiday => $"{holiday.Date:yyyy-MM-dd} {holiday.Name.Sv}")
        );
    }

    [Theory]
    [InlineData("1913-03-23")]
    [InlineData("1943-04-25")]
    [InlineData("1954-04-18")]
    [InlineData("1981-04-19")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2027-03-28")]
    [InlineData("2038-04-25")]
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    [InlineData("2100-03-28")]
    public void Easter_falls_on_its_known_day(string easter)
    {
        var day = D(easter);

        Assert.Equal(day, SwedishCalendar.EasterSunday(day.Year));
    }

    [Theory]
    [InlineData("2004-05-31", "annandag pingst")]
    [InlineData("2005-05-16", null)]
    [InlineData("2005-06-06", "nationaldagen")]
    [InlineData("2004-06-06", null)]
    [InlineData("1938-05-01", null)]
    [InlineData("1939-05-01", "första maj")]
    [InlineData("1952-06-24", "midsommardagen")]
    [InlineData("1953-06-20", "midsommardagen")]
    [InlineData("1952-11-02", "alla helgons dag")]
    [InlineData("1953-10-31", "alla helgons dag")]
    [InlineData("1952-03-25", "Marie bebådelsedag")]
    [InlineData("1953-03-25", null)]
    [InlineData("1948-03-25", null)]
    [InlineData("2008-05-01", "första maj")]
    public void The_law_is_that_of_the_day(string day, string? name) =>
        Assert.Equal(name, SwedishCalendar.HolidayName(D(day))?.Sv);

    [Fact]
    public void An_eve_is_no_public_holiday_and_no_working_day()
    {
        foreach (var eve in new[] { new DateOnly(2026, 6, 19), new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 31) })
        {
            Assert.False(SwedishCalendar.IsPublicHoliday(eve));
            Assert.False(SwedishCalendar.IsWorkingDay(eve));
            Assert.NotNull(SwedishCalendar.HolidayName(eve));
        }
    }

    [Fact]
    public void The_last_working_day_is_the_one_last_seen_when_walking()
    {
        DateOnly? seen = null;
        foreach (var day in DayByDay.All.Where(day => day.Year is >= 1899 and <= 2100))
        {
            if (day.Year >= 1900 && SwedishCalendar.LastWorkingDayBefore(day.Date) != seen)
            {
                Assert.Fail($"The working day before {day.Date:O} should be {seen:O}.");
            }

            seen = day.IsWorkingDay ? day.Date : seen;
            if (day.Year >= 1900 && SwedishCalendar.LastWorkingDayOnOrBefore(day.Date) != seen)
            {
                Assert.Fail($"The working day on or before {day.Date:O} should be {seen:O}.");
            }
        }
    }

    [Fact]
    public void Working_days_are_added_as_when_ticked_off_a_list()
    {
        DateOnly[] workingDays = [.. DayByDay.All.Where(day => day.IsWorkingDay).Select(day => day.Date)];
        var next = 0;
        foreach (var day in DayByDay.Tested)
        {
            while (workingDays[next] <= day.Date)
            {
                next++;
            }

            foreach (var count in new[] { 1, 2, 3, 5, 10, 20 })
            {
                if (SwedishCalendar.AddWorkingDays(day.Date, count) != workingDays[next + count - 1])
                {
                    Assert.Fail($"{day.Date:O} plus {count} working days should be {workingDays[next + count - 1]:O}.");
                }
            }

            Assert.Equal(day.Date, SwedishCalendar.AddWorkingDays(day.Date, 0));
        }
    }

    [Fact]
    public void Twenty_working_days_over_Christmas_and_Epiphany() =>
        Assert.Equal(new DateOnly(2027, 1, 20), SwedishCalendar.AddWorkingDays(new DateOnly(2026, 12, 16), 20));

    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() =>
        Law.Holds(
            Law.Day.Zip(Gen.Choose(0, 40).Zip(Gen.Choose(0, 40), (first, second) => (first, second))),
            input =>
                SwedishCalendar.AddWorkingDays(
                    SwedishCalendar.AddWorkingDays(input.Item1, input.Item2.first),
                    input.Item2.second
                ) == SwedishCalendar.AddWorkingDays(input.Item1, input.Item2.first + input.Item2.second)
        );

    [Fact]
    public void Nonsense_and_the_ends_of_the_calendar_are_refused()
    {
        Refused(() => _ = SwedishCalendar.AddWorkingDays(new DateOnly(2026, 1, 1), -1));
        Refused(() => _ = SwedishCalendar.AddWorkingDays(DateOnly.MaxValue, 1));
        Refused(() => _ = SwedishCalendar.LastWorkingDayBefore(DateOnly.MinValue));
        Refused(() => _ = SwedishCalendar.PublicHolidays(0));
        Refused(() => _ = SwedishCalendar.PublicHolidays(10_000));
    }

    [Fact]
    public void Every_day_there_is_has_an_answer() =>
        Law.Holds(
            Law.AnyDay,
            day =>
                SwedishCalendar.IsWorkingDay(day)
                || SwedishCalendar.HolidayName(day) is not null
                || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
            2000
        );

    [Theory]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("2026-06-30T21:59:59Z", "2026-06-30")]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01")]
    [InlineData("2026-03-01T01:00:00+09:00", "2026-02-28")]
    public void The_day_is_the_one_on_the_wall_in_Sweden(string moment, string day) =>
        Assert.Equal(
            D(day),
            SwedishCalendar.DayOf(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture))
        );
}
