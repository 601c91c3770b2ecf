using System.Text.RegularExpressions;
using IopRegistry.Agreements;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using IopRegistry.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IopRegistry.IntegrationTests.Architecture;

/// <summary>The whole migration scripts of both databases, read as text; no server is needed.</summary>
public sealed partial class MigrationScriptTests : IDisposable
{
    private readonly IopDbContext _postgreSql = Context(options => options.UseIopPostgreSql("Host=none"));
    private readonly IopDbContext _sqlServer = Context(options => options.UseIopSqlServer("Server=none"));

    public static TheoryData<string, MigrationsSqlGenerationOptions> Scripts
    {
        get
        {
            var scripts = new TheoryData<string, MigrationsSqlGenerationOptions>();
            foreach (var provider in new[] { "PostgreSql", "SqlServer" })
            {
                scripts.Add(provider, MigrationsSqlGenerationOptions.Default);
                scripts.Add(provider, MigrationsSqlGenerationOptions.Idempotent);
            }

            return scripts;
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_makes_every_table_index_and_key_under_its_name(
        string provider,
        MigrationsSqlGenerationOptions options
    )
    {
        var db = Of(provider);
        var script = Script(db, options);
        var model = Relational(db);

        foreach (var table in model.Tables)
        {
            Assert.Single(Statements(script, $"CREATE TABLE {Quoted(db, table.Name)} ("));
            Assert.Contains(
                $"CONSTRAINT {Quoted(db, table.PrimaryKey!.Name)} PRIMARY KEY",
                script,
                StringComparison.Ordinal
            );
            Assert.All(
                table.ForeignKeyConstraints,
                key =>
                    Assert.Contains($"CONSTRAINT {Quoted(db, key.Name)} FOREIGN KEY", script, StringComparison.Ordinal)
            );
            Assert.All(
                table.Indexes,
                index =>
                    Assert.Contains(
                        $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {Quoted(db, index.Name)} ON {Quoted(db, table.Name)} ("
                            + $"{string.Join(", ", index.Columns.Select(column => Quoted(db, column.Name)))})",
                        script,
                        StringComparison.Ordinal
                    )
            );
        }

        Assert.DoesNotContain("ON DELETE CASCADE", script, StringComparison.OrdinalIgnoreCase); // so no two paths of it either
        Assert.All(ReferenceCounter.AllYears, counter => Assert.Matches($@"\({counter.Year}, (CAST\()?0\b", script));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void An_idempotent_script_guards_every_step(string provider, MigrationsSqlGenerationOptions options)
    {
        var db = Of(provider);
        var script = Script(db, options);

        var guarded = Regex.Count(
            script,
            "IF NOT EXISTS\\s*\\(",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
        if (options.HasFlag(MigrationsSqlGenerationOptions.Idempotent))
        {
            var steps =
                Relational(db).Tables.Sum(table => 1 + table.Indexes.Count()) + db.Database.GetMigrations().Count();
            Assert.True(guarded >= steps, $"{guarded} of at least {steps} steps are guarded");
        }
        else
        {
            Assert.Equal(0, guarded);
        }
    }

    [Fact]
    public void Both_databases_have_the_same_tables_columns_keys_and_indexes() =>
        Assert.Equal(Shape(_postgreSql), Shape(_sqlServer));

    [Fact]
    public void Names_fit_on_both_databases() =>
        Assert.All(
            Shape(_postgreSql).SelectMany(line => line.Split([' ', '(', ')', ',', '='])),
            name => Assert.InRange(name.Length, 0, 63)
        );

    [Fact]
    public void Ordinal_columns_are_compared_byte_by_byte_and_JSON_is_kept_as_text()
    {
        var script = Script(_sqlServer, MigrationsSqlGenerationOptions.Default);
        var (ordinal, json) = (0, 0);
        foreach (var property in Model(_sqlServer).GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var column = $"[{property.GetColumnName()}] ";
            if (property.FindAnnotation(Ordinal.Annotation) is not null)
            {
                ordinal++;
                Assert.Contains(
                    $"{column}nvarchar({property.GetMaxLength()}) COLLATE Latin1_General_BIN2",
                    TableOf(property, script),
                    StringComparison.Ordinal
                );
            }

            if (property.FindAnnotation(JsonColumns.Annotation) is not null)
            {
                json++;
                Assert.Contains($"{column}nvarchar(max)", TableOf(property, script), StringComparison.Ordinal);
            }
        }

        Assert.True(ordinal >= 5 && json >= 20, $"{ordinal} ordinal and {json} JSON columns");
        var postgreSql = Script(_postgreSql, MigrationsSqlGenerationOptions.Default);
        Assert.Equal(ordinal, Regex.Count(postgreSql, "COLLATE \"C\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Equal(
            json,
            Regex.Count(postgreSql, " json( NOT NULL)?[,;]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
        );
    }

    /// <summary>A clustered key holds 900 bytes, any other 1,700; SQL Server says so first when a row is too long.</summary>
    [Fact]
    public void No_key_is_longer_than_SqlServer_takes()
    {
        foreach (var table in Relational(_sqlServer).Tables)
        {
            AssertFits(table.PrimaryKey!.Name, table.PrimaryKey.Columns, 900);
            foreach (var index in table.Indexes)
            {
                AssertFits(index.Name, index.Columns, 1_700);
            }
        }

        static void AssertFits(string name, IReadOnlyList<IColumn> columns, int most) =>
            Assert.True(
                columns.Count <= 16 && columns.Sum(BytesOf) <= most,
                $"{name} takes {columns.Sum(BytesOf)} bytes of {most}"
            );
    }

    /// <summary>Null stands beside null in a unique index on PostgreSQL; SQL Server leaves out such rows.</summary>
    [Fact]
    public void A_unique_index_leaves_out_what_is_not_known() =>
        Assert.All(
            Relational(_sqlServer).Tables.SelectMany(table => table.Indexes).Where(index => index.IsUnique),
            index =>
                Assert.All(
                    index.Columns.Where(column => column.IsNullable),
                    column => Assert.Contains($"[{column.Name}] IS NOT NULL", index.Filter, StringComparison.Ordinal)
                )
        );

    public void Dispose()
    {
        _postgreSql.Dispose();
        _sqlServer.Dispose();
    }

    private static List<string> Shape(IopDbContext db) =>
        [
            .. Relational(db)
                .Tables.SelectMany(table =>
                    new[]
                    {
                        $"{SnakeCase.Of(table.Name)}({Names(table.Columns.OrderBy(c => SnakeCase.Of(c.Name), StringComparer.Ordinal))})",
                        $"{table.PrimaryKey!.Name}({Names(table.PrimaryKey.Columns)})",
                    }
                        .Concat(
                            table.ForeignKeyConstraints.Select(key =>
                                $"{key.Name}({Names(key.Columns)})={SnakeCase.Of(key.PrincipalTable.Name)}"
                            )
                        )
                        .Concat(table.Indexes.Select(index => $"{index.Name}({Names(index.Columns)}){index.IsUnique}"))
                )
                .Order(StringComparer.Ordinal),
        ];

    private static string Names(IEnumerable<IColumn> columns) =>
        string.Join(',', columns.Select(column => SnakeCase.Of(column.Name) + (column.IsNullable ? "?" : "")));

    private static int BytesOf(IColumn column) =>
        column.StoreType switch
        {
            "uniqueidentifier" => 16,
            "bigint" => 8,
            "int" => 4,
            "date" => 3,
            "datetimeoffset" => 10,
            "bit" => 1,
            var text when Length().Match(text) is { Success: true } length => 2
                * int.Parse(length.ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
            var other => throw new InvalidOperationException($"How long is {other} of {column.Name} as a key?"),
        };

    private static string TableOf(IProperty property, string script)
    {
        var table = property.DeclaringType.GetTableName();
        var start = script.IndexOf($"CREATE TABLE [{table}]", StringComparison.Ordinal);
        var added = script
            .Split('\n')
            .Where(line => line.StartsWith($"ALTER TABLE [{table}] ADD", StringComparison.Ordinal));
        return script[start..script.IndexOf("\n);", start, StringComparison.Ordinal)] + string.Concat(added);
    }

    private static IEnumerable<int> Statements(string script, string start)
    {
        for (var at = script.IndexOf(start, StringComparison.Ordinal); at >= 0; )
        {
            yield return at;
            at = script.IndexOf(start, at + 1, StringComparison.Ordinal);
        }
    }

    private static string Script(IopDbContext db, MigrationsSqlGenerationOptions options) =>
        db.GetService<IMigrator>().GenerateScript(options: options);

    /// <summary>As the provider writes it: SQL Server brackets every name, PostgreSQL quotes what it would fold.</summary>
    private static string Quoted(IopDbContext db, string name) =>
        db.GetService<Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper>().DelimitIdentifier(name);

    private static IModel Model(IopDbContext db) => db.GetService<IDesignTimeModel>().Model;

    private static IRelationalModel Relational(IopDbContext db) => Model(db).GetRelationalModel();

    private IopDbContext Of(string provider) =>
        string.Equals(provider, "SqlServer", StringComparison.Ordinal) ? _sqlServer : _postgreSql;

    private static IopDbContext Context(Action<DbContextOptionsBuilder<IopDbContext>> use)
    {
        var options = new DbContextOptionsBuilder<IopDbContext>();
        use(options);
        return new IopDbContext(options.Options);
    }

    [GeneratedRegex(@"(?<=^nvarchar\()[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Length();
}
