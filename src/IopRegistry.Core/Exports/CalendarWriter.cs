using System.Globalization;
using System.Text;

namespace IopRegistry.Exports;

/// <summary>One all-day entry of a calendar.</summary>
/// <param name="Uid">The same for as long as it is about the same thing, so that a moved date moves in the calendar.</param>
/// <param name="Date">The day.</param>
/// <param name="Sequence">Grows when the entry changes.</param>
/// <param name="ModifiedAt">When it last changed.</param>
/// <param name="IsCancelled">True when its cause is gone.</param>
/// <param name="Summary">One line.</param>
/// <param name="Description">The rest.</param>
/// <param name="Url">Where to read more.</param>
/// <param name="Category">What kind of entry it is.</param>
public sealed record CalendarEntry(
    string Uid,
    DateOnly Date,
    long Sequence,
    DateTimeOffset ModifiedAt,
    bool IsCancelled,
    string Summary,
    string Description,
    string? Url,
    string Category
);

/// <summary>Writes a calendar (RFC 5545, 7986). Pure: the same entries give the same bytes, so its hash can be its ETag.</summary>
public static class CalendarWriter
{
    /// <summary>RFC 5545 §3.1: octets of a line without its break.</summary>
    private const int LineMaxOctets = 75;

    public static byte[] Write(string name, string language, IEnumerable<CalendarEntry> entries)
    {
        using var calendar = new MemoryStream();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//IopRegistry//IopRegistry//SV");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:PUBLISH");
        Line($"NAME;LANGUAGE={language}:{Text(name)}");
        Line($"X-WR-CALNAME:{Text(name)}"); // the same for programs older than RFC 7986
        Line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        Line("X-PUBLISHED-TTL:PT6H");
        foreach (var entry in entries)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{Text(entry.Uid)}");
            Line($"DTSTAMP:{Moment(entry.ModifiedAt)}");
            Line($"LAST-MODIFIED:{Moment(entry.ModifiedAt)}");
            Line(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Sequence}"));
            Line($"DTSTART;VALUE=DATE:{Day(entry.Date)}");
            Line($"DTEND;VALUE=DATE:{Day(entry.Date.AddDays(1))}"); // the day after: the end is exclusive
            Line($"STATUS:{(entry.IsCancelled ? "CANCELLED" : "CONFIRMED")}");
            Line("TRANSP:TRANSPARENT"); // nobody is busy because of it
            Line($"CATEGORIES:{Text(entry.Category)}");
            Line($"SUMMARY;LANGUAGE={language}:{Text(entry.Summary)}");
            Line($"DESCRIPTION;LANGUAGE={language}:{Text(entry.Description)}");
            if (entry.Url is { } url)
            {
                Line($"URL:{url}");
            }

            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return calendar.ToArray();

        void Line(string line) => Fold(calendar, line);
    }

    /// <summary>Breaks a line into pieces of at most 75 octets, never inside a character.</summary>
    private static void Fold(MemoryStream calendar, string line)
    {
        Span<byte> bytes = stackalloc byte[4];
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (octets + length > LineMaxOctets)
            {
                calendar.Write("\r\n "u8);
                octets = 1; // the blank belongs to the new line
            }

            calendar.Write(bytes[..length]);
            octets += length;
        }

        calendar.Write("\r\n"u8);
    }

    /// <summary>Escapes a TEXT value; control characters have no place in one.</summary>
    private static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append(c),
                _ when char.IsControl(c) => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
