using System.Runtime.InteropServices;

namespace IopRegistry.Api.Hosting;

/// <summary>Ctrl-C and SIGTERM while there is no host yet to hear them.</summary>
internal sealed class TerminationToken : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public TerminationToken() =>
        _signals = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
        ];

    public CancellationToken Token => _source.Token;

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return await work(Token);
        }
        catch (OperationCanceledException) when (_source.IsCancellationRequested)
        {
            throw new StartupException(ExitCode.Interrupted, "Stopped before it was done.");
        }
    }

    public Task RunAsync(Func<CancellationToken, Task> work) =>
        RunAsync(async token =>
        {
            await work(token);
            return true;
        });

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
