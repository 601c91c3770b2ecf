using System.Globalization;

namespace IopRegistry.Benchmarks;

/// <summary>What is printed: progress as it comes, then one table, then one line per target.</summary>
internal sealed class Report
{
    private readonly List<string[]> _rows = [];
    private readonly List<(string Target, bool Met)> _targets = [];

    public bool AllMet => _targets.TrueForAll(target => target.Met);

    public static void Progress(FormattableString text) => Progress(text.ToString(CultureInfo.InvariantCulture));

    public static void Progress(string text) => Console.WriteLine($"  {text}");

    public static void Heading(FormattableString text) =>
        Console.WriteLine("\n▸ " + text.ToString(CultureInfo.InvariantCulture));

    public void Row(string what, FormattableString product, FormattableString floor, FormattableString result) =>
        _rows.Add([what, Text(product), Text(floor), Text(result)]);

    public void Target(FormattableString target, bool met) => _targets.Add((Text(target), met));

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| measured | product | floor | result |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var row in _rows)
        {
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        }

        Console.WriteLine();
        foreach (var (target, met) in _targets)
        {
            Console.WriteLine($"{(met ? "✓" : "✗")} {target}");
        }

        var missed = _targets.Count(target => !target.Met);
        Console.WriteLine(
            missed == 0 ? $"All {_targets.Count} targets met" : $"{missed} of {_targets.Count} targets missed"
        );
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
