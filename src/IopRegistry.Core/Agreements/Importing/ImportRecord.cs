using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>A row as it was read, whichever format it came in. What is not there was not said.</summary>
public sealed class ImportRecord
{
    /// <summary>The amount of every year, where the source does not say which years.</summary>
    public const string PerYear = "per_year";

    private readonly IReadOnlyDictionary<string, object> _values;

    internal ImportRecord(IReadOnlyDictionary<string, object> values)
    {
        _values = values;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical())));
    }

    /// <summary>The same for the same content in either format; tells whether the source has changed.</summary>
    public string Hash { get; }

    public string Id => Text(ImportFields.Id)!;

    public string Title => Text(ImportFields.Title)!;

    public string PublicParty => Text(ImportFields.PublicParty)!;

    public string? Text(string field) => _values.GetValueOrDefault(field) as string;

    public int? Number(string field) => _values.GetValueOrDefault(field) as int?;

    public IReadOnlyList<string> List(string field) => _values.GetValueOrDefault(field) as IReadOnlyList<string> ?? [];

    /// <summary>By year, or <see cref="PerYear"/>; in the order of the years.</summary>
    public IReadOnlyDictionary<string, decimal> Amounts =>
        _values.GetValueOrDefault(ImportFields.AmountPerYear) as IReadOnlyDictionary<string, decimal>
        ?? new Dictionary<string, decimal>(StringComparer.Ordinal);

    private string Canonical() =>
        JsonSerializer.Serialize(
            ImportFields
                .All.Where(field => _values.ContainsKey(field.Name))
                .Select(field => new KeyValuePair<string, object>(field.Name, Comparable(_values[field.Name])))
        );

    private static object Comparable(object value) =>
        value is IReadOnlyDictionary<string, decimal> amounts
            ? amounts.Select(amount => amount.Key + "=" + Money.FormatAmount(amount.Value))
            : value;
}

/// <summary>One row of the file: a record, or the reasons why there is none.</summary>
/// <param name="Number">JSON Lines: the line. CSV: the row as a spreadsheet counts, headings being row 1.</param>
/// <param name="ExternalKey">The row's id, where it could be read.</param>
/// <param name="Record">Null when anything is wrong with it.</param>
/// <param name="Reasons">Everything that is wrong, so that it can be mended in one go.</param>
public sealed record ImportRow(
    int Number,
    string? ExternalKey,
    ImportRecord? Record,
    IReadOnlyList<RuleViolation> Reasons
);
