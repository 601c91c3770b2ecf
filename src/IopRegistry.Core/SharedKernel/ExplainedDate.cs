using System.Globalization;

namespace IopRegistry.SharedKernel;

/// <summary>A computed date that says how it came about, so that a lawyer can check it by hand.</summary>
/// <param name="Rule">Stable code of the rule, such as <c>last-notice-date</c>.</param>
/// <param name="Date">The result; null when the inputs do not give one.</param>
/// <param name="Inputs">What went in, in the order the explanation uses it.</param>
/// <param name="Clause">The clause of the agreement the rule comes from, where it is known.</param>
public sealed record ExplainedDate(
    string Rule,
    DateOnly? Date,
    LocalText Explanation,
    IReadOnlyList<DateInput> Inputs,
    string? Clause
);

/// <summary>One input of a computed date; the value is written for machines (ISO 8601 dates, plain numbers).</summary>
public sealed record DateInput(string Name, string Value)
{
    public static DateInput Of(string name, DateOnly date) => new(name, date.ToIsoString());

    public static DateInput Of(string name, int number) => new(name, number.ToString(CultureInfo.InvariantCulture));
}

internal static class Wording
{
    public static string ToIsoString(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static LocalText Months(int count) =>
        count == 1 ? new LocalText("1 månad", "1 month") : new LocalText($"{count} månader", $"{count} months");
}
