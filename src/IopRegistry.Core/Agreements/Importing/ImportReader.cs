using System.Runtime.CompilerServices;
using System.Text;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

public enum ImportFormat
{
    /// <summary>application/x-ndjson</summary>
    JsonLines,

    /// <summary>text/csv</summary>
    Csv,
}

/// <summary>A file read row by row, within its limits, with no id twice.</summary>
public static class ImportReader
{
    /// <summary>Throws only where there is nothing to report row by row: no rows, too many, or no heading.</summary>
    public static async Task<IReadOnlyList<ImportRow>> ReadAsync(
        Stream file,
        ImportFormat format,
        CancellationToken cancellationToken
    )
    {
        List<ImportRow> rows = [];
        await foreach (var row in RowsAsync(file, format, cancellationToken))
        {
            if (rows.Count == ImportLimits.MaxRows)
            {
                throw new RuleViolationException(ImportRules.TooManyRows);
            }

            rows.Add(row);
        }

        return rows.Count > 0 ? RefuseDuplicates(rows) : throw new RuleViolationException(ImportRules.Empty);
    }

    private static async IAsyncEnumerable<ImportRow> RowsAsync(
        Stream file,
        ImportFormat format,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // What is not UTF-8 becomes U+FFFD, which refuses its row and no other.
        using var text = new StreamReader(
            file,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            detectEncodingFromByteOrderMarks: false,
            leaveOpen: true
        );
        var rows = format switch
        {
            ImportFormat.JsonLines => JsonLinesReader.ReadAsync(text, cancellationToken),
            ImportFormat.Csv => CsvRowReader.ReadAsync(text, cancellationToken),
        };
        await foreach (var row in rows)
        {
            yield return row;
        }
    }

    /// <summary>The first row with an id is the one that counts, whether or not it goes in.</summary>
    private static List<ImportRow> RefuseDuplicates(List<ImportRow> rows)
    {
        Dictionary<string, int> firstRows = new(StringComparer.Ordinal);
        return rows.ConvertAll(row =>
            row.ExternalKey is not { } key || firstRows.TryAdd(key, row.Number)
                ? row
                : row with
                {
                    Record = null,
                    Reasons = [.. row.Reasons, ImportRules.DuplicateKey(firstRows[key])],
                }
        );
    }
}
