using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>Product and oracle laid side by side when the ten years are over.</summary>
internal sealed class Verdict
{
    private static readonly Guid Clock = Actor.Clock(default).UserId;

    /// <summary>Enough to see what is wrong.</summary>
    private const int MostTold = 40;

    public List<string> Differences { get; } = [];

    public SortedDictionary<string, int> Raised { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Steps { get; } = new(StringComparer.Ordinal);

    public int Late { get; private set; }

    public int Open { get; private set; }

    public int Planned { get; private set; }

    public int Dossiers { get; private set; }

    public string Told =>
        $"{Differences.Count} differences:\n" + string.Join('\n', Differences.Take(MostTold));

    /// <param name="db">The product.</param>
    /// <param name="agreements">The oracle.</param>
    /// <param name="day">The day of the last run, which finished.</param>
    public static async Task<Verdict> OfAsync(IopDbContext db, IReadOnlyList<Known> agreements, DateOnly day)
    {
        var verdict = new Verdict();
        await verdict.CompareStatesAsync(db, agreements);
        await verdict.CompareStepsAsync(db, agreements);
        await verdict.CompareFlagsAsync(db, agreements, day);
        await verdict.CompareDossiersAsync(db, agreements);
        await verdict.CompareMessagesAsync(db);
        return verdict;
    }

    private async Task CompareStatesAsync(IopDbContext db, IReadOnlyList<Known> agreements)
    {
        var stored = await db
            .Agreements.Select(a => new
            {
                a.Id,
                a.State,
                a.EndedReason,
                a.EndsOn,
            })
            .ToDictionaryAsync(a => a.Id);
        Check(stored.Count == agreements.Count, $"{stored.Count} agreements, not {agreements.Count}");
        foreach (var known in agreements)
        {
            var a = stored[known.Id];
            Check(
                (a.State, a.EndedReason, a.EndsOn) == (known.State, known.Reason, known.EndsOn),
                $"is {a.State} {a.EndedReason} until {a.EndsOn:O}, not: {known}"
            );
        }
    }

    private async Task CompareStepsAsync(IopDbContext db, IReadOnlyList<Known> agreements)
    {
        var stored = (
            await db
                .AgreementSteps.Where(step => step.UserId == Clock)
                .OrderBy(step => step.Sequence)
                .AsNoTracking()
                .ToListAsync()
        ).ToLookup(step => step.AgreementId);
        foreach (var known in agreements)
        {
            var taken = stored[known.Id].ToList();
            for (var i = 0; i < Math.Max(taken.Count, known.Steps.Count); i++)
            {
                var expected = i < known.Steps.Count ? known.Steps[i] : null;
                var step = i < taken.Count ? taken[i] : null;
                var isRight =
                    expected is not null
                    && step is not null
                    && step.Action == expected.Action
                    && step.EffectiveOn == expected.EffectiveOn
                    && (expected.Reason is null || step.EndedReason == expected.Reason)
                    && expected.Attempt.Moments.Contains(step.OccurredAt)
                    && step.Late == expected.EffectiveOn < SwedishCalendar.DayOf(step.OccurredAt);
                Check(
                    isRight,
                    $"step {i}: {step?.Action} on {step?.EffectiveOn:O} at {step?.OccurredAt:u} late {step?.Late} "
                        + $"{step?.EndedReason}, expected {expected}: {known}"
                );
                if (step is not null)
                {
                    Count(Steps, step.Action + (step.Action == AgreementAction.End ? " " + step.EndedReason : ""));
                    Late += step.Late ? 1 : 0;
                }
            }
        }
    }

    private async Task CompareFlagsAsync(IopDbContext db, IReadOnlyList<Known> agreements, DateOnly day)
    {
        var stored = (
            await db
                .Flags.Select(f => new
                {
                    f.AgreementId,
                    Key = new FlagKey(f.Kind, f.TargetDate, f.PartyId, f.Stage),
                    f.State,
                    f.RaisedAt,
                    f.RaisedOn,
                    f.DueOn,
                })
                .ToListAsync()
        ).ToLookup(flag => flag.AgreementId);
        foreach (var known in agreements)
        {
            var flags = stored[known.Id].ToLookup(flag => flag.Key);
            var wanted = ExpectedFlags.Of(known).ToDictionary(flag => flag.Key);
            foreach (var key in flags.Select(same => same.Key).Union(known.Raised.Keys).Union(wanted.Keys))
            {
                var same = flags[key].ToList();
                Check(same.Count <= 1, $"{key} exists {same.Count} times: {known}");
                var flag = same.FirstOrDefault();
                var raised = known.Raised.GetValueOrDefault(key);
                if (flag?.RaisedAt is not { } at)
                {
                    Check(raised is null, $"{key} was missed; should have been raised at {raised}: {known}");
                    var isPlanned = wanted.TryGetValue(key, out var plan);
                    Check(
                        raised is not null || isPlanned == flag is not null && (!isPlanned || plan!.Due == flag!.DueOn),
                        $"{key} is planned for {flag?.DueOn:O}, should be for {plan?.Due:O}: {known}"
                    );
                    Planned += flag is null ? 0 : 1;
                    continue;
                }

                Count(Raised, key.Kind.ToString());
                Check(raised is not null, $"{key} was raised at {at:u} without cause: {known}");
                Check(
                    raised?.Moments.Contains(at) != false && flag.RaisedOn == SwedishCalendar.DayOf(at),
                    $"{key} was raised at {at:u} on {flag.RaisedOn:O}, should have been at {raised}: {known}"
                );
                var isOpen = wanted.TryGetValue(key, out var now) && !(now.Closes <= day);
                Check(
                    flag.State == (isOpen ? FlagState.Raised : FlagState.Closed),
                    $"{key} is {flag.State} in the end, should be {(isOpen ? "open" : "closed")}: {known}"
                );
                Open += isOpen ? 1 : 0;
            }
        }
    }

    private async Task CompareDossiersAsync(IopDbContext db, IReadOnlyList<Known> agreements)
    {
        var stored = (
            await db.RenewalDossiers.Select(d => new { d.AgreementId, d.End, d.State }).ToListAsync()
        ).ToDictionary(d => (d.AgreementId, d.End), d => d.State);
        Dossiers = stored.Count;
        var opened = agreements.SelectMany(known => known.Dossiers.Select(d => (known, d.Key, d.Value))).ToList();
        Check(stored.Count == opened.Count, $"{stored.Count} dossiers, not {opened.Count}");
        foreach (var (known, end, dossier) in opened)
        {
            var expected =
                dossier.IsClosed ? DossierState.Closed
                : dossier.Outcome is null ? DossierState.Open
                : DossierState.Decided;
            var isThere = stored.TryGetValue((known.Id, end), out var state);
            Check(isThere && state == expected, $"dossier of {end:O} is {isThere} {state}, not {expected}: {known}");
        }
    }

    /// <summary>Every run that raised something told it once.</summary>
    private async Task CompareMessagesAsync(IopDbContext db)
    {
        var runs = (await db.Flags.Where(f => f.RunId != null).Select(f => f.RunId!.Value).Distinct().ToListAsync()).Order();
        var told = (
            await db
                .OutboxMessages.Where(message => message.Type == MessageTypes.FlagsRaised)
                .AsNoTracking()
                .ToListAsync()
        )
            .Select(message => message.Subject.RunId!.Value)
            .Order()
            .ToList();
        Check(runs.SequenceEqual(told), $"{told.Count} messages about raised flags do not match the runs that raised them");
    }

    private void Check(bool isRight, string otherwise)
    {
        if (!isRight)
        {
            Differences.Add(otherwise);
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string what) =>
        counts[what] = counts.GetValueOrDefault(what) + 1;
}
