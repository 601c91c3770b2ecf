using IopRegistry.Agreements;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>
/// Saves an agreement together with what its change means for the agreement before and after it in the chain: links,
/// gap and chain years stay true, and a predecessor is replaced the moment its successor is in force.
/// </summary>
public static class AgreementChain
{
    public static async Task SaveAsync(
        IopDbContext db,
        Agreement agreement,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        if (agreement.ChainBefore is { } before)
        {
            await UpdatePredecessorAsync(db, agreement, before.PredecessorId, by, cancellationToken);
        }

        if (agreement.Successor is { } after && db.Entry(agreement).State == EntityState.Modified)
        {
            var successor = await db.Agreements.SingleAsync(a => a.Id == after.AgreementId, cancellationToken);
            successor.FollowPredecessor(agreement);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task UpdatePredecessorAsync(
        IopDbContext db,
        Agreement agreement,
        Guid predecessorId,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        var predecessor = await db.Agreements.SingleAsync(a => a.Id == predecessorId, cancellationToken);
        predecessor.FollowSuccessor(agreement);
        if (agreement.State == AgreementState.Active && predecessor.RunsUntil(agreement.StartsOn!.Value))
        {
            predecessor.ReplaceBySuccessor(Actor.Clock(by.At), agreement.StartsOn.Value);
            agreement.FollowPredecessor(predecessor);
        }
    }
}
