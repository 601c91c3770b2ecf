using System.Diagnostics;
using IopRegistry.Api.Jobs;
using IopRegistry.Benchmarks.Filling;
using IopRegistry.Benchmarks.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IopRegistry.Benchmarks;

/// <summary>
/// The daily run over all agreements, of which a few thousand are due: raising flags, closing those that have had their day,
/// opening renewal dossiers and writing to the outbox, against set-based SQL by hand that does the same. In turns, each with
/// as many due as the other.
/// </summary>
internal sealed class DailyRunBenchmark : IBenchmark
{
    private const int Due = 5_000;
    private const int Rounds = 7;
    private const double MostOfFloor = 2.0;
    private const double MostOfFirst = 0.2;

    /// <summary>Four flags to come for each agreement, none of them due for years, and a number to pick agreements by.</summary>
    private const string Fill = """
        CREATE TABLE bench_agreements AS SELECT id, row_number() OVER (ORDER BY id) AS number FROM agreements;
        CREATE UNIQUE INDEX ON bench_agreements (number);
        TRUNCATE plan_requests, outbox_messages;
        INSERT INTO flags (id, agreement_id, kind, target_date, party_id, stage, due_on, closes_on, severity, audience, inputs,
                           state, escalation_days, escalation_level, version)
        SELECT gen_random_uuid(), b.id, k.kind, date '2036-01-01' + (b.number % 3000)::int, '00000000-0000-0000-0000-000000000000',
               k.stage, date '2036-01-01' + (b.number % 3000)::int - k.stage, NULL, 'Warning', 'Both',
               '[{"name":"end","value":"2036-01-01"},{"name":"monthsBefore","value":"12"}]', 'Planned', 14, 0, 1
        FROM bench_agreements b, (VALUES ('RenewalOpens', 0), ('DecisionDue', 0), ('ExpiringSoon', 180), ('ExpiringSoon', 90)) k (kind, stage);
        VACUUM (ANALYZE) flags;
        """;

    /// <summary>One flag of each of so many agreements is due; a tenth of them open a renewal.</summary>
    private const string MakeDue = """
        UPDATE flags f SET due_on = $2
        FROM bench_agreements b
        WHERE b.number > $1 AND b.number <= $1 + $3 AND f.agreement_id = b.id
          AND f.kind = CASE WHEN b.number % 10 = 0 THEN 'RenewalOpens' ELSE 'ExpiringSoon' END AND f.stage IN (0, 180)
        """;

    private const string Floor = """
        UPDATE flags SET state = 'Raised', raised_at = $2, raised_on = $1, run_id = $3, version = version + 1,
               escalates_on = CASE WHEN escalation_days = 0 THEN NULL ELSE $1 + escalation_days END
        WHERE state = 'Planned' AND due_on <= $1
        """;

    private const string FloorCloses = """
        UPDATE flags SET state = 'Closed', closed_at = $2, escalates_on = NULL, version = version + 1
        WHERE state = 'Raised' AND closes_on <= $1
        """;

    private const string FloorOpens = """
        INSERT INTO renewal_dossiers (id, agreement_id, "end", opened_at, state, standpoints, checklist, earlier_outcomes, tasks, version)
        SELECT gen_random_uuid(), a.id, a.ends_on, $1, 'Open', '[]', '[]', '[]', '[]', 1
        FROM flags f JOIN agreements a ON a.id = f.agreement_id
        WHERE f.run_id = $2 AND f.kind = 'RenewalOpens'
          AND NOT EXISTS (SELECT 1 FROM renewal_dossiers d WHERE d.agreement_id = a.id AND d."end" = a.ends_on)
        """;

    private const string FloorTells = """
        INSERT INTO outbox_messages (id, type, subject, occurred_at)
        VALUES (gen_random_uuid(), 'flags.raised', json_build_object('runId', $2), $1)
        """;

    public string Name => "daily";

    public async Task RunAsync(Stage stage, Report report)
    {
        Report.Heading($"The daily run, {Due:N0} due of {stage.Size:N0} agreements");
        await using var database = NpgsqlDataSource.Create(stage.Database.ConnectionString + ";Command Timeout=0");
        await ExecuteAsync(database, "UPDATE agreements SET ends_on = date '2036-01-01' WHERE ends_on IS NULL");
        foreach (var statement in Fill.Split(";\n"))
        {
            await ExecuteAsync(database, statement);
        }

        var clock = new Noon();
        var (product, again, floor) = (new List<double>(), new List<double>(), new List<double>());
        var heap = new List<double>();
        // Every round has agreements of its own, the one before that warms up as well.
        var rounds = Math.Min(Rounds, (stage.Size / (2 * Due)) - 1);
        if (rounds < 1)
        {
            Report.Progress($"needs at least {4 * Due:N0} agreements");
            return;
        }

        for (var round = -1; round < rounds; round++)
        {
            var from = (round + 1) * 2 * Due;
            await PrepareAsync(database, from, clock);
            var first = await TimedAsync(() => WatchAsync(stage, clock));
            var second = await TimedAsync(() => WatchAsync(stage, clock));
            await PrepareAsync(database, from + Due, clock);
            var byHand = await TimedAsync(() => FloorAsync(database, clock));
            if (round >= 0) // the one before warms up
            {
                product.Add(first);
                again.Add(second);
                floor.Add(byHand);
                heap.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
                Report.Progress($"{first:N0} ms, again {second:N0} ms, by hand {byHand:N0} ms: {first / byHand:N2}");
            }
        }

        var ratio = Statistics.Median(product.Zip(floor, (ours, theirs) => ours / theirs));
        var repeated = Statistics.Median(product.Zip(again, (once, twice) => twice / once));
        report.Row(
            Report.Text($"Daily run, {Due:N0} due of {stage.Size:N0}"),
            $"{Statistics.Median(product):N0} ms",
            $"{Statistics.Median(floor):N0} ms",
            $"{ratio:N2}"
        );
        report.Row(
            Report.Text($"Daily run once more the same day, {stage.Size:N0}"),
            $"{Statistics.Median(again):N0} ms",
            $"",
            $"{repeated:N2} of the first"
        );
        report.Row(
            Report.Text($"Daily run, {stage.Size:N0}: heap after each round"),
            $"{heap.Min():N0}–{heap.Max():N0} MB",
            $"",
            $""
        );
        report.Target(
            $"daily run, {stage.Size:N0}: {ratio:N2} of the floor, at most {MostOfFloor:N1}",
            ratio <= MostOfFloor
        );
        report.Target(
            $"daily run once more, {stage.Size:N0}: {repeated:N2} of the first, at most {MostOfFirst:N1}",
            repeated <= MostOfFirst
        );
    }

    private static async Task PrepareAsync(NpgsqlDataSource database, int from, Noon clock)
    {
        await using var due = database.CreateCommand(MakeDue);
        due.Parameters.Add(new NpgsqlParameter<int> { TypedValue = from });
        due.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = clock.Today });
        due.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Due });
        await due.ExecuteNonQueryAsync();
        await ExecuteAsync(database, "VACUUM (ANALYZE) flags");
    }

    private static async Task WatchAsync(Stage stage, Noon clock)
    {
        await using var db = BenchmarkDatabase.ContextFor(stage.Database.ConnectionString);
        await new WatchDates(db, clock, NullLogger<WatchDates>.Instance).RunAsync(CancellationToken.None);
    }

    private static async Task FloorAsync(NpgsqlDataSource database, Noon clock)
    {
        var run = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(Floor, clock.Today, clock.Now, run);
        await RunAsync(FloorCloses, clock.Today, clock.Now);
        await RunAsync(FloorOpens, clock.Now, run);
        await RunAsync(FloorTells, clock.Now, run);
        await transaction.CommitAsync();

        async Task RunAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values)
            {
                command.Parameters.AddWithValue(value);
            }

            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One noon for both.</summary>
    private sealed class Noon : TimeProvider
    {
        public DateTimeOffset Now { get; } = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

        public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
