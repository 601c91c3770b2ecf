using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Calendars;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>A calendar address, without the address.</summary>
/// <param name="Id">The address's record.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Language">The language of the calendar: sv or en.</param>
/// <param name="CreatedAt">When it was given.</param>
/// <param name="LastUsedOn">The day on which a program last asked.</param>
/// <param name="Links">Revoking it.</param>
public sealed record CalendarFeedView(
    Guid Id,
    string Name,
    string Language,
    DateTimeOffset CreatedAt,
    DateOnly? LastUsedOn,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static CalendarFeedView Of(CalendarFeed feed, HttpContext http) =>
        new(
            feed.Id,
            feed.Name,
            feed.Language,
            feed.CreatedAt,
            feed.LastUsedOn,
            [new(Address(feed.Id, http), HttpMethods.Delete, "revoke")]
        );

    internal static string Address(Guid feedId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/calendar-feeds/{feedId}");
}
