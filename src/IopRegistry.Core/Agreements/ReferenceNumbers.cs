using System.Globalization;

namespace IopRegistry.Agreements;

/// <summary>How many references a year has given out. A number taken is never given again, even if it is not used.</summary>
public sealed class ReferenceCounter
{
    public required int Year { get; init; }

    public required long Last { get; init; }

    public static string Format(int year, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"IOP-{year}-{number:D6}");
}
