using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>The product as its operator starts it: a process of its own, known by what it prints and how it exits.</summary>
internal sealed partial class Product : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _printed = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private Product(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The client of a product that has said where it listens.</summary>
    public HttpClient Http { get; private set; } = null!;

    public string[] Output => Snapshot(_output);

    public string[] Errors => Snapshot(_errors);

    /// <param name="environment">Settings, and <c>ASPNETCORE_ENVIRONMENT</c>; nothing of the tests' own surroundings reaches it.</param>
    /// <param name="arguments">The command line.</param>
    public static Product Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (
            var name in start
                .Environment.Keys.Where(name =>
                    name.Contains("__", StringComparison.Ordinal) || Surroundings().IsMatch(name)
                )
                .ToList()
        )
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Product(start);
    }

    /// <summary>Starts it and waits until it listens on a free port.</summary>
    public static async Task<Product> ServeAsync(
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var product = Start(environment, ["serve", "--urls=http://127.0.0.1:0", .. arguments]);
        try
        {
            var line = await product.PrintsAsync("Now listening on: ");
            product.Http = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value) };
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next line with the text.</summary>
    public async Task<string> PrintsAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _printed.Reader.ReadAllAsync(patience.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // told below
        }

        throw new InvalidOperationException(
            $"It never printed '{text}', but:\n{string.Join('\n', [.. Output, .. Errors])}"
        );
    }

    /// <summary>Waits until it says that it is ready: its jobs start after it listens.</summary>
    public async Task<HttpResponseMessage> ReadyAsync() => await ReadyAsync(Http);

    public static async Task<HttpResponseMessage> ReadyAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var response = await http.GetAsync("/health/ready", patience.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> ExitsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>As an orchestrator stops it.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync();
        return await ExitsAsync();
    }

    /// <summary>As a crash stops it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await ExitsAsync();
        }

        _process.Dispose();
    }

    private void Keep(List<string> lines, string? line)
    {
        if (line is null)
        {
            if (ReferenceEquals(lines, _output))
            {
                _printed.Writer.TryComplete();
            }

            return;
        }

        lock (lines)
        {
            lines.Add(line);
        }

        _printed.Writer.TryWrite(line);
    }

    private static string[] Snapshot(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }

    [GeneratedRegex(
        "^(ASPNETCORE_|DOTNET_ENVIRONMENT|OTEL_|IOP_)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Surroundings();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
