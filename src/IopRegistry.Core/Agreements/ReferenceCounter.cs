using System.Globalization;

namespace IopRegistry.Agreements;

/// <summary>How many references a year has given out. A number taken is never given again, even if it is not used.</summary>
public sealed class ReferenceCounter
{
    /// <summary>Every year that can come is a row from the start, so that taking a number never has to insert one.</summary>
    public static IEnumerable<ReferenceCounter> AllYears { get; } =
    [.. Enumerable.Range(2020, 101).Select(year => new ReferenceCounter { Year = year, Last = 0 })];

    public required int Year { get; init; }

    public required long Last { get; init; }

    public static string Format(int year, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"IOP-{year}-{number:D6}");
}
