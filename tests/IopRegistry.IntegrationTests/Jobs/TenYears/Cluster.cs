using System.Diagnostics;
using IopRegistry.Api.Jobs;
using IopRegistry.Flags;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>
/// Two nodes on one database, and the oracle beside them. After a run that finished, the oracle holds it to everything that
/// was due. After one that was killed, cancelled or raced by the other node it looks which part was done, demands that the
/// part was right, and holds the next run to the rest.
/// </summary>
internal sealed class Cluster(
    Dice dice,
    TestDatabase database,
    IReadOnlyList<Known> agreements,
    Action<IEnumerable<Known>, DateOnly> react
) : IAsyncDisposable
{
    private static readonly Guid Clock = Actor.Clock(default).UserId;

    /// <summary>Killing by the watch, within what a run takes.</summary>
    private const int LongestWorkInMicroseconds = 25_000;

    private readonly List<SimulatedNode> _nodes = [];
    private Task<SimulatedNode>? _next;

    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    /// <summary>How long the oracle has thought.</summary>
    public TimeSpan Thinking { get; private set; }

    public async Task BeginAsync()
    {
        _nodes.Add(await SimulatedNode.StartAsync(database.ConnectionString));
        _nodes.Add(await SimulatedNode.StartAsync(database.ConnectionString));
        _next = SimulatedNode.StartAsync(database.ConnectionString);
    }

    /// <summary>One node, both jobs, to their end.</summary>
    public async Task RunAsync(DateTimeOffset at)
    {
        var node = dice.Of(_nodes);
        var attempt = new Attempt([at]);
        await AdvanceAsync(attempt, [await node.RunAsync(AdvanceAgreements.Name, at)]);
        await WatchAsync(attempt, [await node.RunAsync(WatchDates.Name, at)]);
        Count("runs");
    }

    /// <summary>Both nodes at the same time, job by job.</summary>
    public async Task RunBothAsync(DateTimeOffset at, DateTimeOffset other)
    {
        var attempt = new Attempt([at, other]);
        await AdvanceAsync(attempt, await BothAsync(AdvanceAgreements.Name));
        await WatchAsync(attempt, await BothAsync(WatchDates.Name));
        Count("runs of both nodes at once");

        async Task<IReadOnlyList<RunEnd>> BothAsync(string job) =>
            await Task.WhenAll(_nodes[0].RunAsync(job, at), _nodes[1].RunAsync(job, other));
    }

    /// <summary>Both nodes at the same time, each at its own pace: one may watch while the other still advances.</summary>
    public async Task RunFreelyAsync(DateTimeOffset at, DateTimeOffset other)
    {
        var attempt = new Attempt([at, other]);
        var before = Due(attempt);
        await Task.WhenAll(JobsAsync(_nodes[0], at), JobsAsync(_nodes[1], other));
        await AdvanceAsync(attempt, [RunEnd.Done, RunEnd.Done]);
        await WatchAsync(attempt, [RunEnd.Done, RunEnd.Done], before);
        Count("runs of both nodes, each at its own pace");

        static async Task JobsAsync(SimulatedNode node, DateTimeOffset at)
        {
            await node.RunAsync(AdvanceAgreements.Name, at);
            await node.RunAsync(WatchDates.Name, at);
        }
    }

    /// <summary>A node that does not get to the end of one of its jobs.</summary>
    /// <param name="at">When.</param>
    /// <param name="kill">SIGKILL; otherwise it is cancelled, as when a node is stopped in order.</param>
    public async Task RunInterruptedAsync(DateTimeOffset at, bool kill)
    {
        var which = dice.Roll(_nodes.Count);
        var node = _nodes[which];
        var attempt = new Attempt([at]);
        var inAdvance = dice.PerMille(400);
        if (!inAdvance)
        {
            await AdvanceAsync(attempt, [await node.RunAsync(AdvanceAgreements.Name, at)]);
        }

        var job = inAdvance ? AdvanceAgreements.Name : WatchDates.Name;
        RunEnd end;
        if (kill && dice.PerMille(500))
        {
            await node.KillAtWorkAsync(job, at, TimeSpan.FromMicroseconds(dice.Roll(LongestWorkInMicroseconds)));
            end = RunEnd.Killed;
        }
        else
        {
            var step = dice.PerMille(700) ? dice.Between(1, 12) : dice.Between(1, 60);
            end = await node.RunAsync(job, at, $"{(kill ? "stop" : "cancel")} {step}");
        }

        if (end == RunEnd.Killed)
        {
            await BuriedAsync(node);
            await node.DisposeAsync();
            _nodes[which] = await _next!;
            _next = SimulatedNode.StartAsync(database.ConnectionString);
        }

        _ = inAdvance ? await AdvanceAsync(attempt, [end]) : await WatchAsync(attempt, [end]);
        Count($"{end} in {job}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is not null)
        {
            _nodes.Add(await _next);
        }

        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private async Task<bool> AdvanceAsync(Attempt attempt, IReadOnlyList<RunEnd> ends)
    {
        var finished = ends is [RunEnd.Done];
        var seen = finished ? null : await SeenStepsAsync(attempt);
        var since = Stopwatch.GetTimestamp();
        var moved = ExpectedCalendar.Go(agreements, attempt, seen);
        react(moved, attempt.Day);
        Thinking += Stopwatch.GetElapsedTime(since);
        return finished;
    }

    private async Task<bool> WatchAsync(Attempt attempt, IReadOnlyList<RunEnd> ends, HashSet<(Known, FlagKey)>? before = null)
    {
        var due = Due(attempt);
        if (ends is [RunEnd.Done])
        {
            // Before anything opens: a dossier whose end has moved or come is done.
            foreach (var known in agreements)
            {
                foreach (var (_, dossier) in known.Dossiers.Where(d => !known.IsLive || d.Key != known.EndsOn))
                {
                    dossier.IsClosed = true;
                }
            }

            foreach (var (known, key) in due)
            {
                Raise(known, key, attempt);
            }

            return true;
        }

        var byId = agreements.ToDictionary(known => known.Id);
        await using var db = database.Open();
        var raised = await db
            .Flags.Where(flag => attempt.Moments.Contains(flag.RaisedAt!.Value))
            .Select(flag => new { flag.AgreementId, Key = new FlagKey(flag.Kind, flag.TargetDate, flag.PartyId, flag.Stage) })
            .ToListAsync();
        foreach (var flag in raised)
        {
            var known = byId[flag.AgreementId];
            if (!due.Contains((known, flag.Key)) && before?.Contains((known, flag.Key)) != true)
            {
                Faults.Add($"{flag.Key} was raised at {attempt} without cause, or again: {known}");
            }

            Raise(known, flag.Key, attempt);
        }

        return false;
    }

    /// <summary>With the warning that a renewal opens, its dossier opens; one for each end.</summary>
    private static void Raise(Known known, FlagKey key, Attempt attempt)
    {
        known.Raised[key] = attempt;
        if (key.Kind == FlagKind.RenewalOpens)
        {
            known.Dossiers.TryAdd(known.EndsOn!.Value, new KnownDossier());
        }
    }

    /// <summary>What has to be raised by a run that finishes now.</summary>
    private HashSet<(Known, FlagKey)> Due(Attempt attempt)
    {
        var since = Stopwatch.GetTimestamp();
        HashSet<(Known, FlagKey)> due = [];
        foreach (var known in agreements)
        {
            if (known.MustBeRethought)
            {
                known.Wanted = ExpectedFlags.Of(known);
                known.MustBeRethought = false;
            }

            foreach (var flag in known.Wanted)
            {
                if (flag.Due <= attempt.Day && !known.Raised.ContainsKey(flag.Key))
                {
                    due.Add((known, flag.Key));
                }
            }
        }

        Thinking += Stopwatch.GetElapsedTime(since);
        return due;
    }

    private async Task<Dictionary<Guid, int>> SeenStepsAsync(Attempt attempt)
    {
        await using var db = database.Open();
        return await db
            .AgreementSteps.Where(step => step.UserId == Clock && attempt.Moments.Contains(step.OccurredAt))
            .GroupBy(step => step.AgreementId)
            .Select(steps => new { steps.Key, Count = steps.Count() })
            .ToDictionaryAsync(steps => steps.Key, steps => steps.Count);
    }

    /// <summary>The database may still be busy with what a dead node asked for; until it is not, nobody knows what was done.</summary>
    private async Task BuriedAsync(SimulatedNode node)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1",
            connection
        );
        command.Parameters.AddWithValue(node.Name);
        while (await command.ExecuteScalarAsync() is > 0L)
        {
            await Task.Yield();
        }
    }

    private void Count(string what) => Done[what] = Done.GetValueOrDefault(what) + 1;
}
