using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>Forgets answers that were kept for their time. Running twice, or on two nodes, deletes nothing more.</summary>
public sealed class PurgeIdempotencyKeys(IopDbContext db, TimeProvider clock) : IScheduledTask
{
    public const string Name = "purge-idempotency-keys";

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var gone = await db.IdempotencyRecords.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        return JobCounts.Of("deleted", gone);
    }
}
