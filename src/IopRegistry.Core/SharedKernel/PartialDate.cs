using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IopRegistry.SharedKernel;

/// <summary>How exactly a date is known. Old agreements often say only "2027" or "November 2016".</summary>
[JsonConverter(typeof(DatePrecisionJsonConverter))]
public enum DatePrecision
{
    Day,
    Month,
    Year,
}

/// <summary>Writes <c>day</c>, <c>month</c> or <c>year</c> whatever options the serializer has.</summary>
public sealed class DatePrecisionJsonConverter()
    : JsonStringEnumConverter<DatePrecision>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>
/// A date known to the day, month or year. <paramref name="Date"/> becomes the first day of what is known, so that two
/// equal dates are equal; <paramref name="AsWritten"/> keeps the source's own words where they say more than the date does.
/// </summary>
public sealed record PartialDate(
    DateOnly Date,
    DatePrecision Precision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AsWritten = null
)
{
    public const int AsWrittenMaxLength = 500;

    [JsonPropertyOrder(-1)]
    public DateOnly Date { get; init; } = FirstDay(Date, Precision);

    public static PartialDate Day(DateOnly date) => new(date, DatePrecision.Day);

    /// <summary>The earliest day this can mean: where a start is counted from.</summary>
    [JsonIgnore]
    public DateOnly Earliest => FirstDay(Date, Precision);

    /// <summary>The latest day this can mean: an end "2027" is 31 December 2027 (end dates are inclusive).</summary>
    [JsonIgnore]
    public DateOnly Latest =>
        Precision switch
        {
            DatePrecision.Day => Date,
            DatePrecision.Month => new DateOnly(Date.Year, Date.Month, DateTime.DaysInMonth(Date.Year, Date.Month)),
            DatePrecision.Year => new DateOnly(Date.Year, 12, 31),
        };

    public override string ToString() =>
        Date.ToString(
            Precision switch
            {
                DatePrecision.Day => "yyyy-MM-dd",
                DatePrecision.Month => "yyyy-MM",
                DatePrecision.Year => "yyyy",
            },
            CultureInfo.InvariantCulture
        );

    private static DateOnly FirstDay(DateOnly date, DatePrecision precision) =>
        precision switch
        {
            DatePrecision.Day => date,
            DatePrecision.Month => new DateOnly(date.Year, date.Month, 1),
            DatePrecision.Year => new DateOnly(date.Year, 1, 1),
        };
}
