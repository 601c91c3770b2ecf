using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Playwright;

namespace IopRegistry.IntegrationTests.Browser;

/// <summary>The machine's Chromium. Pages run what a front end would; the product's own pages have no scripts.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Path.Combine(
                    Environment
                        .GetEnvironmentVariable("PATH")!
                        .Split(Path.PathSeparator)
                        .First(folder => File.Exists(Path.Combine(folder, "chromium"))),
                    "chromium"
                ),
                Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                Timeout = 120_000,
            }
        );
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>A browser that has never been anywhere, on a page of the product.</summary>
    internal async Task<IPage> OpenAsync(Uri product)
    {
        // The policy of the product's pages forbids scripts to call; a front end of its own would have one that allows it.
        var context = await _browser.NewContextAsync(new() { BypassCSP = true });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(product, "/iop/v1/api-info").AbsoluteUri);
        return page;
    }
}

/// <summary>After everything else and one at a time: a browser is slow beside ten other tests, and hosts share its ports.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}

/// <summary>The product on a port of its own, under the name that browsers trust without encryption.</summary>
internal static class Listening
{
    public static Uri Listen(this WebApplicationFactory<Program> host)
    {
        host.UseKestrel(0);
        host.StartServer();
        return new UriBuilder(host.ClientOptions.BaseAddress) { Host = "localhost" }.Uri;
    }
}
