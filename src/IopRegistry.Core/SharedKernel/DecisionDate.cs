namespace IopRegistry.SharedKernel;

/// <summary>Works back from an end to the day by which somebody has to have decided what comes next, and says how.</summary>
internal static class DecisionDate
{
    private const string Rule = "decision-needed-by";

    /// <summary>
    /// A board that meets at all meets within this time; a meeting longer before belongs to a calendar that does not reach
    /// so far yet, and says nothing.
    /// </summary>
    private const int MeetingWithinDays = 92;

    public static ExplainedDate NeededBy(
        DateOnly end,
        IReadOnlyList<DateOnly> lastNoticeDates,
        int monthsBefore,
        IReadOnlyList<DateOnly> boardMeetings,
        string? clause
    )
    {
        var date = TermDates.LastNoticeDate(end, monthsBefore);
        var because = new LocalText(
            $"{Wording.Months(monthsBefore).Sv} före slutdagen {end.ToIsoString()}",
            $"{Wording.Months(monthsBefore).En} before the end {end.ToIsoString()}"
        );
        List<DateInput> inputs = [DateInput.Of("end", end), DateInput.Of("monthsBefore", monthsBefore)];

        if (lastNoticeDates.Count > 0)
        {
            var notice = lastNoticeDates.Min();
            var beforeNotice = SwedishCalendar.LastWorkingDayBefore(notice);
            inputs.Add(DateInput.Of("earliestLastNoticeDate", notice));
            inputs.Add(DateInput.Of("lastWorkingDayBeforeNotice", beforeNotice));
            if (beforeNotice < date)
            {
                date = beforeNotice;
                because = new LocalText(
                    $"sista arbetsdagen före den tidigaste sista uppsägningsdagen {notice.ToIsoString()}",
                    $"the last working day before the earliest last notice date {notice.ToIsoString()}"
                );
            }
        }

        var latest = date;
        if (boardMeetings.Count > 0)
        {
            DateOnly[] inTime =
            [
                .. boardMeetings.Where(day => day <= latest && latest.DayNumber - day.DayNumber < MeetingWithinDays),
            ];
            inputs.Add(DateInput.Of("latestDay", latest));
            if (inTime.Length > 0)
            {
                date = inTime.Max();
                inputs.Add(DateInput.Of("boardMeeting", date));
                because = new LocalText(
                    $"nämndens sista sammanträde senast {latest.ToIsoString()}, som är {because.Sv}",
                    $"the board's last meeting by {latest.ToIsoString()}, which is {because.En}"
                );
            }
            else
            {
                because = new LocalText(
                    $"{because.Sv}; inget känt nämndsammanträde infaller i tid",
                    $"{because.En}; no known board meeting falls in time"
                );
            }
        }

        return new ExplainedDate(
            Rule,
            date,
            new LocalText(
                $"Beslut behövs senast {date.ToIsoString()}: {because.Sv}.",
                $"A decision is needed by {date.ToIsoString()}: {because.En}."
            ),
            inputs,
            clause
        );
    }
}
