using System.Text.Json;
using IopRegistry.Benchmarks.Running;
using Npgsql;

namespace IopRegistry.Benchmarks;

/// <summary>The page that everybody sees first: the own agreements in force, those that end first, first.</summary>
internal class ListAgreementsBenchmark : RatioBenchmark
{
    public const string Path = "/iop/v1/agreements?state=active&limit=20";

    private const string Sql = """
        SELECT a.id, a.reference, a.title, a.starts_on, a.ends_on, a.parties, a.waiting, a.updated_at,
               (SELECT count(*)::int FROM agreement_parties
                WHERE organisation_id = $1 AND is_first AND state = $2)
        FROM agreement_parties p
        JOIN agreements a ON a.id = p.agreement_id
        WHERE p.organisation_id = $1 AND p.is_first AND p.state = $2
        ORDER BY p.ends_on, p.agreement_id
        LIMIT $3
        """;

    public override string Name => "list";

    public override string Title => "Signed-in list of 20";

    public override Task<IReadOnlyList<string>> PathsAsync(Stage stage) =>
        Task.FromResult<IReadOnlyList<string>>([Path]);

    public override void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings)
    {
        var address = settings.ProductAddress + "/iop/v1/agreements";
        routes.MapGet(
            "/iop/v1/agreements",
            async (HttpContext context) =>
            {
                var limit = int.Parse(
                    context.Request.Query["limit"]!,
                    System.Globalization.CultureInfo.InvariantCulture
                );
                await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
                await using var command = new NpgsqlCommand(Sql, connection);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = settings.Caller });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "Active" });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
                await command.PrepareAsync(context.RequestAborted);
                await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
                context.Response.ContentType = "application/json; charset=utf-8";
                var total = 0;
                var separator = "{\"agreements\":["u8.ToArray();
                while (await rows.ReadAsync(context.RequestAborted))
                {
                    total = rows.GetInt32(8);
                    Write(new Utf8(context.Response.BodyWriter), separator, rows, address);
                    separator = Comma;
                }

                Finish(new Utf8(context.Response.BodyWriter), limit, total, address);
            }
        );
    }

    private static readonly byte[] Comma = [(byte)','];

    private static void Write(Utf8 json, byte[] separator, NpgsqlDataReader row, string address)
    {
        var waitingColumn = row.GetFieldValue<byte[]>(6);
        var waiting = JsonSerializer.Deserialize(waitingColumn, FloorJson.Default.FloorWaiting)!;
        // {"for":[…],"since": — the parties waited for go through as they are stored.
        var waitedFor = waitingColumn.AsSpan(0, waitingColumn.AsSpan().IndexOf(",\"since\":"u8));
        var id = row.GetGuid(0);
        json.Raw(separator).Raw("{\"id\":\""u8).Id(id).Raw("\",\"reference\":"u8).Text(row.GetString(1));
        json.Raw(",\"title\":"u8).Text(row.GetString(2)).Raw(",\"state\":\"active\""u8);
        json.Raw(",\"startsOn\":\""u8).Day(row.GetFieldValue<DateOnly>(3));
        json.Raw("\",\"endsOn\":\""u8).Day(row.GetFieldValue<DateOnly>(4));
        json.Raw("\",\"parties\":"u8).Raw(row.GetFieldValue<byte[]>(5));
        json.Raw(",\"waiting\":"u8).Raw(waitedFor).Raw(",\"since\":\""u8).Moment(waiting.Since.UtcDateTime);
        json.Raw("\",\"why\":"u8).Text(waiting.Why.Sv).Raw(",\"next\":"u8).Text(waiting.Next.Sv);
        json.Raw("},\"updatedAt\":\""u8).Moment(row.GetDateTime(7));
        json.Raw("\",\"_links\":[{\"href\":\""u8).Plain(address).Raw("/"u8).Id(id);
        json.Raw("\",\"method\":\"GET\",\"rel\":\"self\"}]}"u8);
    }

    private static void Finish(Utf8 json, int limit, int total, string address)
    {
        json.Raw("],\"_meta\":{\"page\":1,\"limit\":"u8).Number(limit).Raw(",\"totalRecords\":"u8).Number(total);
        json.Raw(",\"totalPages\":"u8).Number((total + limit - 1) / limit).Raw("},\"_links\":{"u8);
        Link(json, "\"self\":{\"href\":\""u8, 1, "\",\"method\":\"GET\",\"rel\":\"self\"}"u8, limit, address);
        Link(json, ",\"next\":{\"href\":\""u8, 2, "\",\"method\":\"GET\",\"rel\":\"next\"}"u8, limit, address);
        json.Raw("}}"u8);
    }

    private static void Link(
        Utf8 json,
        ReadOnlySpan<byte> before,
        int page,
        ReadOnlySpan<byte> after,
        int limit,
        string address
    ) =>
        json.Raw(before)
            .Plain(address)
            .Raw("?state=active&limit="u8)
            .Number(limit)
            .Raw("&page="u8)
            .Number(page)
            .Raw(after);
}

/// <summary>The same with nothing kept from one call to the next, as a fact beside the target.</summary>
internal sealed class ListAnewBenchmark : ListAgreementsBenchmark
{
    public override string Name => "list-anew";

    public override string Title => "Signed-in list of 20, nothing kept";

    protected override bool IsTarget => false;

    protected override IEnumerable<(string, string)> ProductSettings => [("KeptAnswers__Megabytes", "0")];

    /// <summary>The floor is the same, and there already.</summary>
    public override void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings) { }
}
