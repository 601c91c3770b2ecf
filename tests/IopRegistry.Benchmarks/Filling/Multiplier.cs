using IopRegistry.Agreements;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace IopRegistry.Benchmarks.Filling;

/// <summary>
/// Fills a database by binary COPY: the rows of the templates as Entity Framework would write them, with ids, references
/// and names of their own in every column and inside every JSON text.
/// </summary>
internal sealed class Multiplier(IopDbContext db, Templates templates, Cast cast)
{
    private readonly Table _agreements = new(db.Model.FindEntityType(typeof(Agreement))!);
    private readonly Table _parties = new(db.Model.FindEntityType(typeof(AgreementParty))!);

    public async Task FillAsync(NpgsqlDataSource database, int size, Action<int> progress)
    {
        Template[] active = [.. templates.Active.Select(Prepare)];
        Template[] others = [.. templates.Others.Select(Prepare)];
        await using var connection = await database.OpenConnectionAsync();
        await using var second = await database.OpenConnectionAsync();
        await UncheckedAsync(connection);
        await UncheckedAsync(second);
        await using var agreements = await connection.BeginBinaryImportAsync(_agreements.Copy);
        await using var parties = await second.BeginBinaryImportAsync(_parties.Copy);
        for (var i = 0; i < size; i++)
        {
            var template = i % 5 < 3 ? active[i / 5 % active.Length] : others[i / 5 % others.Length];
            var copy = new Copy(template, cast, i, size);
            await copy.WriteAsync(agreements, template.Agreement);
            foreach (var party in template.Parties)
            {
                await copy.WriteAsync(parties, party);
            }

            if (i % 50_000 == 49_999)
            {
                progress(i + 1);
            }
        }

        await agreements.CompleteAsync();
        await parties.CompleteAsync();
    }

    /// <summary>What is copied refers only to itself; checking two million foreign keys would take the most time.</summary>
    private static async Task UncheckedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SET session_replication_role = replica", connection);
        await command.ExecuteNonQueryAsync();
    }

    private Template Prepare(Agreement agreement) =>
        new(
            agreement,
            _agreements.RowOf(agreement),
            [.. AgreementParty.Of(agreement).Select(_parties.RowOf)],
            templates.Municipality,
            templates.Civil
        );

    /// <summary>A table as the model maps it.</summary>
    private sealed class Table(IEntityType entity)
    {
        private readonly IProperty[] _columns = [.. entity.GetProperties()];

        public string Copy =>
            $"COPY {entity.GetTableName()} ({string.Join(", ", _columns.Select(c => c.GetColumnName()))}) FROM STDIN (FORMAT BINARY)";

        public Cell[] RowOf(object row) =>
            [
                .. _columns.Select(column => new Cell(
                    column.GetColumnType().Split('(')[0],
                    Stored(column, column.GetGetter().GetClrValue(row))
                )),
            ];

        private static object? Stored(IProperty column, object? value) =>
            column.GetTypeMapping().Converter is { } converter && value is not null
                ? converter.ConvertToProvider(value)
                : value;
    }
}

/// <summary>One column of one row, as the database gets it.</summary>
internal sealed record Cell(string Type, object? Value);

/// <summary>An agreement's rows, and what in them differs from copy to copy.</summary>
internal sealed record Template(
    Agreement Source,
    Cell[] Agreement,
    Cell[][] Parties,
    Organisation Municipality,
    Organisation Civil
);

/// <summary>One copy of a template: writes its rows with everything replaced.</summary>
internal sealed class Copy
{
    private readonly Dictionary<Guid, Guid> _ids;
    private readonly (string From, string To)[] _texts;
    private readonly (string From, string To) _code;

    public Copy(Template template, Cast cast, int i, int size)
    {
        var source = template.Source;
        var municipality = cast.MunicipalityOf(i, size);
        var civil = cast.CivilOf(i);
        var reference = ReferenceCounter.Format(source.CreatedAt.Year, 1_000_000 + i);
        _code = (template.Municipality.MunicipalityCode!, municipality.MunicipalityCode);
        _ids = new Dictionary<Guid, Guid>
        {
            [source.Id] = Guid.CreateVersion7(source.CreatedAt.AddMilliseconds(i)),
            [template.Municipality.Id] = municipality.Id,
            [template.Civil.Id] = civil.Id,
        };
        foreach (var party in source.Parties)
        {
            _ids[party.Id] = Guid.CreateVersion7(source.CreatedAt.AddMilliseconds(i));
        }

        _texts =
        [
            .. _ids.Select(id => (id.Key.ToString(), id.Value.ToString())),
            (template.Municipality.Name, municipality.Name),
            (template.Civil.Name, civil.Name),
            (SwedishSort.KeyOf(template.Municipality.Name), municipality.Key),
            (SwedishSort.KeyOf(template.Civil.Name), civil.Key),
            (source.Reference, reference),
            (SwedishSort.KeyOf(source.Reference), SwedishSort.KeyOf(reference)),
            ($"\"{_code.From}\"", $"\"{_code.To}\""),
        ];
    }

    public async Task WriteAsync(NpgsqlBinaryImporter importer, Cell[] row)
    {
        await importer.StartRowAsync();
        foreach (var cell in row)
        {
            switch (cell.Value)
            {
                case null:
                    await importer.WriteNullAsync();
                    break;
                case Guid id:
                    await importer.WriteAsync(_ids.GetValueOrDefault(id, id), cell.Type);
                    break;
                case string text when string.Equals(text, _code.From, StringComparison.Ordinal):
                    await importer.WriteAsync(_code.To, cell.Type);
                    break;
                case string text:
                    await importer.WriteAsync(Replaced(text), cell.Type);
                    break;
                default:
                    await importer.WriteAsync(cell.Value, cell.Type);
                    break;
            }
        }
    }

    private string Replaced(string text)
    {
        foreach (var (from, to) in _texts)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }
}
