using System.Text.Json.Nodes;
using Npgsql;

namespace IopRegistry.Benchmarks.Running;

/// <summary>
/// An operation of the product against the least that could answer the same: a bare Kestrel endpoint with hand-written SQL
/// on the same database. Both give the same answer, which is checked first, and take turns under the same load.
/// </summary>
internal abstract class RatioBenchmark : IBenchmark
{
    public const double Least = 0.7;

    public abstract string Name { get; }

    /// <summary>What it is called in the table.</summary>
    public abstract string Title { get; }

    /// <summary>What is asked for, in turn.</summary>
    public abstract Task<IReadOnlyList<string>> PathsAsync(Stage stage);

    /// <summary>The floor's endpoint, on the same path as the product's.</summary>
    public abstract void MapFloor(IEndpointRouteBuilder routes, NpgsqlDataSource database, FloorSettings settings);

    /// <summary>False for what is only told.</summary>
    protected virtual bool IsTarget => true;

    /// <summary>Settings of the product that differ from the others' stage.</summary>
    protected virtual IEnumerable<(string, string)> ProductSettings => [];

    public async Task RunAsync(Stage stage, Report report)
    {
        Report.Heading($"{Title}, {stage.Size:N0} agreements");
        await using var server = stage.Publication.Start(stage.Database.ConnectionString, ProductSettings);
        await server.AnswersAsync("/health/live", null);
        await using var bare = Floor.Start(
            new FloorSettings(stage.Database.ConnectionString, stage.Database.Caller, server.Address)
        );
        await bare.AnswersAsync("/", null);
        var paths = await PathsAsync(stage);
        await RequireSameAnswersAsync(server, bare, stage.Token, paths);
        if (IsTarget)
        {
            await QueryPlans.ShowAsync(stage, this, paths[0], report);
        }

        await using var product = new Turns(stage, server, stage.Token, paths);
        await using var floor = new Turns(stage, bare, null, paths);
        await product.WarmUpAsync();
        await floor.WarmUpAsync();
        var ratios = new List<double>();
        for (var round = 0; round < stage.Options.Rounds; round++)
        {
            // Each goes first as often as the other.
            var (first, second) = round % 2 == 0 ? (product, floor) : (floor, product);
            await first.TakeAsync();
            await second.TakeAsync();
            ratios.Add(product.Last / floor.Last);
            Report.Progress($"{product.Last, 6:N0} /s against {floor.Last, 6:N0} /s: {ratios[^1]:N2}");
        }

        Tell(stage, report, product, floor, ratios);
    }

    private void Tell(Stage stage, Report report, Turns product, Turns floor, List<double> ratios)
    {
        var what = Report.Text($"{Title}, {stage.Size:N0}");
        var ratio = Statistics.Median(ratios);
        report.Row(
            $"{what}: requests per second",
            $"{product.PerSecond:N0}",
            $"{floor.PerSecond:N0}",
            $"{ratio:N2} ({ratios.Min():N2}–{ratios.Max():N2})"
        );
        report.Row(
            $"{what}: median and 99th percentile, ms",
            $"{product.MedianLatency:N1}, {product.P99Latency:N1}",
            $"{floor.MedianLatency:N1}, {floor.P99Latency:N1}",
            $""
        );
        report.Row(
            $"{what}: processor µs per request, server + database + load",
            $"{product.Server:N0} + {product.Database:N0} + {product.Load:N0}",
            $"{floor.Server:N0} + {floor.Database:N0} + {floor.Load:N0}",
            $"{floor.Whole / product.Whole:N2}"
        );
        report.Row($"{what}: memory under load", $"{product.Megabytes:N0} MB", $"{floor.Megabytes:N0} MB", $"");
        if (IsTarget)
        {
            report.Target($"{what}: {ratio:N2} of the floor, at least {Least}", ratio >= Least);
        }
    }

    private static async Task RequireSameAnswersAsync(
        ServerProcess server,
        ServerProcess bare,
        string token,
        IReadOnlyList<string> paths
    )
    {
        foreach (var path in paths.Take(50))
        {
            var product = JsonNode.Parse(await server.GetAsync(path, token));
            var floor = JsonNode.Parse(await bare.GetAsync(path, null));
            if (!JsonNode.DeepEquals(Comparable(product), Comparable(floor)))
            {
                throw new InvalidOperationException($"{path} differs.\nProduct: {product}\nFloor: {floor}");
            }
        }
    }

    /// <summary>
    /// Stored JSON writes UTC as +00:00 and a percentage as a number, where the API writes Z and a text. The floor passes on
    /// what is stored, because that costs it less.
    /// </summary>
    private static JsonNode? Comparable(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Comparable(m.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Comparable)]),
            null => null,
            _ => node.ToString().Replace("+00:00", "Z", StringComparison.Ordinal),
        };
}
