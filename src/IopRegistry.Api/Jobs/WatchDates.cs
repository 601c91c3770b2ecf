using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// The watch over dates: works out the flags of agreements that have changed, raises what is due, closes what has had its
/// day, opens renewal dossiers and takes what nobody answers one step up. Each part is one transaction or a page of small
/// ones, looks only for what is due, and finds nothing left to do when it is run again: twice, on two nodes, or after it was
/// killed in the middle.
/// </summary>
public sealed partial class WatchDates(IopDbContext db, TimeProvider clock, ILogger<WatchDates> logger) : IScheduledTask
{
    public const string Name = "watch-dates";

    private const int PageSize = 200;

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var by = Actor.Clock(clock.GetUtcNow());
        var counts = new JobCounts();
        await PlanAsync(by, counts, cancellationToken);
        await RaiseAsync(by, counts, cancellationToken);
        await EscalateAsync(by, counts, cancellationToken);
        return counts;
    }

    /// <summary>Until no request is left; what another node plans at the same moment is left to it.</summary>
    private async Task PlanAsync(Actor by, JobCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            FlagPlanning.Page page;
            do
            {
                page = await db.TogetherAsync(
                    token => new FlagPlanning(db, by).PlanPageAsync(PageSize, token),
                    cancellationToken
                );
                foreach (var (agreementId, why) in page.Failures)
                {
                    LogNotPlanned(agreementId, why);
                }

                counts.With("planned", page.Requests).With("failed", page.Failures.Count);
            } while (page.Requests == PageSize);
        }
        catch (DbUpdateException exception) when (exception.IsLostRace())
        {
            LogPlannedElsewhere(exception);
            counts.With("leftToAnotherNode", 1);
        }
    }

    private Task<int> RaiseAsync(Actor by, JobCounts counts, CancellationToken cancellationToken) =>
        db.TogetherAsync(
            async token =>
            {
                var run = Guid.CreateVersion7(by.At);
                var raised = await db
                    .Flags.Where(f => f.State == FlagState.Planned && f.DueOn <= by.Today)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(f => f.State, FlagState.Raised)
                                .SetProperty(f => f.RaisedAt, by.At)
                                .SetProperty(f => f.RaisedOn, by.Today)
                                .SetProperty(f => f.RunId, run)
                                .SetProperty(
                                    f => f.EscalatesOn,
                                    f => f.EscalationDays == 0 ? null : by.Today.AddDays(f.EscalationDays)
                                )
                                .SetProperty(f => f.Version, f => f.Version + 1),
                        token
                    );
                var closed = await db
                    .Flags.Where(f => f.State == FlagState.Raised && f.ClosesOn <= by.Today)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(f => f.State, FlagState.Closed)
                                .SetProperty(f => f.ClosedAt, by.At)
                                .SetProperty(f => f.EscalatesOn, (DateOnly?)null)
                                .SetProperty(f => f.Version, f => f.Version + 1),
                        token
                    );
                if (raised > 0)
                {
                    db.Add(Message(MessageTypes.FlagsRaised, new OutboxSubject(RunId: run), by));
                    counts.With("opened", await OpenDossiersAsync(run, by, token));
                    await db.SaveChangesAsync(token);
                }

                counts.With("raised", raised).With("closed", closed);
                return raised;
            },
            cancellationToken
        );

    /// <summary>
    /// A dossier for every end whose renewal opens, unless somebody opened it earlier by hand. The flag that says so is told;
    /// a message about the dossier as well would say the same twice.
    /// </summary>
    private async Task<int> OpenDossiersAsync(Guid run, Actor by, CancellationToken cancellationToken)
    {
        var ends = await db
            .Flags.Where(f => f.RunId == run && f.Kind == FlagKind.RenewalOpens)
            .Join(db.Agreements, f => f.AgreementId, a => a.Id, (f, a) => new { a.Id, End = a.EndsOn!.Value })
            .Where(a => !db.RenewalDossiers.Any(d => d.AgreementId == a.Id && d.End == a.End))
            .Distinct()
            .ToListAsync(cancellationToken);
        db.AddRange(ends.Select(end => RenewalDossier.Open(end.Id, end.End, by)));
        return ends.Count;
    }

    private async Task EscalateAsync(Actor by, JobCounts counts, CancellationToken cancellationToken)
    {
        int taken;
        do
        {
            taken = await db.TogetherAsync(token => EscalatePageAsync(by, token), cancellationToken);
            counts.With("escalated", taken);
        } while (taken == PageSize);
    }

    private async Task<int> EscalatePageAsync(Actor by, CancellationToken cancellationToken)
    {
        var run = Guid.CreateVersion7(by.At);
        var due = await db
            .Flags.Where(f => f.EscalatesOn <= by.Today && f.State == FlagState.Raised)
            .OrderBy(f => f.EscalatesOn)
            .ThenBy(f => f.Id)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        foreach (var flag in due)
        {
            foreach (var side in flag.Escalate(by.Today))
            {
                db.Add(
                    new FlagEscalation
                    {
                        FlagId = flag.Id,
                        Level = flag.EscalationLevel,
                        Side = side,
                        AgreementId = flag.AgreementId,
                        RunId = run,
                        OccurredAt = by.At,
                    }
                );
            }
        }

        if (due.Count > 0)
        {
            db.Add(Message(MessageTypes.FlagsEscalated, new OutboxSubject(RunId: run), by));
            await db.SaveChangesAsync(cancellationToken);
        }

        return due.Count;
    }

    private static OutboxMessage Message(string type, OutboxSubject subject, Actor by) =>
        new()
        {
            Type = type,
            Subject = subject,
            OccurredAt = by.At,
        };

    [LoggerMessage(LogLevel.Error, "The flags of agreement {AgreementId} could not be worked out")]
    private partial void LogNotPlanned(Guid agreementId, Exception exception);

    [LoggerMessage(
        LogLevel.Information,
        "Another node is planning flags at the same time; the next run takes what is left"
    )]
    private partial void LogPlannedElsewhere(Exception exception);
}
