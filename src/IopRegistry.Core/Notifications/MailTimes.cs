using IopRegistry.SharedKernel;

namespace IopRegistry.Notifications;

/// <summary>When a digest goes: in the morning, Swedish time, so that it is there when work begins.</summary>
public static class MailTimes
{
    private static readonly TimeOnly Morning = new(7, 0);

    /// <returns>Null when it should not be mailed.</returns>
    public static DateTimeOffset? DueAt(MailFrequency frequency, DateTimeOffset now) =>
        frequency switch
        {
            MailFrequency.Immediate => now,
            MailFrequency.Daily => NextMorning(now, _ => true),
            MailFrequency.Weekly => NextMorning(now, day => day.DayOfWeek == DayOfWeek.Monday),
            MailFrequency.Off => null,
        };

    private static DateTimeOffset NextMorning(DateTimeOffset now, Func<DateOnly, bool> isOn)
    {
        var day = SwedishCalendar.DayOf(now);
        while (!isOn(day) || At(day) <= now)
        {
            day = day.AddDays(1);
        }

        return At(day);
    }

    private static DateTimeOffset At(DateOnly day)
    {
        var local = day.ToDateTime(Morning); // never within the hour that summer time takes or gives
        return new DateTimeOffset(local, SwedishCalendar.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
