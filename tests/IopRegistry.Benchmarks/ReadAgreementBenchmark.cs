using IopRegistry.Benchmarks.Running;
using Npgsql;

namespace IopRegistry.Benchmarks;

internal sealed class ReadAgreementBenchmark : RatioBenchmark
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
        command.Parameters.Add(new() { Value = stage.Database.Caller });
        command.Parameters.Add(new() { Value = Most });
        await using var rows = await command.ExecuteReaderAsync();
        var paths = new List<string>();
        while (await rows.ReadAsync())
        {
            paths.Add($"/iop/v1/agreements/{rows.GetGuid(0)}");
        }

        return paths;
    }

    public override void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings) { }
}
