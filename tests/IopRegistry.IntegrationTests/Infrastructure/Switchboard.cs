using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>
/// Lets a test listen to what a running host saves and sends, or hold it up, for as long as it needs to: starting a host for
/// every test costs more than the tests.
/// </summary>
internal sealed class Switchboard : ISaveChangesInterceptor, IDbCommandInterceptor
{
    private IInterceptor? _listener;

    private ISaveChangesInterceptor? Saves => _listener as ISaveChangesInterceptor;

    private IDbCommandInterceptor? Commands => _listener as IDbCommandInterceptor;

    public IDisposable Connect(IInterceptor listener)
    {
        _listener = listener;
        return new Connection(this);
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => Saves?.SavingChangesAsync(eventData, result, cancellationToken) ?? ValueTask.FromResult(result);

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => Saves?.SavedChangesAsync(eventData, result, cancellationToken) ?? ValueTask.FromResult(result);

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => Commands?.ReaderExecutingAsync(command, eventData, result, cancellationToken) ?? ValueTask.FromResult(result);

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) =>
        Commands?.NonQueryExecutingAsync(command, eventData, result, cancellationToken) ?? ValueTask.FromResult(result);

    public ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => Commands?.ScalarExecutingAsync(command, eventData, result, cancellationToken) ?? ValueTask.FromResult(result);

    private sealed class Connection(Switchboard switchboard) : IDisposable
    {
        public void Dispose() => switchboard._listener = null;
    }
}
