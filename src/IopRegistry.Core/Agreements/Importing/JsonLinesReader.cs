using System.Runtime.CompilerServices;
using System.Text.Json;

namespace IopRegistry.Agreements.Importing;

/// <summary>Reads JSON Lines: one object per line, blank lines ignored.</summary>
public static class JsonLinesReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        TextReader text,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var number = 0;
        while (await text.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            var trimmed = line.Trim('\uFEFF', ' ', '\t', '\r');
            if (trimmed.Length > 0)
            {
                yield return Read(trimmed, number);
            }
        }
    }

    private static ImportRow Read(string line, int number)
    {
        var row = new ImportRecordBuilder();
        if (line.Length > ImportLimits.MaxRowLength)
        {
            row.Refuse(ImportRules.RowTooLong);
            return new ImportRow(number, null, null, [ImportRules.RowTooLong]);
        }

        try
        {
            using var json = JsonDocument.Parse(line, Strict);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new ImportRow(number, null, null, [ImportRules.NotAnObject]);
            }

            ReadObject(json.RootElement, "", row);
            return row.Build(number);
        }
        catch (JsonException malformed)
        {
            return new ImportRow(
                number,
                null,
                null,
                [ImportRules.MalformedJson((malformed.BytePositionInLine ?? 0) + 1)]
            );
        }
    }

    private static void ReadObject(JsonElement json, string prefix, ImportRecordBuilder row)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!TryText(() => member.Name, out var name) || ImportRecordBuilder.IsBroken(name))
            {
                row.Refuse(ImportRules.UnknownField(prefix));
                continue;
            }

            name = prefix + name;
            if (!seen.Add(name))
            {
                row.Refuse(ImportRules.DuplicateField(Shown(name)));
            }
            else if (member.Value.ValueKind == JsonValueKind.Null && IsKnown(name))
            {
                // Said to be nothing: the same as not said.
            }
            else if (string.Equals(name, ImportFields.ExtensionClause, StringComparison.Ordinal))
            {
                if (member.Value.ValueKind == JsonValueKind.Object)
                {
                    ReadObject(member.Value, ImportFields.ExtensionClause + "_", row);
                }
                else
                {
                    row.Refuse(ImportRules.WrongType(name, ImportFieldKind.Text));
                }
            }
            else if (ImportFields.Find(name) is { } field)
            {
                ReadField(field, member.Value, row);
            }
            else
            {
                row.Refuse(ImportRules.UnknownField(Shown(name)));
            }
        }
    }

    private static bool IsKnown(string name) =>
        ImportFields.Find(name) is not null
        || string.Equals(name, ImportFields.ExtensionClause, StringComparison.Ordinal);

    private static void ReadField(ImportField field, JsonElement value, ImportRecordBuilder row)
    {
        switch (field.Kind, value.ValueKind)
        {
            case (ImportFieldKind.Text, JsonValueKind.String):
                ReadText(field, value, row);
                break;
            case (ImportFieldKind.List, JsonValueKind.Array):
                ReadList(field, value, row);
                break;
            case (ImportFieldKind.Integer, JsonValueKind.Number) when value.TryGetInt32(out var number):
                row.Integer(field, number);
                break;
            case (ImportFieldKind.Amounts, JsonValueKind.Object):
                ReadAmounts(field, value, row);
                break;
            default:
                row.Refuse(ImportRules.WrongType(field.Name, field.Kind));
                break;
        }
    }

    private static void ReadText(ImportField field, JsonElement value, ImportRecordBuilder row)
    {
        if (TryText(() => value.GetString()!, out var text))
        {
            row.Text(field, text);
        }
        else
        {
            row.Refuse(ImportRules.BrokenText(field.Name));
        }
    }

    private static void ReadList(ImportField field, JsonElement value, ImportRecordBuilder row)
    {
        List<string?> entries = [];
        foreach (var entry in value.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Null && field.AllowsGaps)
            {
                entries.Add(null);
            }
            else if (entry.ValueKind != JsonValueKind.String)
            {
                row.Refuse(ImportRules.WrongType(field.Name, field.Kind));
                return;
            }
            else if (TryText(() => entry.GetString()!, out var text))
            {
                entries.Add(text);
            }
            else
            {
                row.Refuse(ImportRules.BrokenText(field.Name));
                return;
            }
        }

        row.List(field, entries);
    }

    private static void ReadAmounts(ImportField field, JsonElement value, ImportRecordBuilder row)
    {
        List<(string, decimal)> amounts = [];
        foreach (var entry in value.EnumerateObject())
        {
            if (
                entry.Value.ValueKind != JsonValueKind.Number
                || !entry.Value.TryGetDecimal(out var amount)
                || !TryText(() => entry.Name, out var year)
            )
            {
                row.Refuse(ImportRules.WrongType(field.Name, field.Kind));
                return;
            }

            amounts.Add((year, amount));
        }

        row.Amounts(field, amounts);
    }

    /// <summary>Half a surrogate pair is valid JSON and no text.</summary>
    private static bool TryText(Func<string> read, out string text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static string Shown(string name) => ImportText.Cut(name, ImportFields.IdMaxLength);
}
