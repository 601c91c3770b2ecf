using System.Globalization;
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

    public async Task RunAsync(Stage stage, Report report)
    {
        Report.Heading($"{Title}, {stage.Size:N0} agreements");
        var paths = await PathsAsync(stage);
        await RequireSameAnswersAsync(stage, paths);
        await QueryPlans.ShowAsync(stage, paths[0], report);

        var product = new Turns(stage, stage.Product, stage.Token, paths);
        var floor = new Turns(stage, stage.Floor, null, paths);
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

        var ratio = Statistics.Median(ratios);
        report.Row(
            Report.Text($"{Title}, {stage.Size:N0}: requests per second"),
            $"{product.PerSecond:N0}",
            $"{floor.PerSecond:N0}",
            $"{ratio:N2} ({ratios.Min():N2}–{ratios.Max():N2})"
        );
        report.Row(
            Report.Text($"{Title}, {stage.Size:N0}: median, 99th percentile"),
            $"{product.Latency}",
            $"{floor.Latency}",
            $""
        );
        report.Row(
            Report.Text($"{Title}, {stage.Size:N0}: processor per request, server"),
            $"{product.ServerMicroseconds:N0} µs",
            $"{floor.ServerMicroseconds:N0} µs",
            $""
        );
        report.Row(
            Report.Text($"{Title}, {stage.Size:N0}: memory under load"),
            $"{ProcessFacts.ResidentMegabytes(stage.Product.Id):N0} MB",
            $"{ProcessFacts.ResidentMegabytes(stage.Floor.Id):N0} MB",
            $""
        );
        report.Target($"{Title} at {stage.Size:N0}: {ratio:N2} of the floor, at least {Least}", ratio >= Least);
    }

    private static async Task RequireSameAnswersAsync(Stage stage, IReadOnlyList<string> paths)
    {
        foreach (var path in paths.Take(50))
        {
            var product = JsonNode.Parse(await stage.Product.GetAsync(path, stage.Token));
            var floor = JsonNode.Parse(await stage.Floor.GetAsync(path, null));
            if (!JsonNode.DeepEquals(product, floor))
            {
                throw new InvalidOperationException($"{path} differs.\nProduct: {product}\nFloor: {floor}");
            }
        }
    }

    /// <summary>One side's turns.</summary>
    private sealed class Turns(Stage stage, ServerProcess server, string? token, IReadOnlyList<string> paths)
    {
        private readonly List<LoadResult> _results = [];
        private readonly List<double> _processor = [];

        public double Last => _results[^1].PerSecond;

        public double PerSecond => Statistics.Median(_results.Select(r => r.PerSecond));

        public double ServerMicroseconds => Statistics.Median(_processor) * 1e6;

        public string Latency =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Statistics.Median(_results.Select(r => r.Median)):N1} ms, {Statistics.Median(_results.Select(r => r.P99)):N1} ms"
            );

        public Task<LoadResult> WarmUpAsync() => stage.Load.AskAsync(Order(stage.Options.WarmUp));

        public async Task TakeAsync()
        {
            var before = ProcessFacts.ProcessorSeconds(server.Id);
            var result = await stage.Load.AskAsync(Order(stage.Options.Turn));
            _processor.Add((ProcessFacts.ProcessorSeconds(server.Id) - before) / result.Requests);
            _results.Add(result);
        }

        private LoadOrder Order(TimeSpan time) =>
            new(server.Address, token, paths, stage.Options.Connections, time.TotalSeconds);
    }
}
