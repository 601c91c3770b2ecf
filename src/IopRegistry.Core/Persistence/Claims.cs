using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>Taking what is to be sent so that nobody else sends it.</summary>
public static class Claims
{
    /// <summary>
    /// Those of the rows that this caller got. The condition stands on the rows themselves, so that of two callers who read
    /// the same ids the second finds them taken, on both databases.
    /// </summary>
    public static async Task<IReadOnlyList<T>> ClaimAsync<T>(
        this IQueryable<T> rows,
        IReadOnlyList<Guid> ids,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
        where T : Leased
    {
        Guid? claim = Guid.CreateVersion7();
        DateTimeOffset? until = now + lease;
        var taken = await rows.Where(row => ids.Contains(row.Id) && row.NextAttemptAt <= now)
            .ExecuteUpdateAsync(
                row => row.SetProperty(r => r.ClaimId, claim).SetProperty(r => r.NextAttemptAt, until),
                cancellationToken
            );
        return taken == 0
            ? []
            : await rows.AsNoTracking()
                .Where(row => ids.Contains(row.Id) && row.ClaimId == claim)
                .ToListAsync(cancellationToken);
    }
}
