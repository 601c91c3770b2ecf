using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>
/// Answers with what was last saved, as the model's own converters write it. Of a statement it understands which columns
/// are asked for and which must equal a parameter or each other, and nothing more: it takes callers past "not found" and
/// through their writes, so it proves that statements can be made and answers be read, never that they are right.
/// </summary>
internal sealed partial class CannedRows : SaveChangesInterceptor
{
    private readonly Lock _gate = new();
    private Dictionary<string, List<Row>> _tables = new(StringComparer.Ordinal);

    /// <summary>Puts everything back as it was when the result is called.</summary>
    public Action Snapshot()
    {
        lock (_gate)
        {
            var kept = _tables.ToDictionary(t => t.Key, t => t.Value.ToList(), StringComparer.Ordinal);
            return () =>
            {
                lock (_gate)
                {
                    _tables = kept;
                }
            };
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _tables = new(StringComparer.Ordinal);
        }
    }

    public void Put(string table, Dictionary<string, object?> values)
    {
        lock (_gate)
        {
            Table(table).Add(new Row(values, "seed"));
        }
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var changes = eventData.Context!.ChangeTracker;
        changes.DetectChanges();
        lock (_gate)
        {
            foreach (var entry in changes.Entries().Where(e => e.State is not EntityState.Unchanged))
            {
                var rows = Table(entry.Metadata.GetTableName()!);
                var key = KeyOf(entry);
                rows.RemoveAll(row => string.Equals(row.Key, key, StringComparison.Ordinal));
                if (entry.State is not EntityState.Deleted)
                {
                    rows.Add(new Row(ValuesOf(entry), key));
                }
            }
        }

        return ValueTask.FromResult(result);
    }

    public IReadOnlyList<Answer> Answer(string statement, IEnumerable<SqlParameter> parameters)
    {
        // One row with 1 for each command of a batch that wants to know whether it met its row.
        var affected = Affected().Count(statement);
        if (affected > 0)
        {
            return
            [
                .. Enumerable.Repeat(
                    new Answer(
                        [""],
                        [
                            [1],
                        ]
                    ),
                    affected
                ),
            ];
        }

        var asked = parameters.ToDictionary(p => p.ParameterName, p => p.Value, StringComparer.Ordinal);
        if (Exists().Match(statement) is { Success: true } exists)
        {
            return
            [
                new Answer(
                    [""],
                    [
                        [Find(statement[exists.Length..], asked).Count > 0],
                    ]
                ),
            ];
        }

        var select = Select().Match(statement);
        if (!select.Success)
        {
            return [];
        }

        var columns = Items(select.Groups["items"].Value);
        var found = Find(statement, asked);
        if (columns is [var only] && only.StartsWith("COUNT(", StringComparison.Ordinal))
        {
            return
            [
                new Answer(
                    columns,
                    [
                        [found.Count],
                    ]
                ),
            ];
        }

        var most =
            select.Groups["top"].Value.StartsWith("TOP(1)", StringComparison.Ordinal) ? 1
            : select.Groups["top"].Success ? 2
            : int.MaxValue;
        return
        [
            new Answer(columns, [.. found.Take(most).Select(row => columns.ConvertAll(c => Value(c, row)).ToArray())]),
        ];
    }

    /// <summary>The rows of the tables joined, each by its alias, where all equalities hold.</summary>
    private List<Dictionary<string, Row>> Find(string statement, Dictionary<string, object> asked)
    {
        var outer = WithoutSubqueries(statement);
        List<Dictionary<string, Row>> found =
        [
            [],
        ];
        foreach (Match source in Source().Matches(outer))
        {
            var alias = source.Groups["alias"].Value;
            var wanted = Wanted(statement, alias, asked).ToList();
            List<Row> rows;
            lock (_gate)
            {
                rows = Table(source.Groups["table"].Value).FindAll(row => wanted.TrueForAll(w => w.IsMetBy(row)));
            }

            var joins = Joined().Matches(outer);
            var optional = source.Value.StartsWith("LEFT", StringComparison.Ordinal);
            found =
            [
                .. found.SelectMany(before =>
                {
                    var joined = rows.ConvertAll(row => With(before, alias, row)).FindAll(row => AreJoined(row, joins));
                    return joined.Count == 0 && optional ? [With(before, alias, Row.Absent)] : joined;
                }),
            ];
        }

        return found is [{ Count: 0 }] ? [] : found;
    }

    private static Dictionary<string, Row> With(Dictionary<string, Row> before, string alias, Row row) =>
        new(before, StringComparer.Ordinal) { [alias] = row };

    private static bool AreJoined(Dictionary<string, Row> row, MatchCollection joins) =>
        joins.All(join =>
            !row.TryGetValue(join.Groups["a"].Value, out var a)
            || !row.TryGetValue(join.Groups["b"].Value, out var b)
            || a == Row.Absent
            || b == Row.Absent
            || Equals(a.Values[join.Groups["x"].Value], b.Values[join.Groups["y"].Value])
        );

    private static IEnumerable<Wish> Wanted(string statement, string alias, Dictionary<string, object> asked) =>
        Equality()
            .Matches(statement)
            .Where(m => string.Equals(m.Groups["alias"].Value, alias, StringComparison.Ordinal))
            .Select(m => new Wish(
                m.Groups["name"].Value,
                [.. m.Groups["value"].Captures.SelectMany(value => Unpacked(asked.GetValueOrDefault(value.Value)))]
            ));

    /// <summary>The first column of an expression stands for it. What comes out of a subquery twice has a number after its name.</summary>
    private static object? Value(string expression, Dictionary<string, Row> row)
    {
        if (expression.Contains("COUNT(", StringComparison.Ordinal))
        {
            return 1; // a row that is there is counted at least once
        }

        var column = Column().Match(expression);
        var name = column.Groups["name"].Value;
        var source =
            row.GetValueOrDefault(column.Groups["alias"].Value)
            ?? row.Values.FirstOrDefault(r => r.Values.ContainsKey(name))
            ?? row.Values.FirstOrDefault(r => r.Values.ContainsKey(name = name.TrimEnd('0', '1', '2')))
            ?? throw new InvalidOperationException($"Nothing here is {expression}.");
        return source == Row.Absent ? null : source.Values[name];
    }

    private List<Row> Table(string name) => _tables.TryGetValue(name, out var rows) ? rows : _tables[name] = [];

    private static string KeyOf(EntityEntry entry) =>
        string.Join('|', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue));

    private static Dictionary<string, object?> ValuesOf(EntityEntry entry) =>
        entry.Properties.ToDictionary(
            p => p.Metadata.GetColumnName(),
            p =>
                p.Metadata.GetTypeMapping().Converter is { } converter
                    ? converter.ConvertToProvider(p.CurrentValue)
                    : p.CurrentValue,
            StringComparer.Ordinal
        );

    private static IEnumerable<object> Unpacked(object? value) =>
        value is string { Length: > 1 } text && text.StartsWith('[')
            ? JsonDocument
                .Parse(text)
                .RootElement.EnumerateArray()
                .Select(item => item.TryGetGuid(out var id) ? id : (object)item.ToString())
            : [value ?? DBNull.Value];

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

    private static string WithoutSubqueries(string statement)
    {
        for (var from = Subquery().Match(statement); from.Success; from = Subquery().Match(statement))
        {
            var (depth, end) = (1, from.Index + from.Length);
            for (; depth > 0 && end < statement.Length; end++)
            {
                depth += statement[end] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
            }

            statement = statement.Remove(from.Index, end - from.Index);
        }

        return statement;
    }

    private sealed record Row(Dictionary<string, object?> Values, string Key)
    {
        /// <summary>What a left join finds where there is nothing.</summary>
        public static readonly Row Absent = new([], "");
    }

    private sealed record Wish(string Column, HashSet<object> Values)
    {
        public bool IsMetBy(Row row) =>
            !row.Values.TryGetValue(Column, out var value) || Values.Contains(value ?? DBNull.Value);
    }

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex("OUTPUT 1|SELECT @@ROWCOUNT", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Affected();

    [GeneratedRegex(@"\A\s*SELECT CASE\s+WHEN EXISTS \(", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exists();

    [GeneratedRegex(
        @"\A\s*SELECT (DISTINCT )?(?<top>TOP\([^)]*\) )?(?<items>(.|\n)*?)(\r?\nFROM |\z)",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Select();

    [GeneratedRegex(
        @"(FROM|(LEFT )?JOIN) \[(?<table>\w+)\] AS \[(?<alias>\w+)\]",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Source();

    [GeneratedRegex(@"\b(EXISTS|IN) \(\s*(?=SELECT)", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Subquery();

    [GeneratedRegex(@"\[(?<alias>\w+)\]\.\[(?<name>\w+)\]", Plain, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Column();

    [GeneratedRegex(
        @"\[(?<a>\w+)\]\.\[(?<x>\w+)\] = \[(?<b>\w+)\]\.\[(?<y>\w+)\]",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Joined();

    /// <summary><c>= @p</c>, <c>IN (@p, @q)</c> and <c>IN (SELECT … FROM OPENJSON(@p) …)</c>.</summary>
    [GeneratedRegex(
        @"\[(?<alias>\w+)\]\.\[(?<name>\w+)\] (= (?<value>@\w+)|IN \((?<value>@\w+)(, (?<value>@\w+))*\)|IN \(\s*SELECT \[\w+\]\.\[value\]\s+FROM OPENJSON\((?<value>@\w+)\))",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Equality();
}
