namespace IopRegistry.SharedKernel;

/// <summary>Who does something, for which organisation, and when. <paramref name="Today"/> is the Swedish day of the moment.</summary>
public sealed record Actor(Guid UserId, Guid OrganisationId, DateTimeOffset At, DateOnly Today)
{
    /// <summary>To the microsecond, which is what both databases keep: what is answered now is what is read later.</summary>
    public DateTimeOffset At { get; } = At.AddTicks(-(At.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Stands where a person does in what the calendar has done.</summary>
    public static readonly Guid ClockUser = Guid.Parse("00000000-0000-7000-8000-00000000c10c");

    /// <summary>The calendar itself: starts, ends and extends what nobody has to press a button for.</summary>
    public static Actor Clock(DateTimeOffset at) => new(ClockUser, Guid.Empty, at, SwedishCalendar.DayOf(at));

    public bool IsClock => UserId == ClockUser;
}
