using System.Diagnostics;
using System.Globalization;
using IopRegistry.Simulation;
using Npgsql;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>How a run ended, as far as anybody outside can tell.</summary>
internal enum RunEnd
{
    Done,

    /// <summary>It ended, but left something for the next run, or gave up.</summary>
    Partly,
    Cancelled,
    Killed,
}

/// <summary>A node in a process of its own, which really dies when it is killed.</summary>
internal sealed class SimulatedNode : IAsyncDisposable
{
    private static int _started;

    private readonly Process _process;

    private SimulatedNode(string connectionString)
    {
        Name = $"simulated-node-{Interlocked.Increment(ref _started)}";
        var connection = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = Name,
            MaxPoolSize = 4,
        };
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(Node).Assembly.Location, connection.ConnectionString])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        _process.ErrorDataReceived += (_, line) => Errors += line.Data;
        _process.Start();
        _process.BeginErrorReadLine();
    }

    /// <summary>What its connections are called in the database.</summary>
    public string Name { get; }

    public string Errors { get; private set; } = "";

    /// <summary>Why a run gave up, for whoever reads the test's output.</summary>
    public string LastWords { get; private set; } = "";

    public static async Task<SimulatedNode> StartAsync(string connectionString)
    {
        var node = new SimulatedNode(connectionString);
        var said = await node.ListenAsync();
        return IsSaid(said, Node.Ready)
            ? node
            : throw new InvalidOperationException($"The node said '{said}': {node.Errors}");
    }

    /// <param name="job">The job's name.</param>
    /// <param name="at">What its clock says.</param>
    /// <param name="breakAt">What happens at which step, such as <c>stop 7</c>.</param>
    public async Task<RunEnd> RunAsync(string job, DateTimeOffset at, string? breakAt = null)
    {
        await TellAsync(job, at, breakAt);
        var said = LastWords = await ListenAsync();
        if (IsSaid(said, Node.Stopped))
        {
            await KillAsync();
            return RunEnd.Killed;
        }

        return IsSaid(said, Node.Cancelled) ? RunEnd.Cancelled
            : said.StartsWith(Node.Failed, StringComparison.Ordinal) || said.Contains("failed", StringComparison.Ordinal)
                ? RunEnd.Partly
            : said.StartsWith(Node.Done, StringComparison.Ordinal) ? RunEnd.Done
            : throw new InvalidOperationException($"The node said '{said}': {Errors}");
    }

    /// <summary>Kills it while it works, wherever it happens to be by then.</summary>
    public async Task KillAtWorkAsync(string job, DateTimeOffset at, TimeSpan after)
    {
        await TellAsync(job, at, null);
        var since = Stopwatch.StartNew();
        while (since.Elapsed < after)
        {
            await Task.Yield();
        }

        await KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>SIGKILL.</summary>
    private async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private async Task TellAsync(string job, DateTimeOffset at, string? breakAt)
    {
        var moment = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        await _process.StandardInput.WriteLineAsync($"run {job} {moment} {breakAt}".TrimEnd());
        await _process.StandardInput.FlushAsync();
    }

    private async Task<string> ListenAsync() =>
        await _process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException($"The node {Name} died by itself: {Errors}");

    private static bool IsSaid(string said, string expected) => string.Equals(said, expected, StringComparison.Ordinal);
}
