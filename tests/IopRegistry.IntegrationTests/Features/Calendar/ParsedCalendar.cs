using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IopRegistry.IntegrationTests.Features.Calendar;

/// <summary>One event as a calendar program reads it back.</summary>
internal sealed record ParsedEvent(IReadOnlyDictionary<string, string> Properties)
{
    public string Uid => Properties["UID"];

    public DateOnly Date => Day(Properties["DTSTART"]);

    public DateOnly End => Day(Properties["DTEND"]);

    public string Summary => Properties["SUMMARY"];

    public string Description => Properties["DESCRIPTION"];

    public long Sequence => long.Parse(Properties["SEQUENCE"], CultureInfo.InvariantCulture);

    public bool IsCancelled => Properties["STATUS"] is "CANCELLED";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>
/// A strict reader of RFC 5545: it fails on anything that the standard does not allow, octet by octet, and knows nothing of
/// how the product writes.
/// </summary>
internal sealed partial class ParsedCalendar
{
    private static readonly string[] TextProperties =
    [
        "UID",
        "SUMMARY",
        "DESCRIPTION",
        "NAME",
        "X-WR-CALNAME",
        "CATEGORIES",
    ];

    private ParsedCalendar(IReadOnlyDictionary<string, string> properties, IReadOnlyList<ParsedEvent> events) =>
        (Properties, Events) = (properties, events);

    public IReadOnlyDictionary<string, string> Properties { get; }

    public IReadOnlyList<ParsedEvent> Events { get; }

    public ParsedEvent? Find(string uid) =>
        Events.SingleOrDefault(e => string.Equals(e.Uid, uid, StringComparison.Ordinal));

    public static ParsedCalendar Read(byte[] bytes)
    {
        var lines = Unfolded(bytes);
        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Equal("END:VCALENDAR", lines[^1]);
        var calendar = new Dictionary<string, string>(StringComparer.Ordinal);
        List<ParsedEvent> events = [];
        Dictionary<string, string>? current = null;
        foreach (var line in lines[1..^1])
        {
            switch (line)
            {
                case "BEGIN:VEVENT":
                    Assert.Null(current);
                    current = new Dictionary<string, string>(StringComparer.Ordinal);
                    break;
                case "END:VEVENT":
                    events.Add(Checked(current!));
                    current = null;
                    break;
                default:
                    var (name, value) = Property(line);
                    Assert.True((current ?? calendar).TryAdd(name, value), $"{name} is there twice");
                    break;
            }
        }

        Assert.Null(current);
        Assert.Equal("2.0", calendar["VERSION"]);
        Assert.NotEmpty(calendar["PRODID"]);
        Assert.Matches(@"^PT\d+H$", calendar["REFRESH-INTERVAL"]);
        Assert.Equal(events.Count, events.Select(e => e.Uid).Distinct(StringComparer.Ordinal).Count());
        return new ParsedCalendar(calendar, events);
    }

    /// <summary>§3.1: lines end with CRLF, have at most 75 octets, are whole UTF-8 each, and go on after CRLF and a blank.</summary>
    private static List<string> Unfolded(byte[] bytes)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        Assert.NotEqual(0xEF, bytes[0]); // no byte-order mark
        List<string> lines = [];
        var start = 0;
        while (start < bytes.Length)
        {
            var length = bytes.AsSpan(start).IndexOf("\r\n"u8);
            Assert.True(length >= 0, "The last line has no end");
            Assert.InRange(length, 1, 75);
            var line = strict.GetString(bytes, start, length); // a piece that splits a character throws
            Assert.DoesNotContain(line, c => char.IsControl(c) && c != '\t');
            if (line[0] is ' ' or '\t')
            {
                lines[^1] += line[1..];
            }
            else
            {
                lines.Add(line);
            }

            start += length + 2;
        }

        return lines;
    }

    private static (string Name, string Value) Property(string line)
    {
        var match = ContentLine().Match(line);
        Assert.True(match.Success, line);
        var name = match.Groups["name"].Value;
        var value = match.Groups["value"].Value;
        return (name, TextProperties.Contains(name, StringComparer.Ordinal) ? Unescaped(value) : value);
    }

    /// <summary>§3.3.11: a backslash stands before a backslash, semicolon, comma or n, and those never stand alone.</summary>
    private static string Unescaped(string value)
    {
        Assert.DoesNotMatch(@"(?<!\\)(\\\\)*[;,]", value);
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }

            text.Append(
                value[++i] switch
                {
                    'n' or 'N' => '\n',
                    '\\' or ';' or ',' => value[i],
                    _ => throw new FormatException(value),
                }
            );
        }

        return text.ToString();
    }

    private static ParsedEvent Checked(Dictionary<string, string> properties)
    {
        string[] demanded = ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED", "STATUS", "SUMMARY"];
        Assert.All(demanded, name => Assert.True(properties.ContainsKey(name), name));
        Assert.Matches(@"^\d{8}T\d{6}Z$", properties["DTSTAMP"]);
        Assert.Matches(@"^\d{8}T\d{6}Z$", properties["LAST-MODIFIED"]);
        Assert.Contains(properties["STATUS"], (string[])["CONFIRMED", "CANCELLED"]);
        var parsed = new ParsedEvent(properties);
        Assert.InRange(parsed.Sequence, 0, int.MaxValue);
        Assert.Equal(parsed.Date.AddDays(1), parsed.End); // exclusive
        return parsed;
    }

    [GeneratedRegex(
        """^(?<name>[A-Z0-9-]+)(;[A-Z0-9-]+=([^";:,]*|"[^"]*"))*:(?<value>.*)$""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ContentLine();
}
