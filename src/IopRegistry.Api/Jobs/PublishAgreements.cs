using IopRegistry.Agreements;
using IopRegistry.Openness;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Writes the entries of the public register that no change has written: of agreements signed before there was a register,
/// and of those whose entry is made by older rules. Everything else is written with the change itself. Safe to run twice, on
/// two nodes, or to be killed in the middle.
/// </summary>
public sealed partial class PublishAgreements(IopDbContext db, TimeProvider clock, ILogger<PublishAgreements> logger)
    : IScheduledTask
{
    public const string Name = "publish-agreements";

    private const int PageSize = 200;

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var counts = new JobCounts();
        await EachPageAsync(Unpublished, counts, cancellationToken);
        await EachPageAsync(Outdated, counts, cancellationToken);
        return counts;
    }

    private IQueryable<Guid> Unpublished(Guid after) =>
        db
            .Agreements.Where(a =>
                (
                    a.State == AgreementState.Signed
                    || a.State == AgreementState.Active
                    || a.State == AgreementState.Ended
                )
                && a.Id > after
                && !db.PublicAgreements.Any(entry => entry.AgreementId == a.Id)
            )
            .Select(a => a.Id);

    private IQueryable<Guid> Outdated(Guid after) =>
        db
            .Publications.Where(p =>
                p.RulesVersion < PublicationPolicy.RulesVersion
                && p.AgreementId > after
                && db.PublicAgreements.Any(entry => entry.AgreementId == p.AgreementId)
            )
            .Select(p => p.AgreementId);

    private async Task EachPageAsync(
        Func<Guid, IQueryable<Guid>> wanted,
        JobCounts counts,
        CancellationToken cancellationToken
    )
    {
        var after = Guid.Empty;
        while (true)
        {
            var page = await wanted(after).OrderBy(id => id).Take(PageSize).ToListAsync(cancellationToken);
            await PublishAsync(page, counts, cancellationToken);
            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1];
        }
    }

    /// <summary>A page at a time; when somebody is changing one of it, one at a time, and that one was written with the change.</summary>
    private async Task PublishAsync(List<Guid> ids, JobCounts counts, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        db.ChangeTracker.Clear();
        try
        {
            var known = await db.Publications.Where(p => ids.Contains(p.AgreementId)).ToListAsync(cancellationToken);
            known.ForEach(publication => publication.AskForNewEntry(clock.GetUtcNow()));
            db.AddRange(ids.Except(known.Select(p => p.AgreementId)).Select(Publication.Of));
            await db.SaveChangesAsync(cancellationToken); // which writes them
            counts.With("published", ids.Count);
        }
        catch (Exception) when (ids.Count > 1 && !cancellationToken.IsCancellationRequested)
        {
            foreach (var id in ids)
            {
                await PublishAsync([id], counts, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotPublished(ids[0], exception);
            counts.With("failed", 1);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Agreement {AgreementId} could not be published now; the next run takes it")]
    private partial void LogNotPublished(Guid agreementId, Exception exception);
}
