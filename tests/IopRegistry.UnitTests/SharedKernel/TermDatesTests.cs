using FsCheck.Fluent;
using IopRegistry.SharedKernel;
using static IopRegistry.UnitTests.SharedKernel.Law;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class TermDatesTests
{
    private const int MostMonths = 24;

    [Theory]
    [InlineData("2026-12-31", 6, "2026-06-30")]
    [InlineData("2026-12-31", 3, "2026-09-30")]
    [InlineData("2026-06-30", 4, "2026-02-28")]
    [InlineData("2024-06-30", 4, "2024-02-29")]
    [InlineData("2026-12-30", 6, "2026-06-29")]
    [InlineData("2026-12-15", 1, "2026-11-15")]
    [InlineData("2026-12-31", 0, "2026-12-31")]
    public void Last_notice_date(string end, int months, string expected) =>
        Assert.Equal(D(expected), TermDates.LastNoticeDate(D(end), months));

    [Fact]
    public void The_last_notice_date_is_found_by_walking_back_from_every_end()
    {
        foreach (var end in DayByDay.Tested)
        {
            var dayAfter = DayByDay.All[end.Index + 1];
            foreach (var (months, day) in DayByDay.MonthsBack(dayAfter, MostMonths))
            {
                var expected = DayByDay.All[day.Index - 1].Date;
                if (TermDates.LastNoticeDate(end.Date, months) != expected)
                {
                    Assert.Fail($"{months} months' notice before {end.Date:O} should be by {expected:O}.");
                }
            }
        }
    }

    [Fact]
    public void The_ends_of_terms_and_notices_are_found_by_walking_on_from_every_start()
    {
        foreach (var start in DayByDay.Tested)
        {
            var dayBefore = DayByDay.All[start.Index - 1];
            foreach (var (months, last, _) in DayByDay.MonthsForward(start, MostMonths))
            {
                if (TermDates.EndAfterMonths(start.Date, months) != last.Date)
                {
                    Assert.Fail($"{months} months from {start.Date:O} should end on {last.Date:O}.");
                }

                if (TermDates.LastDayAfterNotice(dayBefore.Date, months) != last.Date)
                {
                    Assert.Fail($"{months} months' notice given {dayBefore.Date:O} should end on {last.Date:O}.");
                }

                if (TermDates.ExtendedEnd(dayBefore.Date, months, 1) != last.Date)
                {
                    Assert.Fail($"{dayBefore.Date:O} extended by {months} months should end on {last.Date:O}.");
                }

                if (months % 6 == 0 && TermDates.ExtendedEnd(dayBefore.Date, months / 6, 6) != last.Date)
                {
                    Assert.Fail($"{dayBefore.Date:O} extended six times by {months / 6} months drifts.");
                }

                if (
                    months == 12
                    && (
                        !TermDates.IsOneYear(start.Date, last.Date)
                        || TermDates.IsOneYear(start.Date, DayByDay.All[last.Index + 1].Date)
                    )
                )
                {
                    Assert.Fail($"One year from {start.Date:O} should end on {last.Date:O}.");
                }
            }
        }
    }

    [Fact]
    public void The_length_of_a_term_is_what_was_counted_on_the_way()
    {
        // Five years with a leap day in the middle: months repeat, and the walk from each day is long.
        foreach (var start in DayByDay.Tested.Where(day => day.Year is >= 1998 and <= 2002))
        {
            var (months, extraDays) = (0, 0);
            var ends = DayByDay.MonthsForward(start, MostMonths).Select(term => term.LastDay.Index).ToHashSet();
            for (var i = start.Index; i < start.Index + 400; i++)
            {
                (months, extraDays) = ends.Contains(i) ? (months + 1, 0) : (months, extraDays + 1);
                var length = TermDates.LengthOf(start.Date, DayByDay.All[i].Date);
                if (
                    length.Months != months
                    || length.ExtraDays != extraDays
                    || length.IsWholeMonths != ends.Contains(i)
                )
                {
                    Assert.Fail(
                        $"{start.Date:O} to {DayByDay.All[i].Date:O} should be {months} months, {extraDays} days."
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData("2024-01-01", "2024-12-31", 12, true)]
    [InlineData("2024-07-01", "2027-12-31", 42, true)]
    [InlineData("2023-02-01", "2025-12-31", 35, true)]
    [InlineData("2024-01-01", "2025-06-30", 18, true)]
    [InlineData("2024-02-29", "2025-02-28", 12, true)]
    [InlineData("2024-11-30", "2025-03-31", 4, false)]
    [InlineData("2024-01-01", "2024-01-30", 0, false)]
    [InlineData("2024-01-31", "2024-01-31", 0, false)]
    public void Months_of_real_terms(string start, string end, int months, bool exact)
    {
        Assert.Equal(months, TermDates.MonthsBetween(D(start), D(end)));
        Assert.Equal(exact, TermDates.LengthOf(D(start), D(end)).IsWholeMonths);
    }

    [Theory]
    [InlineData("2025-12-31", 2, 1, "2026-02-28")]
    [InlineData("2023-12-31", 2, 1, "2024-02-29")]
    [InlineData("2025-12-31", 2, 2, "2026-04-30")]
    [InlineData("2025-02-28", 1, 1, "2025-03-31")]
    [InlineData("2024-02-28", 12, 1, "2025-02-28")]
    [InlineData("2025-12-31", 12, 3, "2028-12-31")]
    [InlineData("2025-12-31", 12, 0, "2025-12-31")]
    public void Extended_end(string end, int months, int times, string expected) =>
        Assert.Equal(D(expected), TermDates.ExtendedEnd(D(end), months, times));

    [Fact]
    public void An_end_at_a_months_end_stays_at_a_months_end()
    {
        foreach (var end in DayByDay.Tested.Where(day => day.IsLastOfMonth))
        {
            for (var times = 1; times <= 12; times++)
            {
                var extended = TermDates.ExtendedEnd(end.Date, 5, times);
                Assert.True(DayByDay.All[end.Index + extended.DayNumber - end.Date.DayNumber].IsLastOfMonth);
                Assert.Equal(5 * times, TermDates.MonthsBetween(end.Date.AddDays(1), extended));
            }
        }
    }

    [Fact]
    public void Notice_on_the_last_notice_date_is_in_time_and_the_day_after_leaves_too_few_months() =>
        Holds(
            Law.Day.Zip(Gen.Choose(1, MostMonths)),
            input =>
            {
                var (end, months) = input;
                var lastNotice = TermDates.LastNoticeDate(end, months);
                return TermDates.LastDayAfterNotice(lastNotice, months) <= end
                    && TermDates.EndAfterMonths(lastNotice.AddDays(1), months) <= end
                    && TermDates.EndAfterMonths(lastNotice.AddDays(2), months) > end;
            },
            5000
        );

    [Fact]
    public void A_later_end_never_has_an_earlier_notice_date() =>
        Holds(
            Law.Day.Zip(Gen.Choose(0, MostMonths)),
            input =>
                TermDates.LastNoticeDate(input.Item1, input.Item2)
                <= TermDates.LastNoticeDate(input.Item1.AddDays(1), input.Item2),
            5000
        );

    [Theory]
    [InlineData("2026-12-31", "2027-01-01", 0)]
    [InlineData("2026-12-31", "2026-12-01", 0)]
    [InlineData("2026-12-31", "2027-01-02", 1)]
    [InlineData("2026-12-31", "2027-02-01", 31)]
    public void Gap_days(string end, string nextStart, int days) =>
        Assert.Equal(days, TermDates.GapDays(D(end), D(nextStart)));

    [Fact]
    public void A_gap_is_the_days_that_belong_to_neither() =>
        Holds(
            Gen.Choose(0, 70_000).Zip(Gen.Choose(-400, 800)),
            input =>
            {
                var end = DayByDay.Tested[input.Item1];
                var next = DayByDay.All[Math.Max(0, end.Index + input.Item2)];
                var between = 0;
                for (var i = end.Index + 1; i < next.Index; i++)
                {
                    between++;
                }

                return TermDates.GapDays(end.Date, next.Date) == between;
            }
        );

    [Theory]
    [InlineData("2020-01-01", "2022-12-31", "3.0")]
    [InlineData("2024-01-01", "2024-12-31", "1.0")]
    [InlineData("2024-07-01", "2027-12-31", "3.5")]
    [InlineData("2020-01-01", "2023-03-31", "3.3")] // 39 months: 3.25
    [InlineData("2020-01-01", "2020-09-30", "0.8")] // 9 months: 0.75
    [InlineData("2020-01-01", "2020-01-18", "0.0")] // 18 of 31 days: 0.048
    [InlineData("2020-01-01", "2020-01-19", "0.1")] // 19 of 31 days: 0.051
    [InlineData("2020-02-29", "2024-02-28", "4.0")]
    public void Chain_years(string start, string end, string years) =>
        Assert.Equal(
            decimal.Parse(years, System.Globalization.CultureInfo.InvariantCulture),
            TermDates.ChainYears(D(start), D(end))
        );

    [Fact]
    public void Chain_years_grow_with_every_day_and_stay_near_the_days_of_a_year()
    {
        var start = DayByDay.Tested.First(day => day is { Year: 1999, Month: 3, DayOfMonth: 1 });
        var before = 0m;
        for (var days = 1; days <= 12_000; days++)
        {
            var years = TermDates.ChainYears(start.Date, DayByDay.All[start.Index + days - 1].Date);
            Assert.InRange(years, before, before + 0.1m);
            Assert.InRange(years - (days / 365.2425m), -0.06m, 0.06m);
            before = years;
        }
    }

    [Theory]
    [InlineData("2024-01-01", "2024-12-31", true)]
    [InlineData("2024-01-01", "2025-01-01", false)]
    [InlineData("2024-02-29", "2025-02-28", true)]
    [InlineData("2024-11-30", "2025-03-31", true)]
    public void A_one_year_link(string start, string end, bool oneYear) =>
        Assert.Equal(oneYear, TermDates.IsOneYear(D(start), D(end)));

    [Fact]
    public void Nonsense_is_refused()
    {
        var day = D("2026-01-01");
        Refused(() => _ = TermDates.LastNoticeDate(day, -1));
        Refused(() => _ = TermDates.LastDayAfterNotice(day, -1));
        Refused(() => _ = TermDates.EndAfterMonths(day, 0));
        Refused(() => _ = TermDates.EndAfterMonths(day, -1));
        Refused(() => _ = TermDates.MonthsBetween(day, day.AddDays(-1)));
        Refused(() => _ = TermDates.LengthOf(day, day.AddDays(-1)));
        Refused(() => _ = TermDates.IsOneYear(day, day.AddDays(-1)));
        Refused(() => _ = TermDates.ChainYears(day, day.AddDays(-1)));
        Refused(() => _ = TermDates.ExtendedEnd(day, 0, 1));
        Refused(() => _ = TermDates.ExtendedEnd(day, 1, -1));
        Refused(() => _ = TermDates.ExtendedEnd(day, int.MaxValue, int.MaxValue));
        Refused(() => _ = TermDates.DecisionNeededBy(day, [], -1, []));
        Refused(() => _ = TermDates.DecisionNeededBy(day, [DateOnly.MinValue], 6, []));
    }

    [Fact]
    public void A_term_may_end_on_the_calendars_last_day()
    {
        // People write 9999-12-31 for "until further notice"; whatever can be answered about it is.
        var end = DateOnly.MaxValue;
        Assert.Equal(D("9999-06-30"), TermDates.LastNoticeDate(end, 6));
        Assert.Equal(end, TermDates.LastNoticeDate(end, 0));
        Assert.Equal(end, TermDates.EndAfterMonths(D("9999-01-01"), 12));
        Assert.Equal(end, TermDates.ExtendedEnd(D("9998-12-31"), 12, 1));
        Assert.Equal(new TermLength(12, 0), TermDates.LengthOf(D("9999-01-01"), end));
        Assert.Equal(new TermLength(11, 27), TermDates.LengthOf(D("9999-01-05"), end));
        Assert.Equal(7979.0m, TermDates.ChainYears(D("2021-01-05"), end));
        Assert.True(TermDates.IsOneYear(D("9999-01-05"), end));
        Assert.Equal(D("9999-06-30"), TermDates.DecisionNeededBy(end, [], 6, []).Date);
        Refused(() => _ = TermDates.ExtendedEnd(end, 1, 1));
        Refused(() => _ = TermDates.EndAfterMonths(D("9999-01-05"), 12));
        Refused(() => _ = TermDates.LastDayAfterNotice(end, 1));
    }

    [Fact]
    public void No_input_gives_anything_but_an_answer_or_a_refusal()
    {
        var months = Gen.OneOf(Gen.Choose(-3, 130_000), Gen.Elements(int.MinValue, int.MaxValue));
        var days = Gen.OneOf(AnyDay, Gen.Elements(DateOnly.MinValue, DateOnly.MaxValue, DateOnly.MaxValue.AddDays(-1)));
        Holds(
            days.Zip(days).Zip(months.Zip(months)),
            input =>
            {
                var ((first, second), (m, times)) = input;
                Action[] calls =
                [
                    () => TermDates.LastNoticeDate(first, m),
                    () => TermDates.LastDayAfterNotice(first, m),
                    () => TermDates.EndAfterMonths(first, m),
                    () => TermDates.LengthOf(first, second),
                    () => TermDates.ExtendedEnd(first, m, times),
                    () => TermDates.GapDays(first, second),
                    () => TermDates.ChainYears(first, second),
                    () => TermDates.IsOneYear(first, second),
                    () => TermDates.DecisionNeededBy(first, [second], m, [second]),
                ];
                foreach (var call in calls)
                {
                    try
                    {
                        call();
                    }
                    catch (ArgumentOutOfRangeException)
                    {
                        // A refusal, and the only kind there is.
                    }
                }

                return true;
            },
            3000
        );
    }
}
