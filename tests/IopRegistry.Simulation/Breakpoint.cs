using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IopRegistry.Simulation;

/// <summary>
/// Counts what is done to the database, before and after each command and each commit, and does something at the given
/// count. So a job can be killed between any two of its steps, and the same run can be repeated.
/// </summary>
internal sealed class Breakpoint
{
    private int _left = int.MaxValue;
    private Func<Task> _then = () => Task.CompletedTask;

    public Breakpoint()
    {
        Commands = new OfCommands(this);
        Transactions = new OfTransactions(this);
    }

    public IInterceptor Commands { get; }

    public IInterceptor Transactions { get; }

    public void Set((int Step, Func<Task> Then) at) => (_left, _then) = at;

    private async ValueTask PassAsync()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            await _then();
        }
    }

    private sealed class OfCommands(Breakpoint point) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            await point.PassAsync();
            return result;
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            DbDataReader result,
            CancellationToken cancellationToken = default
        )
        {
            await point.PassAsync();
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            await point.PassAsync();
            return result;
        }

        public override async ValueTask<int> NonQueryExecutedAsync(
            DbCommand command,
            CommandExecutedEventData eventData,
            int result,
            CancellationToken cancellationToken = default
        )
        {
            await point.PassAsync();
            return result;
        }
    }

    private sealed class OfTransactions(Breakpoint point) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default
        )
        {
            await point.PassAsync();
            return result;
        }

        public override async Task TransactionCommittedAsync(
            DbTransaction transaction,
            TransactionEndEventData eventData,
            CancellationToken cancellationToken = default
        ) => await point.PassAsync();
    }
}
