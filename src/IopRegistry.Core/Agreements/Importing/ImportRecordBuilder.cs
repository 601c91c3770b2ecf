using System.Globalization;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>Collects a row's fields and everything that is wrong with them; the same for both formats.</summary>
internal sealed class ImportRecordBuilder
{
    private static readonly string[] Compulsory = [ImportFields.Id, ImportFields.Title, ImportFields.PublicParty];

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal);
    private readonly List<RuleViolation> _reasons = [];

    public void Refuse(RuleViolation reason)
    {
        _reasons.Add(reason);
        if (reason.Pointer is { } pointer)
        {
            _faulty.Add(pointer[1..]);
        }
    }

    /// <summary>Trimmed; an empty text is nothing said.</summary>
    public void Text(ImportField field, string text)
    {
        if (Checked(field, text) is { Length: > 0 } said)
        {
            Put(field, said);
        }
    }

    public void List(ImportField field, IEnumerable<string?> entries)
    {
        var said = entries.Select(entry => Checked(field, entry ?? "")).ToList();
        if (said.Contains(null))
        {
            return;
        }

        if (said.Count > ImportFields.ListMax)
        {
            Refuse(ImportRules.TooMany(field.Name, ImportFields.ListMax));
        }
        else if (!field.AllowsGaps && said.Contains(""))
        {
            Refuse(ImportRules.EmptyEntry(field.Name));
        }
        else if (said.Any(entry => entry!.Length > 0))
        {
            Put(field, said.ConvertAll(entry => entry!));
        }
    }

    public void Integer(ImportField field, int number)
    {
        if (number < field.Min || number > field.Max)
        {
            Refuse(ImportRules.OutOfRange(field.Name, field.Min, field.Max));
        }
        else
        {
            Put(field, number);
        }
    }

    public void Amounts(ImportField field, IReadOnlyList<(string Year, decimal Amount)> amounts)
    {
        var wrong = amounts
            .Select(entry => WrongIn(entry.Year, entry.Amount))
            .OfType<RuleViolation>()
            .Distinct()
            .ToList();
        if (amounts.Count > ImportFields.AmountsMax)
        {
            wrong.Add(ImportRules.TooMany(field.Name, ImportFields.AmountsMax));
        }

        if (amounts.DistinctBy(entry => entry.Year, StringComparer.Ordinal).Count() < amounts.Count)
        {
            wrong.Add(ImportRules.DuplicateField(field.Name));
        }

        wrong.ForEach(Refuse);
        if (wrong.Count == 0 && amounts.Count > 0)
        {
            Put(
                field,
                new SortedDictionary<string, decimal>(
                    amounts.ToDictionary(entry => entry.Year, entry => entry.Amount, StringComparer.Ordinal),
                    StringComparer.Ordinal
                )
            );
        }
    }

    public ImportRow Build(int rowNumber)
    {
        foreach (var name in Compulsory)
        {
            if (!_values.ContainsKey(name) && !_faulty.Contains(name))
            {
                Refuse(ImportRules.Missing(name));
            }
        }

        return new ImportRow(
            rowNumber,
            _values.GetValueOrDefault(ImportFields.Id) as string,
            _reasons.Count == 0 ? new ImportRecord(_values) : null,
            _reasons
        );
    }

    /// <summary>U+0000 cannot be stored, and U+FFFD is what stands where a character was lost.</summary>
    public static bool IsBroken(string text) =>
        text.AsSpan().ContainsAny('\0', '\uFFFD') || text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);

    /// <summary>Null when refused.</summary>
    private string? Checked(ImportField field, string text)
    {
        var trimmed = text.Trim();
        if (IsBroken(trimmed))
        {
            Refuse(ImportRules.BrokenText(field.Name));
            return null;
        }

        if (trimmed.Length > field.Max)
        {
            Refuse(ImportRules.TooLong(field.Name, field.Max));
            return null;
        }

        return trimmed;
    }

    private void Put(ImportField field, object value)
    {
        if (!_values.TryAdd(field.Name, value))
        {
            Refuse(ImportRules.DuplicateField(field.Name));
        }
    }

    private static RuleViolation? WrongIn(string year, decimal amount) =>
        !IsYear(year) ? ImportRules.YearUnknown
        : amount < 0 ? ImportRules.AmountNegative
        : !Money.IsWholeOre(amount) ? ImportRules.AmountNotWholeOre
        : amount > ImportFields.AmountMax ? ImportRules.AmountTooLarge
        : null;

    private static bool IsYear(string year) =>
        string.Equals(year, ImportRecord.PerYear, StringComparison.Ordinal)
        || (
            year.Length == 4
            && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1900 and < 2200
        );
}
