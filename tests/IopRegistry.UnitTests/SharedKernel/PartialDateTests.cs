using System.Text.Json;
using FsCheck.Fluent;
using IopRegistry.SharedKernel;
using static IopRegistry.UnitTests.SharedKernel.Law;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2020-01-01", "2020-01-01", DatePrecision.Day)]
    [InlineData("2024", "2024-01-01", DatePrecision.Year)]
    [InlineData("2026-12", "2026-12-01", DatePrecision.Month)]
    [InlineData(" 2024-02-29 ", "2024-02-29", DatePrecision.Day)]
    public void A_date_that_says_it_all_needs_no_words_of_its_own(string text, string date, DatePrecision precision)
    {
        Assert.True(PartialDateText.TryRead(text, out var read));
        Assert.Equal(new PartialDate(D(date), precision), read);
        Assert.Null(read.AsWritten);
    }

    [Theory]
    [InlineData("2027 (day not stated)", "2027-01-01", DatePrecision.Year)]
    [InlineData("2016-11 (end of)", "2016-11-01", DatePrecision.Month)]
    [InlineData("2022-06-30 (made public)", "2022-06-30", DatePrecision.Day)]
    [InlineData("2016-06-30 (signed)", "2016-06-30", DatePrecision.Day)]
    [InlineData("planned autumn 2019; running about one year by April 2021", "2019-01-01", DatePrecision.Year)]
    [InlineData("2023 (the later agreement)", "2023-01-01", DatePrecision.Year)]
    [InlineData("2026-12 (as stated in the 2026 text)", "2026-12-01", DatePrecision.Month)]
    [InlineData("planned 2023", "2023-01-01", DatePrecision.Year)]
    [InlineData("2022 (planned start)", "2022-01-01", DatePrecision.Year)]
    [InlineData("1 januari 2024", "2024-01-01", DatePrecision.Day)]
    [InlineData("den 31 december 2025", "2025-12-31", DatePrecision.Day)]
    [InlineData("Maj 2024", "2024-05-01", DatePrecision.Month)]
    [InlineData("till och med mars 2027", "2027-03-01", DatePrecision.Month)]
    [InlineData("30 June 2026 (unless renewed)", "2026-06-30", DatePrecision.Day)]
    [InlineData("mid-October 2021", "2021-10-01", DatePrecision.Month)]
    [InlineData("20240131", "2024-01-31", DatePrecision.Day)]
    [InlineData("2023-24", "2023-01-01", DatePrecision.Year)]
    [InlineData("2016–2018", "2016-01-01", DatePrecision.Year)]
    [InlineData("läsåret 2023/2024", "2023-01-01", DatePrecision.Year)]
    [InlineData("2027-13", "2027-01-01", DatePrecision.Year)]
    public void What_more_it_says_is_kept_as_written(string text, string date, DatePrecision precision)
    {
        Assert.True(PartialDateText.TryRead(text, out var read));
        Assert.Equal(new PartialDate(D(date), precision, text), read);
    }

    [Theory]
    [InlineData("januari", 1)]
    [InlineData("February", 2)]
    [InlineData("mars", 3)]
    [InlineData("March", 3)]
    [InlineData("april", 4)]
    [InlineData("maj", 5)]
    [InlineData("May", 5)]
    [InlineData("juni", 6)]
    [InlineData("july", 7)]
    [InlineData("augusti", 8)]
    [InlineData("AUGUST", 8)]
    [InlineData("september", 9)]
    [InlineData("oktober", 10)]
    [InlineData("October", 10)]
    [InlineData("november", 11)]
    [InlineData("december", 12)]
    public void Months_are_read_by_name_in_both_languages(string name, int month)
    {
        Assert.True(PartialDateText.TryRead($"{name} 2025", out var read));
        Assert.Equal((new DateOnly(2025, month, 1), DatePrecision.Month), (read.Date, read.Precision));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tills vidare")]
    [InlineData("not stated")]
    [InlineData("mid-December (year not stated)")]
    [InlineData("12345")]
    [InlineData("KS 120240")]
    [InlineData("2023-02-30")]
    [InlineData("2023-04-31 (signed)")]
    [InlineData("30 februari 2024")]
    public void What_names_no_year_or_a_day_that_does_not_exist_is_not_read(string? text)
    {
        Assert.False(PartialDateText.TryRead(text, out var read));
        Assert.Null(read);
    }

    [Fact]
    public void What_is_too_long_to_be_kept_is_not_read()
    {
        Assert.True(PartialDateText.TryRead("2024" + new string('x', PartialDate.AsWrittenMaxLength - 4), out _));
        Assert.False(PartialDateText.TryRead("2024" + new string('x', PartialDate.AsWrittenMaxLength - 3), out _));
    }

    [Fact]
    public void Whatever_is_written_is_read_back_the_same() =>
        Holds(
            Law.Day.Zip(Gen.Elements(Enum.GetValues<DatePrecision>())),
            input =>
            {
                var date = new PartialDate(input.Item1, input.Item2);
                return PartialDateText.TryRead(date.ToString(), out var read) && read == date;
            },
            2000
        );

    [Fact]
    public void Every_real_day_can_be_read_and_no_other()
    {
        foreach (var day in DayByDay.Tested.Where(day => day.Year is >= 2019 and <= 2024 && day.IsLastOfMonth))
        {
            for (var dayOfMonth = 1; dayOfMonth <= 31; dayOfMonth++)
            {
                var text = $"{day.Year:0000}-{day.Month:00}-{dayOfMonth:00}";
                Assert.Equal(dayOfMonth <= day.DayOfMonth, PartialDateText.TryRead(text, out var read));
                Assert.Equal(dayOfMonth <= day.DayOfMonth ? text : null, read?.ToString());
            }
        }
    }

    [Fact]
    public void No_text_whatever_makes_it_fail() =>
        Holds(
            ArbMap.GeneratorFor<string>(ArbMap.Default),
            text => PartialDateText.TryRead(text, out var read) == read is not null,
            2000
        );

    [Theory]
    [InlineData("2024-02-17", DatePrecision.Day, "2024-02-17", "2024-02-17")]
    [InlineData("2024-02-17", DatePrecision.Month, "2024-02-01", "2024-02-29")]
    [InlineData("2024-02-17", DatePrecision.Year, "2024-01-01", "2024-12-31")]
    [InlineData("9999-12-17", DatePrecision.Month, "9999-12-01", "9999-12-31")]
    public void It_means_every_day_from_the_earliest_to_the_latest(
        string written,
        DatePrecision precision,
        string earliest,
        string latest
    )
    {
        var date = new PartialDate(D(written), precision);

        Assert.Equal(D(earliest), date.Earliest);
        Assert.Equal(D(latest), date.Latest);
        Assert.Equal(date.Earliest, date.Date);
        Assert.Equal(new PartialDate(date.Latest, precision), date);
    }

    [Fact]
    public void JSON_has_the_date_its_precision_and_the_words_where_there_are_any()
    {
        Assert.Equal(
            """{"date":"2027-01-01","precision":"year","asWritten":"2027 (day not stated)"}""",
            JsonSerializer.Serialize(
                new PartialDate(new DateOnly(2027, 1, 1), DatePrecision.Year, "2027 (day not stated)"),
                JsonSerializerOptions.Web
            )
        );
        Assert.Equal(
            """{"date":"2027-05-01","precision":"month"}""",
            JsonSerializer.Serialize(
                new PartialDate(new DateOnly(2027, 5, 1), DatePrecision.Month),
                JsonSerializerOptions.Web
            )
        );
    }

    [Fact]
    public void JSON_reads_back_the_same() =>
        Holds(
            Law.Day.Zip(Gen.Elements(Enum.GetValues<DatePrecision>()))
                .Zip(Gen.Elements<string?>(null, "sommaren 2024")),
            input =>
            {
                var ((day, precision), words) = input;
                var date = new PartialDate(day, precision, words);
                var json = JsonSerializer.Serialize(date, JsonSerializerOptions.Web);
                return JsonSerializer.Deserialize<PartialDate>(json, JsonSerializerOptions.Web) == date;
            }
        );

    [Theory]
    [InlineData("""{"date":"2027-01-01","precision":2}""")]
    [InlineData("""{"date":"2027-01-01","precision":"decade"}""")]
    [InlineData("""{"date":"2027-02-30","precision":"day"}""")]
    [InlineData("""{"date":"2027","precision":"year"}""")]
    [InlineData("\"2027-01-01\"")]
    public void Other_JSON_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PartialDate>(json, JsonSerializerOptions.Web));
}
