using System.Globalization;
using IopRegistry.SharedKernel;

namespace IopRegistry.Calendars;

/// <summary>Why a calendar address is not given.</summary>
public static class CalendarRules
{
    public static RuleViolation TooManyFeeds { get; } =
        new(
            "calendar-feeds-too-many",
            RefusalKind.Conflict,
            new("Du har för många kalenderadresser.", "You have too many calendar addresses."),
            new(
                string.Create(CultureInfo.InvariantCulture, $"Högst {CalendarFeed.MostPerUser}; återkalla en först."),
                string.Create(CultureInfo.InvariantCulture, $"At most {CalendarFeed.MostPerUser}; revoke one first.")
            )
        );
}
