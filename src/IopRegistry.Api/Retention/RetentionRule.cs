using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Retention;

/// <summary>
/// How long one kind of record is kept (gallring). What is due is said once, as a query: the dry run counts it and the job
/// takes it away, so that they cannot mean different things.
/// </summary>
internal abstract class RetentionRule
{
    /// <summary>Stable.</summary>
    public required string Code { get; init; }

    /// <summary>What kind of record.</summary>
    public required LocalText What { get; init; }

    /// <summary>How long it is kept, and what happens then.</summary>
    public required LocalText Keeps { get; init; }

    /// <summary>How many are due now.</summary>
    public abstract Task<int> CountAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes away what is due. Doing it again, or on two nodes, takes away nothing more.</summary>
    public abstract Task<int> ApplyAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Rows that nothing hangs on are deleted by one statement.</summary>
internal sealed class DeletionRule<T>(Func<IopDbContext, DateTimeOffset, IQueryable<T>> due) : RetentionRule
    where T : class
{
    public override Task<int> CountAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        due(db, now).CountAsync(cancellationToken);

    public override Task<int> ApplyAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        due(db, now).ExecuteDeleteAsync(cancellationToken);
}
