using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>What was verified and what is broken.</summary>
/// <param name="Agreements">Trails gone through.</param>
/// <param name="Entries">Entries gone through.</param>
/// <param name="Broken">Trails with a broken link.</param>
/// <param name="Faults">The first broken link of each; at most <see cref="TrailVerifier.MostFaults"/>.</param>
public sealed record TrailReport(int Agreements, int Entries, int Broken, IReadOnlyList<TrailFault> Faults);

/// <summary>
/// Goes through trails in pages, so that memory does not grow with them, while others append. A trail that looks broken is
/// read again by itself before it is said to be, because an entry may have come between two pages.
/// </summary>
public sealed class TrailVerifier(IopDbContext db)
{
    public const int MostFaults = 20;

    private const int HeadsAtOnce = 200;
    private const int EntriesAtOnce = 500;

    public async Task<TrailReport> VerifyAllAsync(CancellationToken cancellationToken)
    {
        var (agreements, entries, broken) = (0, 0, 0);
        List<TrailFault> faults = [];
        var last = Guid.Empty;
        while (true)
        {
            var heads = await db
                .TrailHeads.AsNoTracking()
                .Where(head => head.AgreementId > last)
                .OrderBy(head => head.AgreementId)
                .Take(HeadsAtOnce)
                .ToListAsync(cancellationToken);
            var checks = heads.ToDictionary(head => head.AgreementId, head => new TrailCheck(head.AgreementId, head));
            entries += await GoThroughAsync(checks, cancellationToken);
            agreements += heads.Count;
            foreach (var head in heads)
            {
                if (
                    checks[head.AgreementId].End() is not null
                    && await VerifyAsync(head.AgreementId, cancellationToken) is { } fault
                )
                {
                    broken++;
                    if (faults.Count < MostFaults)
                    {
                        faults.Add(fault);
                    }
                }
            }

            if (heads.Count < HeadsAtOnce)
            {
                break;
            }

            last = heads[^1].AgreementId;
        }

        // The database refuses this, so somebody has been behind its back.
        var headless = await db
            .TrailEntries.Where(entry => !db.TrailHeads.Any(head => head.AgreementId == entry.AgreementId))
            .GroupBy(entry => entry.AgreementId)
            .Select(own => new { AgreementId = own.Key, Number = own.Max(entry => entry.Number) })
            .OrderBy(own => own.AgreementId)
            .Take(MostFaults)
            .ToListAsync(cancellationToken);
        faults.AddRange(headless.Select(own => new TrailFault(own.AgreementId, own.Number, TrailFaultKind.EndMissing)));
        return new TrailReport(agreements, entries, broken + headless.Count, faults);
    }

    /// <returns>The first broken link of one agreement's trail; null when it is whole.</returns>
    public async Task<TrailFault?> VerifyAsync(Guid agreementId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await HeadAsync(agreementId, cancellationToken);
            var check = new TrailCheck(agreementId, head);
            await GoThroughAsync(new() { [agreementId] = check }, cancellationToken);
            var fault = check.End();
            if (fault is null || (await HeadAsync(agreementId, cancellationToken))?.Number == head?.Number)
            {
                return fault; // nobody appended meanwhile, so what was read belongs together
            }
        }
    }

    private Task<TrailHead?> HeadAsync(Guid agreementId, CancellationToken cancellationToken) =>
        db.TrailHeads.AsNoTracking().SingleOrDefaultAsync(head => head.AgreementId == agreementId, cancellationToken);

    private async Task<int> GoThroughAsync(Dictionary<Guid, TrailCheck> checks, CancellationToken cancellationToken)
    {
        var count = 0;
        Guid[] ids = [.. checks.Keys];
        var (last, number) = (Guid.Empty, 0);
        while (ids.Length > 0)
        {
            var page = await db
                .TrailEntries.AsNoTracking()
                .Where(entry => EF.Parameter(ids).Contains(entry.AgreementId))
                .Where(entry => entry.AgreementId > last || (entry.AgreementId == last && entry.Number > number))
                .OrderBy(entry => entry.AgreementId)
                .ThenBy(entry => entry.Number)
                .Take(EntriesAtOnce)
                .ToListAsync(cancellationToken);
            page.ForEach(entry => checks[entry.AgreementId].Next(entry));
            count += page.Count;
            if (page.Count < EntriesAtOnce)
            {
                break;
            }

            (last, number) = (page[^1].AgreementId, page[^1].Number);
        }

        return count;
    }
}
