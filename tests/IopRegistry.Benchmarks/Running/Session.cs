using IopRegistry.Benchmarks.Filling;

namespace IopRegistry.Benchmarks.Running;

/// <summary>What a benchmark has at hand: a filled database, the published product, a token to sign in with, and the load.</summary>
internal sealed record Stage(
    BenchmarkOptions Options,
    int Size,
    BenchmarkDatabase Database,
    PublishedProduct Publication,
    string Token,
    LoadProcess Load
);

/// <summary>One thing that is measured. A new one is a new class that <see cref="Session"/> lists.</summary>
internal interface IBenchmark
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    Task RunAsync(Stage stage, Report report);
}

/// <summary>Runs everything at every size and prints the table.</summary>
internal static class Session
{
    private const string Server = "IOP_TEST_POSTGRES";

    private static readonly IBenchmark[] Benchmarks =
    [
        new StartAndMemory(),
        new ReadAgreementBenchmark(),
        new ReadAnewBenchmark(),
        new ListAgreementsBenchmark(),
        new ListAnewBenchmark(),
        new PortfolioBenchmark(),
        new DailyRunBenchmark(),
    ];

    public static IEnumerable<RatioBenchmark> WithFloor => Benchmarks.OfType<RatioBenchmark>();

    /// <returns>Whether every target was met.</returns>
    public static async Task<bool> RunAsync(BenchmarkOptions options)
    {
        var server =
            Environment.GetEnvironmentVariable(Server)
            ?? throw new FormatException($"{Server} names no PostgreSQL server; ./dev bench starts one.");
        var report = new Report();
        Report.Heading($"Publishing the product");
        var product = options.Product is { } folder
            ? PublishedProduct.In(folder)
            : await PublishedProduct.PublishAsync();
        await using var load = LoadProcess.Start();
        foreach (var size in options.Sizes)
        {
            Report.Heading($"Filling a database with {size:N0} agreements");
            var database = await BenchmarkDatabase.CreateAsync(
                server,
                size,
                options.Connections,
                connection => product.RunAsync(connection, "migrate")
            );
            var token = await product.GrantAsync(database.ConnectionString, database.Caller);
            var stage = new Stage(options, size, database, product, token, load);
            foreach (var benchmark in Benchmarks.Where(b => options.Only is [] || options.Only.Contains(b.Name)))
            {
                await benchmark.RunAsync(stage, report);
            }
        }

        report.Print();
        return report.AllMet;
    }
}
