using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Http;

/// <summary>A claim that is ours to work on, or the answer that is already there.</summary>
internal sealed record Claim(Guid Id, IdempotencyRecord? Answer);

/// <summary>
/// The claim row of an Idempotency-Key, in a context and transaction of its own. Plain rows and a primary key decide who
/// is first, on both databases.
/// </summary>
internal sealed class IdempotencyClaims(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public static ProblemException StillRunning() => new(ProblemKinds.IdempotencyKeyInUse) { RetryAfter = RetryAfter };

    public async Task<Claim> TakeAsync(KeyOwner owner, string fingerprint, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var mine = Guid.CreateVersion7();
        var found = await owner.In(db.IdempotencyRecords).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            if (await TryInsertAsync(db, owner, fingerprint, mine, cancellationToken))
            {
                return new Claim(mine, null);
            }

            found =
                await owner.In(db.IdempotencyRecords).AsNoTracking().SingleOrDefaultAsync(cancellationToken)
                ?? throw StillRunning(); // came and went in the meantime
        }

        var now = clock.GetUtcNow();
        if (found.ExpiresAt > now)
        {
            if (!string.Equals(found.Fingerprint, fingerprint, StringComparison.Ordinal))
            {
                throw new ProblemException(ProblemKinds.IdempotencyKeyReused);
            }

            if (found.StatusCode is not null)
            {
                return new Claim(found.ClaimId, found);
            }

            if (found.LeaseUntil > now)
            {
                throw StillRunning();
            }
        }

        return await TryTakeOverAsync(db, owner, found.ClaimId, fingerprint, mine, cancellationToken)
            ? new Claim(mine, null)
            : throw StillRunning();
    }

    /// <summary>Gives an unfinished claim back. Runs although the caller may be gone.</summary>
    public async Task ReleaseAsync(KeyOwner owner, Guid claimId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        await owner
            .In(db.IdempotencyRecords)
            .Where(r => r.ClaimId == claimId && r.StatusCode == null)
            .ExecuteDeleteAsync(CancellationToken.None);
    }

    private async Task<bool> TryInsertAsync(
        IopDbContext db,
        KeyOwner owner,
        string fingerprint,
        Guid claimId,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        db.Add(
            new IdempotencyRecord
            {
                UserId = owner.UserId,
                OrganisationId = owner.OrganisationId,
                Key = owner.Key,
                Fingerprint = fingerprint,
                ClaimId = claimId,
                LeaseUntil = now + Lease,
                ExpiresAt = now + Kept,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException failure) when (ProblemMapping.ViolatedUniqueConstraint(failure) is not null)
        {
            return false;
        }
    }

    private async Task<bool> TryTakeOverAsync(
        IopDbContext db,
        KeyOwner owner,
        Guid deadClaim,
        string fingerprint,
        Guid claimId,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        return await owner
                .In(db.IdempotencyRecords)
                .Where(r => r.ClaimId == deadClaim && (r.StatusCode == null || r.ExpiresAt <= now))
                .ExecuteUpdateAsync(
                    record =>
                        record
                            .SetProperty(r => r.ClaimId, claimId)
                            .SetProperty(r => r.Fingerprint, fingerprint)
                            .SetProperty(r => r.LeaseUntil, now + Lease)
                            .SetProperty(r => r.ExpiresAt, now + Kept)
                            .SetProperty(r => r.StatusCode, (int?)null),
                    cancellationToken
                ) == 1;
    }
}
