using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace IopRegistry.Benchmarks.Running;

/// <summary>A server in a process of its own, on a free port of this machine.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly List<string> _said = [];

    public ServerProcess(ProcessStartInfo start, string address)
    {
        Address = address;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        StartedAt = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>http://127.0.0.1:port.</summary>
    public string Address { get; }

    public long StartedAt { get; }

    public int Id => _process.Id;

    public static string FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://{probe.LocalEndpoint}");
    }

    /// <summary>Asks until the answer is 200, and returns how long after the start of the process that was.</summary>
    public async Task<TimeSpan> AnswersAsync(string path, string? token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Authorization = token is null
            ? null
            : new AuthenticationHeaderValue("Bearer", token);
        using var again = new PeriodicTimer(Pause);
        while (!_process.HasExited && Stopwatch.GetElapsedTime(StartedAt) < Patience)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return Stopwatch.GetElapsedTime(StartedAt);
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await again.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"{Address}{path} does not answer:\n{Said()}");
    }

    public async Task<string> GetAsync(string path, string? token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Authorization = token is null
            ? null
            : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == HttpStatusCode.OK
            ? body
            : throw new InvalidOperationException($"{Address}{path} answers {answer.StatusCode}: {body}\n{Said()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.Add(line ?? "");
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said.TakeLast(20));
        }
    }
}
