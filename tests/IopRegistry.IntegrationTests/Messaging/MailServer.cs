using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace IopRegistry.IntegrationTests.Messaging;

/// <summary>A mail as it came out of a real SMTP server and a real mail parser.</summary>
internal sealed record ReceivedMail(
    IReadOnlyList<string> To,
    string From,
    string Subject,
    string MessageId,
    string Text,
    string Html,
    string Type,
    IReadOnlyDictionary<string, string> Headers,
    bool Ascii
)
{
    /// <summary>The address in List-Unsubscribe.</summary>
    public string? Unsubscribe => Headers.GetValueOrDefault("list-unsubscribe")?.Trim('<', '>');
}

/// <summary>npm's smtp-server as a process of its own on a free port; see tests/tools/mail-server.mjs.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Script = Path.GetFullPath(Path.Combine(ThisFolder(), "../../tools/mail-server.mjs"));

    private readonly Process _process;
    private readonly Channel<ReceivedMail> _mails = Channel.CreateUnbounded<ReceivedMail>();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];

    private MailServer(int port)
    {
        Assert.True(
            Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules/smtp-server")),
            "smtp-server is not installed. Run: cd tests/tools && npm ci"
        );
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Script, $"{port}"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; private set; }

    public static async Task<MailServer> StartAsync(int port = 0)
    {
        var server = new MailServer(port);
        server.Port = await server._port.Task.WaitAsync(Patience, TimeProvider.System);
        return server;
    }

    /// <summary>The mails so far that nobody has taken; the server has answered for each before it prints it, or after.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> TakeAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var mails = new List<ReceivedMail>();
        while (mails.Count < count)
        {
            mails.Add(await _mails.Reader.ReadAsync(patience.Token));
        }

        return mails;
    }

    /// <summary>What nobody expects.</summary>
    public IReadOnlyList<ReceivedMail> Left()
    {
        var left = new List<ReceivedMail>();
        while (_mails.Reader.TryRead(out var mail))
        {
            left.Add(mail);
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _port.TrySetException(new InvalidOperationException(string.Join('\n', _errors)));
            return;
        }

        using var said = JsonDocument.Parse(line);
        if (said.RootElement.TryGetProperty("port", out var port))
        {
            _port.TrySetResult(port.GetInt32());
        }
        else
        {
            _mails.Writer.TryWrite(said.RootElement.Deserialize<ReceivedMail>(JsonSerializerOptions.Web)!);
        }
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
