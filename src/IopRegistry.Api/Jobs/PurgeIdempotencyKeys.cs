using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>Forgets answers that were kept for their time. Running twice, or on two nodes, deletes nothing more.</summary>
public sealed class PurgeIdempotencyKeys(IopDbContext db, TimeProvider clock) : IScheduledTask
{
    public const string Name = "purge-idempotency-keys";

    public Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.IdempotencyRecords.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }
}
