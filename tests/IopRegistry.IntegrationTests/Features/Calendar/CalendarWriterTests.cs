using System.Text;
using IopRegistry.Exports;

namespace IopRegistry.IntegrationTests.Features.Calendar;

/// <summary>What is written is what a strict reader of RFC 5545 reads back.</summary>
public sealed class CalendarWriterTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Beslut; om fortsättningen, på Åsö\\Öster: \"ja\"")]
    [InlineData("rad ett\nrad två\r\nrad tre\rrad fyra")]
    [InlineData("\u0007bell och tab\t")]
    [InlineData("")]
    [InlineData("👩‍👩‍👧‍👦 familjen 🏳️‍🌈")]
    public void Every_text_comes_back(string text)
    {
        var parsed = ParsedCalendar.Read(CalendarWriter.Write("IOP – Åmål", "sv", [Entry(text)]));

        var expected = text.ReplaceLineEndings("\n").Replace("\u0007", "", StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(parsed.Events).Summary);
        Assert.Equal("IOP – Åmål", parsed.Properties["NAME"]);
    }

    /// <summary>Every length across the fold, with characters of one to four octets.</summary>
    [Fact]
    public void No_line_is_too_long_and_no_character_is_split()
    {
        foreach (var character in (string[])["a", "å", "—", "😀", "\\", ","])
        {
            for (var length = 1; length <= 200; length++)
            {
                var text = new StringBuilder().Insert(0, character, length).ToString();
                var parsed = ParsedCalendar.Read(CalendarWriter.Write("n", "sv", [Entry(text)]));
                Assert.Equal(text, parsed.Events[0].Summary);
            }
        }
    }

    [Fact]
    public void The_same_entries_are_the_same_bytes_and_none_is_a_calendar_too()
    {
        Assert.Equal(CalendarWriter.Write("n", "sv", [Entry("x")]), CalendarWriter.Write("n", "sv", [Entry("x")]));
        Assert.Empty(ParsedCalendar.Read(CalendarWriter.Write("n", "sv", [])).Events);
    }

    private static CalendarEntry Entry(string text) =>
        new("uid@example", new DateOnly(2026, 12, 31), 3, At, false, text, text, "https://exempel.example/x", "c");
}
