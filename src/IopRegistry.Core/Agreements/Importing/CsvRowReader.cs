using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>
/// Reads CSV with a heading, separated by semicolon (Swedish Excel) or comma. An empty cell is nothing said, whatever the
/// column; a column with a name we do not know refuses only the rows that say something in it.
/// </summary>
public static class CsvRowReader
{
    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        TextReader text,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var (heading, skipped) = await HeadingAsync(text, cancellationToken);
        if (heading is null)
        {
            yield break;
        }

        var separator = heading.Count(c => c == ';') >= heading.Count(c => c == ',') ? ';' : ',';
        var columns = Columns(heading, separator);
        CsvMalformedRecord? malformed = null;
        await using var rows = CsvReader.Create(text, Settings(separator, found => malformed = found), leaveOpen: true);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (!IsBlank(rows))
            {
                // The heading is row 1, as in a spreadsheet.
                var number = skipped + 1 + (int)rows.RowNumber;
                yield return malformed is { } broken
                    ? Refused(number, ImportRules.MalformedCsv(broken.ByteOffset - rows.ByteOffset + 1))
                    : Read(rows, columns, number);
            }

            malformed = null;
        }
    }

    private static bool IsBlank(CsvReader row)
    {
        for (var i = 0; i < row.FieldCount; i++)
        {
            if (!row.IsEmpty(i))
            {
                return false;
            }
        }

        return true;
    }

    private static ImportRow Read(CsvReader cells, string[] columns, int number)
    {
        if (cells.RawRecord.Length > ImportLimits.MaxRowLength)
        {
            return Refused(number, ImportRules.RowTooLong);
        }

        if (cells.FieldCount != columns.Length)
        {
            return Refused(number, ImportRules.WrongColumnCount(cells.FieldCount, columns.Length));
        }

        var row = new ImportRecordBuilder();
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = cells.GetString(i);
            if (string.IsNullOrWhiteSpace(cell))
            {
                continue;
            }

            if (ImportFields.Find(columns[i]) is { } field)
            {
                ReadCell(field, cell, row);
            }
            else
            {
                row.Refuse(ImportRules.UnknownField(columns[i]));
            }
        }

        return row.Build(number);
    }

    private static ImportRow Refused(int number, RuleViolation reason) => new(number, null, null, [reason]);

    private static void ReadCell(ImportField field, string cell, ImportRecordBuilder row)
    {
        switch (field.Kind)
        {
            case ImportFieldKind.Text:
                row.Text(field, cell);
                break;
            case ImportFieldKind.List:
                row.List(field, ImportText.Split(cell));
                break;
            case ImportFieldKind.Integer
                when int.TryParse(
                    cell.Trim(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var number
                ):
                row.Integer(field, number);
                break;
            case ImportFieldKind.Amounts when ImportText.TrySplitAmounts(cell, out var amounts):
                row.Amounts(field, amounts);
                break;
            default:
                row.Refuse(ImportRules.WrongType(field.Name, field.Kind));
                break;
        }
    }

    private static async Task<(string? Heading, int LinesBefore)> HeadingAsync(
        TextReader text,
        CancellationToken cancellationToken
    )
    {
        for (var skipped = 0; ; skipped++)
        {
            var line = (await text.ReadLineAsync(cancellationToken))?.Trim('\uFEFF', ' ', '\t', '\r');
            if (line is not "")
            {
                return (line, skipped);
            }
        }
    }

    private static string[] Columns(string heading, char separator)
    {
        using var row = CsvReader.FromText(heading, Settings(separator, _ => { }));
        string[] columns =
            heading.Length <= ImportLimits.MaxRowLength && row.Read()
                ?
                [
                    .. Enumerable
                        .Range(0, row.FieldCount)
                        .Select(i => ImportText.Cut(row.GetString(i).Trim(), ImportFields.IdMaxLength)),
                ]
                : [];
        var named = Array.FindAll(columns, name => name.Length > 0);
        if (
            !Array.Exists(named, name => ImportFields.Find(name) is not null)
            || named.Distinct(StringComparer.Ordinal).Count() < named.Length
            || Array.Exists(named, ImportRecordBuilder.IsBroken)
        )
        {
            throw new RuleViolationException(ImportRules.HeadingUnreadable);
        }

        return columns;
    }

    private static CsvReaderOptions Settings(char separator, Action<CsvMalformedRecord> found) =>
        CsvReaderOptions.Default with
        {
            Separator = separator,
            HasHeader = false, // read here, so that the separator is known
            SkipEmptyLines = false, // so that rows are counted as a spreadsheet counts them
            OnMalformedRecord = record => found(record),
        };
}
