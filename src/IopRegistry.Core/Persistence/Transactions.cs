using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>Commands that stand or fall together.</summary>
public static class Transactions
{
    /// <summary>
    /// Runs the work in one transaction: the one that is open already, or one of its own. A refusal undoes all of it. The
    /// provider may repeat the work after a broken connection, so it must read what it needs itself.
    /// </summary>
    public static Task<T> TogetherAsync<T>(
        this IopDbContext db,
        Func<CancellationToken, Task<T>> work,
        CancellationToken cancellationToken
    ) =>
        db.Database.CurrentTransaction is not null
            ? work(cancellationToken)
            : db
                .Database.CreateExecutionStrategy()
                .ExecuteAsync(
                    async token =>
                    {
                        db.ChangeTracker.Clear();
                        await using var transaction = await db.Database.BeginTransactionAsync(token);
                        var done = await work(token);
                        await transaction.CommitAsync(token);
                        return done;
                    },
                    cancellationToken
                );
}
