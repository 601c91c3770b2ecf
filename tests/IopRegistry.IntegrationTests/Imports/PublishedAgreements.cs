using System.Globalization;
using System.Text;
using System.Text.Json;
using IopRegistry.Agreements.Importing;

namespace IopRegistry.IntegrationTests.Imports;

/// <summary>Forty-five real agreements as they have been published: facts that a naive model would fail to hold.</summary>
internal static class PublishedAgreements
{
    public static string JsonLines { get; } = Read();

    public static IReadOnlyList<JsonElement> Records { get; } =
    [
        .. JsonLines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];

    /// <summary>The same as a spreadsheet would save it.</summary>
    public static string Csv(char separator, string lineBreak)
    {
        var columns = Records
            .SelectMany(record => record.EnumerateObject().SelectMany(Cells).Select(cell => cell.Column))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        StringBuilder csv = new();
        csv.AppendJoin(separator, columns).Append(lineBreak);
        foreach (var record in Records)
        {
            var cells = record
                .EnumerateObject()
                .SelectMany(Cells)
                .ToDictionary(cell => cell.Column, cell => cell.Text, StringComparer.Ordinal);
            csv.AppendJoin(separator, columns.Select(column => Quoted(cells.GetValueOrDefault(column, ""), separator)))
                .Append(lineBreak);
        }

        return csv.Append(lineBreak).Append(lineBreak).ToString();
    }

    /// <summary>The file with some records changed.</summary>
    public static string With(Func<string, string> change) =>
        string.Join('\n', JsonLines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(change));

    private static IEnumerable<(string Column, string Text)> Cells(JsonProperty member) =>
        member.Value.ValueKind switch
        {
            JsonValueKind.String => [(member.Name, member.Value.GetString()!)],
            JsonValueKind.Number => [(member.Name, member.Value.GetRawText())],
            JsonValueKind.Array =>
            [
                (member.Name, ImportText.Join(member.Value.EnumerateArray().Select(entry => entry.GetString()!))),
            ],
            JsonValueKind.Object
                when member.Value.EnumerateObject().All(m => m.Value.ValueKind == JsonValueKind.Number) =>
            [
                (
                    member.Name,
                    string.Join('|', member.Value.EnumerateObject().Select(m => $"{m.Name}={m.Value.GetRawText()}"))
                ),
            ],
            JsonValueKind.Object => member
                .Value.EnumerateObject()
                .Select(m =>
                    (string.Create(CultureInfo.InvariantCulture, $"{member.Name}_{m.Name}"), m.Value.GetString()!)
                ),
            var other => throw new InvalidOperationException($"{member.Name} is {other}."),
        };

    private static string Quoted(string text, char separator) =>
        text.AsSpan().ContainsAny(separator, '"', '\n')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private static string Read()
    {
        using var stream = typeof(PublishedAgreements).Assembly.GetManifestResourceStream("agreements.jsonl")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
