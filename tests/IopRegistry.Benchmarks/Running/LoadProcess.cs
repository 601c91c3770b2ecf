using System.Diagnostics;
using System.Text.Json;

namespace IopRegistry.Benchmarks.Running;

/// <summary>What the load generator is asked to do, as one line of JSON.</summary>
internal sealed record LoadOrder(
    string Address,
    string? Token,
    IReadOnlyList<string> Paths,
    int Connections,
    double Seconds
);

/// <summary>What it did. Latencies are in milliseconds.</summary>
internal sealed record LoadResult(int Requests, int Failures, double Seconds, double Median, double P99)
{
    public double PerSecond => Requests / Seconds;
}

/// <summary>The load generator, in a process of its own that lives as long as the session, so that it is always warm.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private readonly Process _process;

    private LoadProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static LoadProcess Start() =>
        new(
            Process.Start(
                new ProcessStartInfo("dotnet", [typeof(EntryPoint).Assembly.Location, "load"])
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            )!
        );

    /// <exception cref="InvalidOperationException">When an answer was not 200.</exception>
    public async Task<LoadResult> AskAsync(LoadOrder order)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync();
        var result = JsonSerializer.Deserialize<LoadResult>(line!)!;
        return result.Failures == 0
            ? result
            : throw new InvalidOperationException($"{result.Failures} of {result.Requests} answers were not 200.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
