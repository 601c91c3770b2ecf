using System.Diagnostics;
using System.Globalization;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.SharedKernel;
using Xunit.Abstractions;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>
/// Ten years of many agreements, day by day, with everything that goes wrong in ten years: nobody is left unwarned, nobody
/// is warned twice, and every step has the day it should have. What should have happened is worked out by an oracle that
/// shares no code with the product and is too slow to be wrong.
/// </summary>
/// <remarks>
/// The ordinary run has fewer agreements, so that it ends in minutes: what takes time is that the jobs run for real on every
/// day and that killed processes are started anew. IOP_SIMULATION_AGREEMENTS=2000 is the whole proof; IOP_SIMULATION_YEARS
/// and IOP_SIMULATION_SEED choose another length and other chances.
/// </remarks>
public sealed class TenYearsTests(ITestOutputHelper output)
{
    private static readonly DateOnly FirstDay = new(2027, 1, 1);

    [PostgreSqlFact("the nodes of the simulation are processes of their own, and their connections are watched there")]
    public async Task Every_flag_is_raised_once_and_every_step_has_its_day()
    {
        var (years, size, seed) = (Setting("YEARS", 10), Setting("AGREEMENTS", 200), Setting("SEED", 20_270_101));
        output.WriteLine($"{years} years, {size} agreements, seed {seed}");
        var since = Stopwatch.StartNew();
        var dice = new Dice((ulong)seed);
        await using var database = await TestDatabase.CreateAsync();
        var people = new People(dice, database.Open, FirstDay);
        await using var cluster = new Cluster(dice, database, people.Agreements, people.React);
        await cluster.BeginAsync();
        await people.BeginAsync(size, years, Moment(FirstDay, 0));
        output.WriteLine($"begun after {since.Elapsed:c}");

        var (missed, downUntil, lastDay) = (0, FirstDay, FirstDay.AddYears(years));
        TimeSpan working = default;
        for (var day = FirstDay; day < lastDay; day = day.AddDays(1))
        {
            if (day >= downUntil && dice.PerMille(30))
            {
                downUntil = day.AddDays(dice.Between(1, 9));
            }

            var changed = Moment(day, dice.Roll(86_000));
            var run = RunMoment(dice, day);
            var isDown = day < downUntil;
            missed += isDown ? 1 : 0;
            if (changed <= run)
            {
                await LiveAsync();
            }

            if (!isDown)
            {
                await RunAsync(cluster, dice, run);
            }

            if (changed > run)
            {
                await LiveAsync();
                if (!isDown && dice.PerMille(100))
                {
                    await cluster.RunAsync(changed.AddMinutes(5));
                }
            }

            async Task LiveAsync()
            {
                var from = since.Elapsed;
                await people.LiveAsync(changed);
                working += since.Elapsed - from;
            }
        }

        await cluster.RunAsync(Moment(lastDay.AddDays(1), 0));
        output.WriteLine(
            $"lived after {since.Elapsed:c}, of which people took {working:c} and the oracle {cluster.Thinking:c}"
        );

        await using var db = database.Open();
        var verdict = await Verdict.OfAsync(db, people.Agreements, lastDay.AddDays(1));
        verdict.Differences.InsertRange(0, [.. cluster.Faults, .. people.Faults]);
        Tell("what people did", people.Done);
        Tell("how the jobs ran", cluster.Done);
        Tell("steps by the calendar", verdict.Steps);
        Tell("flags raised", verdict.Raised);
        output.WriteLine(
            $"{people.Agreements.Count} agreements, {people.Done.Values.Sum()} changes, {missed} days without a run, "
                + $"{verdict.Steps.Values.Sum()} steps by the calendar of which {verdict.Late} late, "
                + $"{people.Agreements.Sum(a => a.Raised.Count)} flags expected, {verdict.Raised.Values.Sum()} raised, {verdict.Dossiers} dossiers, "
                + $"{verdict.Open} open and {verdict.Planned} planned in the end, {since.Elapsed:c}"
        );
        Assert.True(verdict.Differences.Count == 0, verdict.Told);
    }

    private static async Task RunAsync(Cluster cluster, Dice dice, DateTimeOffset at)
    {
        // A second node's clock is never quite the same; now and then midnight lies between the two.
        var other = at.AddMilliseconds(dice.Between(-4_000, 4_000) | 1);
        switch (dice.Of((880, 0), (35, 1), (35, 2), (15, 3), (35, 4)))
        {
            case 0:
                await cluster.RunAsync(at);
                break;
            case 1:
                await cluster.RunBothAsync(at, other);
                break;
            case 2:
                await cluster.RunFreelyAsync(at, other);
                break;
            case var interrupted:
                await cluster.RunInterruptedAsync(at, kill: interrupted == 3);
                if (dice.PerMille(500))
                {
                    await cluster.RunAsync(at.AddHours(1));
                }

                break;
        }
    }

    /// <summary>Any hour; often midnight, the second before it, or the hour in which the clocks are changed.</summary>
    private static DateTimeOffset RunMoment(Dice dice, DateOnly day) =>
        Moment(
            day,
            dice.Of(
                (20, (dice.Roll(23) * 3_600) + 300),
                (2, 0),
                (1, 1),
                (2, (24 * 3_600) - 1),
                (3, (2 * 3_600) + dice.Roll(3_600)),
                (5, dice.Roll(86_400))
            )
        );

    /// <summary>So many seconds into a Swedish day; a day of 23 hours has fewer, so its last second may be the next day's.</summary>
    private static DateTimeOffset Moment(DateOnly day, int seconds)
    {
        var midnight = new DateTimeOffset(
            TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), SwedishCalendar.Zone),
            TimeSpan.Zero
        );
        return midnight.AddSeconds(seconds);
    }

    private void Tell(string what, SortedDictionary<string, int> counts) =>
        output.WriteLine($"{what}: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable("IOP_SIMULATION_" + name) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : otherwise;
}
