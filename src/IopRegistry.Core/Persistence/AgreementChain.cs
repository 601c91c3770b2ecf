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
        await FollowAsync(db, agreement, by, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Without saving, for who saves many together.</summary>
    public static async Task FollowAsync(
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

        // To the last link: how long the row is unbroken, and of how many one-year agreements, holds for all that follow.
        var changed = agreement;
        while (changed.Successor is { } after && db.Entry(changed).State == EntityState.Modified)
        {
            var successor = await FindAsync(db, after.AgreementId, cancellationToken);
            if (!successor.FollowPredecessor(changed))
            {
                break;
            }

            changed = successor;
        }
    }

    /// <summary>The one that is read already, or it is read now.</summary>
    private static async Task<Agreement> FindAsync(IopDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Agreements.FindAsync([id], cancellationToken)
        ?? throw new InvalidOperationException($"Agreement {id} of a chain is missing.");

    private static async Task UpdatePredecessorAsync(
        IopDbContext db,
        Agreement agreement,
        Guid predecessorId,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        var predecessor = await FindAsync(db, predecessorId, cancellationToken);
        predecessor.FollowSuccessor(agreement);
        if (agreement.State == AgreementState.Active && predecessor.RunsUntil(agreement.StartsOn!.Value))
        {
            predecessor.ReplaceBySuccessor(Actor.Clock(by.At), agreement.StartsOn.Value);
            agreement.FollowPredecessor(predecessor);
        }
    }
}
