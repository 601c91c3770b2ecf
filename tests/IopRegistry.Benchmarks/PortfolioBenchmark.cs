using System.Diagnostics;
using IopRegistry.Benchmarks.Running;
using Npgsql;

namespace IopRegistry.Benchmarks;

/// <summary>
/// The portfolio of a municipality with 500 agreements: as fast among a million agreements as among a thousand. From the
/// second size on, both are asked in turns, so that a noisy machine is noisy for both.
/// </summary>
internal sealed class PortfolioBenchmark : IBenchmark
{
    private const int Own = 500;
    private const int Rounds = 15;
    private const int CallsPerTurn = 20;
    private const double MostOfSmall = 1.5;

    private static readonly string[] Paths = ["/iop/v1/portfolio", "/iop/v1/portfolio/months"];

    /// <summary>500 agreements in force, from anywhere in the tables, become one municipality's; what it had goes to the caller.</summary>
    private const string Gather = """
        UPDATE agreement_parties SET organisation_id = $1
        WHERE is_first AND side = 'Public' AND agreement_id IN (
            SELECT agreement_id FROM agreement_parties
            WHERE is_first AND side = 'Public' AND state = 'Active' ORDER BY md5(agreement_id::text) LIMIT $2)
        """;

    private const string GiveAway = "UPDATE agreement_parties SET organisation_id = $2 WHERE organisation_id = $1";

    private const string Somebody = """
        SELECT id FROM organisations WHERE side = 'Public' AND id <> $1 ORDER BY id LIMIT 1
        """;

    private Filled? _small;

    private sealed record Filled(Stage Stage, string Token);

    public string Name => "portfolio";

    public async Task RunAsync(Stage stage, Report report)
    {
        Report.Heading($"A portfolio of {Own} of {stage.Size:N0} agreements");
        var filled = new Filled(stage, await GatherAsync(stage));
        if (_small is null)
        {
            _small = filled;
            await using var alone = await Asked.StartAsync(filled);
            foreach (var path in Paths)
            {
                await alone.TurnAsync(path);
                report.Row(Title(path, stage), $"{await alone.TurnAsync(path):N1} ms", $"", $"");
            }

            return;
        }

        await using var large = await Asked.StartAsync(filled);
        await using var small = await Asked.StartAsync(_small);
        foreach (var path in Paths)
        {
            await CompareAsync(path, stage, large, small, report);
        }
    }

    private static async Task CompareAsync(string path, Stage stage, Asked large, Asked small, Report report)
    {
        List<double> many = [];
        List<double> few = [];
        for (var round = -1; round < Rounds; round++)
        {
            // Each goes first as often as the other.
            var (first, second) = round % 2 == 0 ? (large, small) : (small, large);
            var (one, other) = (await first.TurnAsync(path), await second.TurnAsync(path));
            if (round >= 0) // the one before warms up
            {
                many.Add(round % 2 == 0 ? one : other);
                few.Add(round % 2 == 0 ? other : one);
                Report.Progress($"{many[^1]:N1} ms against {few[^1]:N1} ms: {many[^1] / few[^1]:N2}");
            }
        }

        var ratio = Statistics.Median(many.Zip(few, (ours, theirs) => ours / theirs));
        report.Row(
            Title(path, stage),
            $"{Statistics.Median(many):N1} ms",
            $"{Statistics.Median(few):N1} ms among {small.Size:N0}",
            $"{ratio:N2}"
        );
        report.Target(
            $"{Title(path, stage)}: {ratio:N2} of the same among {small.Size:N0}, at most {MostOfSmall:N1}",
            ratio <= MostOfSmall
        );
    }

    private static string Title(string path, Stage stage) =>
        Report.Text($"{path}, {Own} of {stage.Size:N0}: median of a call");

    private static async Task<string> GatherAsync(Stage stage)
    {
        await using var database = NpgsqlDataSource.Create(stage.Database.ConnectionString + ";Command Timeout=0");
        await using var somebody = database.CreateCommand(Somebody);
        somebody.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stage.Database.Caller });
        var municipality = (Guid)(await somebody.ExecuteScalarAsync())!;
        await using var away = database.CreateCommand(GiveAway);
        away.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = municipality });
        away.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stage.Database.Caller });
        await away.ExecuteNonQueryAsync();
        await using var gather = database.CreateCommand(Gather);
        gather.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = municipality });
        gather.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Own });
        await gather.ExecuteNonQueryAsync();
        // An update puts what it has moved in one place; a municipality's agreements lie as they came, among all others.
        foreach (var tidy in (string[])["CLUSTER agreement_parties USING pk_agreement_parties", "VACUUM (ANALYZE)"])
        {
            await using var command = database.CreateCommand(tidy);
            await command.ExecuteNonQueryAsync();
        }

        return await stage.Publication.GrantAsync(stage.Database.ConnectionString, municipality);
    }

    /// <summary>The published product on one of the databases.</summary>
    private sealed class Asked(ServerProcess server, string token, int size) : IAsyncDisposable
    {
        public int Size => size;

        public static async Task<Asked> StartAsync(Filled filled)
        {
            var server = filled.Stage.Publication.Start(filled.Stage.Database.ConnectionString);
            await server.AnswersAsync("/health/live", null);
            var asked = new Asked(server, filled.Token, filled.Stage.Size);
            var portfolio = await server.GetAsync(Paths[0], filled.Token);
            return portfolio.Contains($"\"inForce\":{Own}", StringComparison.Ordinal)
                ? asked
                : throw new InvalidOperationException($"The portfolio is not of {Own} agreements: {portfolio[..400]}");
        }

        /// <returns>The median of some calls, in milliseconds.</returns>
        public async Task<double> TurnAsync(string path)
        {
            List<double> took = [];
            for (var i = 0; i < CallsPerTurn; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await server.GetAsync(path, token);
                took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return Statistics.Median(took);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
