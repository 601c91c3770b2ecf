using System.Text.Json;
using System.Text.RegularExpressions;
using IopRegistry.Persistence;
using IopRegistry.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>
/// Rows made from real entities by the model's own converters. A statement gets those whose keys it asks for; nothing is
/// stored, counted or compared here, so this proves that statements can be made and answers read, and never that they are right.
/// </summary>
internal sealed partial class CannedRows
{
    private readonly IModel _model;
    private readonly Dictionary<string, List<Dictionary<string, object?>>> _tables = new(StringComparer.Ordinal);

    public CannedRows()
    {
        var options = new DbContextOptionsBuilder<IopDbContext>();
        options.UseIopSqlServer("Server=nowhere");
        using var db = new IopDbContext(options.Options);
        _model = db.GetService<IDesignTimeModel>().Model;
    }

    /// <summary>What <c>EXISTS</c> and <c>COUNT</c> are answered.</summary>
    public bool Exists { get; set; }

    public void Clear() => _tables.Clear();

    public void Put(params IEnumerable<object> entities)
    {
        foreach (var entity in entities)
        {
            var type = _model.FindEntityType(entity.GetType())!;
            var table = type.GetTableName()!;
            if (!_tables.TryGetValue(table, out var rows))
            {
                _tables[table] = rows = [];
            }

            rows.Add(
                type.GetProperties()
                    .ToDictionary(
                        property => property.GetColumnName(),
                        property =>
                        {
                            var value = property.GetGetter().GetClrValue(entity);
                            var converter = property.GetTypeMapping().Converter;
                            return converter is null ? value : converter.ConvertToProvider(value);
                        },
                        StringComparer.Ordinal
                    )
            );
        }
    }

    public IReadOnlyList<Answer> Answer(string statement, IEnumerable<SqlParameter> parameters)
    {
        // One row with 1 for each command of a batch that wants to know whether it met its row.
        var affected = Regex.Count(statement, "OUTPUT 1", RegexOptions.None, TimeSpan.FromSeconds(1));
        if (affected > 0)
        {
            return [.. Enumerable.Repeat(new Answer([""], [[1]]), affected)];
        }

        var select = Select().Match(statement);
        if (!select.Success)
        {
            return [];
        }

        var columns = Items(select.Groups["items"].Value);
        var sources = Source()
            .Matches(statement, select.Groups["items"].Index + select.Groups["items"].Length)
            .Select(source => (Table: source.Groups["table"].Value, Alias: source.Groups["alias"].Value))
            .ToList();
        if (columns is [var only] && !Column().IsMatch(only))
        {
            return [new Answer(columns, [[only.Contains("COUNT(", StringComparison.Ordinal) ? (Exists ? 1 : 0) : Exists]])];
        }

        var asked = parameters.SelectMany(parameter => ValuesOf(parameter.Value)).ToHashSet();
        var most = select.Groups["top"] is { Success: true } ? 1 : int.MaxValue;
        var rows = sources.Count == 0 ? [] : Pick(sources[0].Table, asked).Take(most);
        return [new Answer(columns, [.. rows.Select(row => Project(columns, sources, row, asked)).OfType<object?[]>()])];
    }

    /// <summary>Those with the most of their key among what is asked for.</summary>
    private IEnumerable<Dictionary<string, object?>> Pick(string table, HashSet<object> asked)
    {
        var rows = _tables.GetValueOrDefault(table, []);
        var key = _model
            .GetEntityTypes()
            .First(type => string.Equals(type.GetTableName(), table, StringComparison.Ordinal))
            .FindPrimaryKey()!
            .Properties.Select(property => property.GetColumnName())
            .ToList();
        int Met(Dictionary<string, object?> row) => key.Count(column => asked.Contains(row[column]!));
        var best = rows.Select(Met).DefaultIfEmpty().Max();
        return best > 0 ? rows.Where(row => Met(row) == best) : rows.Take(1);
    }

    /// <summary>Null when a table that is joined has nothing.</summary>
    private object?[]? Project(
        List<string> columns,
        List<(string Table, string Alias)> sources,
        Dictionary<string, object?> first,
        HashSet<object> asked
    )
    {
        var known = asked.Concat(first.Values.OfType<object>()).ToHashSet();
        var joined = sources
            .Select((source, i) => (source.Alias, Row: i == 0 ? first : Pick(source.Table, known).FirstOrDefault()))
            .ToList();
        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var name = Column().Match(columns[i]);
            var row =
                joined.Find(source => string.Equals(source.Alias, name.Groups["alias"].Value, StringComparison.Ordinal)).Row
                ?? joined.Find(source => source.Row?.ContainsKey(name.Groups["name"].Value) is true).Row;
            if (row is null)
            {
                return null;
            }

            values[i] = row.GetValueOrDefault(name.Groups["name"].Value);
        }

        return values;
    }

    private static IEnumerable<object> ValuesOf(object? value) =>
        value is string { Length: > 1 } text && text.StartsWith('[')
            ? JsonDocument
                .Parse(text)
                .RootElement.EnumerateArray()
                .Select(item => item.TryGetGuid(out var id) ? id : (object)item.ToString())
            : value is null
                ? []
                : [value];

    /// <summary>The select list at its commas, but for those within brackets.</summary>
    private static List<string> Items(string list)
    {
        List<string> items = [];
        var (depth, start) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                items.Add(list[start..i].Trim());
                start = i + 1;
            }
            else if (list[i] is '(' or ')')
            {
                depth += list[i] == '(' ? 1 : -1;
            }
        }

        return items;
    }

    [GeneratedRegex(
        @"\A\s*SELECT (DISTINCT )?(?<top>TOP\([^)]*\) )?(?<items>(.|\n)*?)(\r?\nFROM |\z)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Select();

    [GeneratedRegex(
        @"(FROM|JOIN) \[(?<table>\w+)\] AS \[(?<alias>\w+)\]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Source();

    [GeneratedRegex(@"\[(?<alias>\w+)\]\.\[(?<name>\w+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Column();
}
