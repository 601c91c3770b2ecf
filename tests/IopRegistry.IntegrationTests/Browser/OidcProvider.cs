using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace IopRegistry.IntegrationTests.Browser;

/// <summary>npm's oidc-provider as a process of its own on a free port; see tests/tools/oidc-provider.mjs.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    private static readonly string Script = Path.GetFullPath(
        Path.Combine(ThisFolder(), "../../tools/oidc-provider.mjs")
    );

    private readonly Process _process;
    private readonly Channel<JsonElement> _said = Channel.CreateUnbounded<JsonElement>();

    private OidcProvider()
    {
        Assert.True(
            Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules/oidc-provider")),
            "oidc-provider is not installed. Run: cd tests/tools && npm ci"
        );
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Script])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith('{') == true)
            {
                _said.Writer.TryWrite(JsonDocument.Parse(line.Data).RootElement);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public int Port { get; private set; }

    /// <summary>Settings of the product that name it as <c>test</c>.</summary>
    public (string, string)[] Settings =>
        [
            ("ExternalSignIn:test:DisplayName", "Testinloggning"),
            ("ExternalSignIn:test:ClientId", "iop"),
            ("ExternalSignIn:test:ClientSecret", "a secret of the tests"),
            ("ExternalSignIn:test:AuthorizationEndpoint", $"http://localhost:{Port}/auth"),
            ("ExternalSignIn:test:TokenEndpoint", $"http://localhost:{Port}/token"),
            ("ExternalSignIn:test:UserInfoEndpoint", $"http://localhost:{Port}/me"),
        ];

    public static async Task<OidcProvider> StartAsync()
    {
        var provider = new OidcProvider();
        provider.Port = (await provider.SaysAsync()).GetProperty("port").GetInt32();
        return provider;
    }

    /// <summary>Lets one client in, that it sends people back to.</summary>
    public async Task TrustAsync(Uri callback)
    {
        await _process.StandardInput.WriteLineAsync(callback.AbsoluteUri);
        await _process.StandardInput.FlushAsync();
        await SaysAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private async Task<JsonElement> SaysAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _said.Reader.ReadAsync(patience.Token);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
