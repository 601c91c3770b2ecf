using IopRegistry.Benchmarks.Running;
using Npgsql;

namespace IopRegistry.Benchmarks;

/// <summary>One agreement with everything both sides need to act.</summary>
internal class ReadAgreementBenchmark : RatioBenchmark
{
    private const int Most = 500;

    public override string Name => "read";

    public override string Title => "Read of one agreement";

    /// <summary>Different agreements, so that nothing is gained by remembering the last one.</summary>
    public override async Task<IReadOnlyList<string>> PathsAsync(Stage stage)
    {
        await using var database = NpgsqlDataSource.Create(stage.Database.ConnectionString);
        await using var command = database.CreateCommand(
            "SELECT agreement_id FROM agreement_parties WHERE organisation_id = $1 AND state = 'Active' ORDER BY party_id LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stage.Database.Caller });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        await using var rows = await command.ExecuteReaderAsync();
        var paths = new List<string>();
        while (await rows.ReadAsync())
        {
            paths.Add($"/iop/v1/agreements/{rows.GetGuid(0)}");
        }

        return paths;
    }

    public override void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings) =>
        routes.MapGet(
            "/iop/v1/agreements/{id:guid}",
            async (HttpContext context, Guid id) =>
            {
                await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
                await using var command = new NpgsqlCommand(FloorAgreement.Sql, connection);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = settings.Caller });
                await command.PrepareAsync(context.RequestAborted);
                await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
                if (!await rows.ReadAsync(context.RequestAborted))
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return;
                }

                context.Response.ContentType = "application/json; charset=utf-8";
                FloorAgreement.Write(new Utf8(context.Response.BodyWriter), rows, settings);
            }
        );
}

/// <summary>
/// The same with nothing kept from one read to the next: what the first read of an agreement costs, as a fact beside the
/// target.
/// </summary>
internal sealed class ReadAnewBenchmark : ReadAgreementBenchmark
{
    public override string Name => "read-anew";

    public override string Title => "Read of one agreement, nothing kept";

    protected override bool IsTarget => false;

    /// <summary>The floor is the same, and there already.</summary>
    public override void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings) { }

    protected override IEnumerable<(string, string)> ProductSettings => [("KeptAnswers__Megabytes", "0")];
}
