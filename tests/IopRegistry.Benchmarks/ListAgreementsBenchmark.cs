using IopRegistry.Benchmarks.Running;
using Npgsql;

namespace IopRegistry.Benchmarks;

internal sealed class ListAgreementsBenchmark : RatioBenchmark
{
    public const string Path = "/iop/v1/agreements?state=active&limit=20";

    public override string Name => "list";

    public override string Title => "Signed-in list of 20";

    public override Task<IReadOnlyList<string>> PathsAsync(Stage stage) =>
        Task.FromResult<IReadOnlyList<string>>([Path]);

    public override void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings) {}
}
