using System.Text.Json;
using FsCheck.Fluent;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class ExplainedDateTests
{
    private static readonly DateOnly End = new(2027, 12, 31);

    [Fact]
    public void A_decision_is_needed_some_months_before_the_end()
    {
        var date = TermDates.DecisionNeededBy(End, [], 6, [], "§ 12");

        Assert.Equal(new DateOnly(2027, 6, 30), date.Date);
        Assert.Equal("decision-needed-by", date.Rule);
        Assert.Equal("§ 12", date.Clause);
        Assert.Equal([new DateInput("end", "2027-12-31"), new DateInput("monthsBefore", "6")], date.Inputs);
        Assert.Equal("Beslut behövs senast 2027-06-30: 6 månader före slutdagen 2027-12-31.", date.Explanation.Sv);
        Assert.Equal("A decision is needed by 2027-06-30: 6 months before the end 2027-12-31.", date.Explanation.En);
    }

    [Fact]
    public void The_working_day_before_the_earliest_notice_date_wins_when_it_is_sooner()
    {
        // 6 June is the National Day and 2027-06-06 a Sunday; the notice date after it is a Monday.
        var date = TermDates.DecisionNeededBy(End, [new(2027, 9, 30), new(2027, 6, 7)], 6, []);

        Assert.Equal(new DateOnly(2027, 6, 4), date.Date);
        Assert.Contains(new DateInput("earliestLastNoticeDate", "2027-06-07"), date.Inputs);
        Assert.Contains(new DateInput("lastWorkingDayBeforeNotice", "2027-06-04"), date.Inputs);
        Assert.Contains("sista arbetsdagen före", date.Explanation.Sv, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_notice_date_changes_nothing()
    {
        var date = TermDates.DecisionNeededBy(End, [new(2027, 9, 30)], 6, []);

        Assert.Equal(new DateOnly(2027, 6, 30), date.Date);
        Assert.Contains("6 månader före", date.Explanation.Sv, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_boards_meetings_are_known_it_is_the_last_one_in_time()
    {
        var date = TermDates.DecisionNeededBy(End, [], 6, [new(2027, 8, 25), new(2027, 6, 16), new(2027, 5, 19)]);

        Assert.Equal(new DateOnly(2027, 6, 16), date.Date);
        Assert.Contains(new DateInput("latestDay", "2027-06-30"), date.Inputs);
        Assert.Contains(new DateInput("boardMeeting", "2027-06-16"), date.Inputs);
        Assert.Equal(
            "Beslut behövs senast 2027-06-16: nämndens sista sammanträde senast 2027-06-30, som är 6 månader före slutdagen 2027-12-31.",
            date.Explanation.Sv
        );
    }

    [Fact]
    public void A_meeting_on_the_very_day_is_in_time() =>
        Assert.Equal(new DateOnly(2027, 6, 30), TermDates.DecisionNeededBy(End, [], 6, [new(2027, 6, 30)]).Date);

    [Fact]
    public void When_no_known_meeting_is_in_time_the_day_stands_and_says_so()
    {
        var date = TermDates.DecisionNeededBy(End, [], 6, [new(2027, 8, 25)]);

        Assert.Equal(new DateOnly(2027, 6, 30), date.Date);
        Assert.Contains("inget känt nämndsammanträde infaller i tid", date.Explanation.Sv, StringComparison.Ordinal);
        Assert.DoesNotContain(date.Inputs, input => input.Name is "boardMeeting");
    }

    [Fact]
    public void One_month_is_written_as_one() =>
        Assert.Equal(
            new LocalText(
                "Beslut behövs senast 2027-11-30: 1 månad före slutdagen 2027-12-31.",
                "A decision is needed by 2027-11-30: 1 month before the end 2027-12-31."
            ),
            TermDates.DecisionNeededBy(End, [], 1, []).Explanation
        );

    [Fact]
    public void The_decision_is_never_later_than_any_of_its_limits_and_no_later_day_is_within_them()
    {
        var nearEnd = Gen.Choose(-900, 60);
        Law.Holds(
            Gen.Choose(1000, 73_000).Zip(nearEnd.ArrayOf()).Zip(nearEnd.ArrayOf().Zip(Gen.Choose(0, 24))),
            input =>
            {
                var ((endIndex, noticeOffsets), (meetingOffsets, months)) = input;
                var end = DayByDay.Tested[endIndex];
                DayByDay.Day[] notices = [.. noticeOffsets.Select(offset => DayByDay.All[end.Index + offset])];
                DayByDay.Day[] meetings = [.. meetingOffsets.Select(offset => DayByDay.All[end.Index + offset])];

                var latest = DayByDay.MonthsBack(DayByDay.All[end.Index + 1], months).Last().Day.Index - 1;
                foreach (var notice in notices)
                {
                    var workingDay = notice.Index - 1;
                    while (!DayByDay.All[workingDay].IsWorkingDay)
                    {
                        workingDay--;
                    }

                    latest = Math.Min(latest, workingDay);
                }

                var earliest = latest - 92; // an older meeting belongs to a calendar that does not reach so far
                var meeting = latest;
                while (meeting > earliest && !Array.Exists(meetings, known => known.Index == meeting))
                {
                    meeting--;
                }

                return TermDates
                        .DecisionNeededBy(
                            end.Date,
                            notices.Select(day => day.Date),
                            months,
                            meetings.Select(day => day.Date)
                        )
                        .Date == DayByDay.All[meeting > earliest ? meeting : latest].Date;
            },
            1000
        );
    }

    [Fact]
    public void It_is_plain_camel_case_JSON_and_reads_back()
    {
        var date = TermDates.DecisionNeededBy(End, [], 6, [], "11");

        var json = JsonSerializer.Serialize(date, JsonSerializerOptions.Web);
        var back = JsonSerializer.Deserialize<ExplainedDate>(json, JsonSerializerOptions.Web)!;

        Assert.StartsWith(
            """{"rule":"decision-needed-by","date":"2027-06-30","explanation":{"sv":""",
            json,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            ""","inputs":[{"name":"end","value":"2027-12-31"},{"name":"monthsBefore","value":"6"}],"clause":"11"}""",
            json,
            StringComparison.Ordinal
        );
        Assert.Equal(date.Inputs, back.Inputs);
        Assert.Equal(date with { Inputs = back.Inputs }, back);
    }
}
