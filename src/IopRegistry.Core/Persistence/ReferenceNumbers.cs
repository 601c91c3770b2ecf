using IopRegistry.Agreements;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>Gives out references (IOP-2026-000123): unique, growing, never given twice, on both databases.</summary>
public static class ReferenceNumbers
{
    /// <summary>
    /// Takes <paramref name="count"/> numbers at once. Compares and swaps, because that is the same on both databases and
    /// needs no lock of its own: whoever comes second reads again.
    /// </summary>
    /// <returns>The first number taken; the others follow it.</returns>
    public static async Task<long> TakeAsync(IopDbContext db, int year, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = await db
                .ReferenceCounters.Where(counter => counter.Year == year)
                .Select(counter => counter.Last)
                .SingleAsync(cancellationToken);
            var taken = await db
                .ReferenceCounters.Where(counter => counter.Year == year && counter.Last == last)
                .ExecuteUpdateAsync(
                    update => update.SetProperty(counter => counter.Last, last + count),
                    cancellationToken
                );
            if (taken == 1)
            {
                return last + 1;
            }
        }
    }

    /// <summary>The next reference of the year.</summary>
    public static async Task<string> NextAsync(IopDbContext db, DateOnly today, CancellationToken cancellationToken) =>
        ReferenceCounter.Format(today.Year, await TakeAsync(db, today.Year, 1, cancellationToken));
}
