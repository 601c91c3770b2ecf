using System.Globalization;
using System.Text;

namespace IopRegistry.Agreements.Importing;

/// <summary>How CSV carries what JSON nests.</summary>
public static class ImportText
{
    private const char Separator = '|';
    private const char Escape = '\\';

    private const NumberStyles AmountForm = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>Entries separated by <c>|</c>; a literal one is written <c>\|</c>, and a backslash before it <c>\\</c>.</summary>
    public static IReadOnlyList<string> Split(string cell)
    {
        List<string> entries = [];
        var entry = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == Escape && i + 1 < cell.Length && cell[i + 1] is Separator or Escape)
            {
                entry.Append(cell[++i]);
            }
            else if (cell[i] == Separator)
            {
                entries.Add(entry.ToString());
                entry.Clear();
            }
            else
            {
                entry.Append(cell[i]);
            }
        }

        entries.Add(entry.ToString());
        return entries;
    }

    /// <summary>The way back, for whoever writes such a file.</summary>
    public static string Join(IEnumerable<string> entries) =>
        string.Join(
            Separator,
            entries.Select(entry =>
                entry.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal)
            )
        );

    /// <summary><c>2026=1000000|2027=1000000.50</c>, or <c>per_year=3700000</c>.</summary>
    public static bool TrySplitAmounts(string cell, out IReadOnlyList<(string Year, decimal Amount)> amounts)
    {
        List<(string, decimal)> read = [];
        amounts = read;
        foreach (var entry in Split(cell))
        {
            if (
                entry.Split('=') is not [var year, var written]
                || !decimal.TryParse(written.Trim(), AmountForm, CultureInfo.InvariantCulture, out var amount)
            )
            {
                return false;
            }

            read.Add((year.Trim(), amount));
        }

        return true;
    }

    /// <summary>Never half a character.</summary>
    internal static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
