using System.Net;
using System.Net.Sockets;
using System.Text;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Http;

/// <summary>How calls arrive at an installation: over HTTPS, through proxies that are known, from pages that are named.</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private const string Info = "/iop/v1/api-info";
    private const string Proxy = "10.0.0.7";
    private const string Stranger = "203.0.113.9";

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [Fact]
    public async Task A_browser_in_clear_is_sent_to_https_and_keeps_its_address()
    {
        await using var host = Host();
        var response = await SendAsync(host, HttpMethod.Get, $"{Info}?a=%C3%A5", Stranger);

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal($"https://iop.example{Info}?a=%C3%A5", response.Headers.Location!.OriginalString);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("GET", "Authorization", "Bearer secret")]
    [InlineData("GET", "Cookie", "session=secret")]
    [InlineData("POST", "Accept", "*/*")]
    public async Task What_should_not_have_been_sent_in_clear_is_refused(string method, string header, string value)
    {
        await using var host = Host();
        var response = await SendAsync(host, new HttpMethod(method), Info, Stranger, (header, value));

        Assert.Equal("https-required", (await response.ProblemAsync(403)).Code);
    }

    [Theory]
    [InlineData(Proxy, "https", 200)]
    [InlineData("10.0.0.8", "https", 308)] // not the proxy that is known
    [InlineData(Stranger, "https", 308)] // whoever says so himself
    [InlineData(Proxy, "http", 308)]
    public async Task Only_a_known_proxy_is_believed(string from, string scheme, int status)
    {
        await using var host = Host();
        var response = await SendAsync(
            host,
            HttpMethod.Get,
            Info,
            from,
            ("X-Forwarded-For", Stranger),
            ("X-Forwarded-Proto", scheme)
        );

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200, response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Callers_behind_the_proxy_are_counted_one_by_one_and_cannot_pass_for_another()
    {
        await using var host = Host(("RateLimit:AnonymousPermitLimit", "1"), ("RateLimit:WindowSeconds", "86400"));

        Assert.Equal(200, await CallAsync("192.0.2.1"));
        Assert.Equal(429, await CallAsync("192.0.2.1"));
        Assert.Equal(200, await CallAsync("192.0.2.2"));
        Assert.Equal(429, await CallAsync("192.0.2.3, 192.0.2.1")); // the first part is what the caller wrote

        async Task<int> CallAsync(string forwardedFor)
        {
            var response = await SendAsync(
                host,
                HttpMethod.Get,
                Info,
                Proxy,
                ("X-Forwarded-For", forwardedFor),
                ("X-Forwarded-Proto", "https")
            );
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData("/health/live", Stranger)]
    [InlineData(Info, "127.0.0.1")]
    public async Task Probes_and_callers_on_the_machine_itself_may_come_in_clear(string path, string from)
    {
        await using var host = Host();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, HttpMethod.Get, path, from)).StatusCode);
    }

    [Fact]
    public async Task Only_named_pages_of_others_may_read_answers()
    {
        await using var closed = Host(("Proxy:Addresses", ""), ("Cors:Origins", ""));
        await using var open = Host(("Cors:Origins", "https://kommun.example"));

        Assert.False(await MayAsync(closed, "https://kommun.example"));
        Assert.False(await MayAsync(open, "https://annan.example"));
        Assert.True(await MayAsync(open, "https://kommun.example"));

        using var request = new HttpRequestMessage(HttpMethod.Options, Info);
        request.Headers.Add("Origin", "https://kommun.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using var client = open.CreateClient();
        using var preflight = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));

        static async Task<bool> MayAsync(WebApplicationFactory<Program> host, string origin)
        {
            var response = await SendAsync(host, HttpMethod.Get, Info, "127.0.0.1", ("Origin", origin));
            return response.Headers.Contains("Access-Control-Allow-Origin");
        }
    }

    [Theory]
    [InlineData(Info)]
    [InlineData("/docs/index.html")]
    [InlineData("/nothing")]
    public async Task Every_answer_says_what_a_page_may_do_with_it(string path)
    {
        await using var host = Host();
        var response = await SendAsync(host, HttpMethod.Get, path, "127.0.0.1");

        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Contains(
            "camera=()",
            response.Headers.GetValues("Permissions-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("GET {0} HTTP/1.1\r\nHost: a\r\n{1}\r\n", 70, 431)] // too many headers
    [InlineData("GET {0}?{2} HTTP/1.1\r\nHost: a\r\n\r\n", 9000, 414)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: a\r\nX-A: {2}\r\n\r\n", 17000, 431)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: a\r\nX-A: b\nSet-Cookie: c\0d\r\n\r\n", 0, 400)]
    [InlineData("GET {0} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 0, 400)]
    public async Task What_no_client_sends_is_refused_before_anything_reads_it(string request, int size, int status)
    {
        await using var host = Host("Testing");
        host.UseKestrel(0);
        host.StartServer();
        var port = host.CreateClient().BaseAddress!.Port;
        var text = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            request,
            Info,
            string.Concat(Enumerable.Range(0, size).Select(i => $"X-{i}: a\r\n")),
            new string('a', size)
        );

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(stream);
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    private WebApplicationFactory<Program> Host(params (string Name, string Value)[] settings) =>
        Host("Production", settings);

    private WebApplicationFactory<Program> Host(string environment, params (string Name, string Value)[] settings) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment)
                .UseDatabase(_database)
                .UseSetting("Jobs:Enabled", "false")
                .UseSetting("RateLimit:Shared", "false")
                .UseSetting("RateLimit:AnonymousPermitLimit", "1000")
                .UseSetting("Proxy:Addresses", Proxy)
                .ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new ConnectionFrom()));
            foreach (var (name, value) in settings)
            {
                host.UseSetting(name, value);
            }
        });

    private static async Task<HttpResponseMessage> SendAsync(
        WebApplicationFactory<Program> host,
        HttpMethod method,
        string path,
        string from,
        params (string Name, string Value)[] headers
    )
    {
        using var client = host.CreateClient(
            new()
            {
                BaseAddress = new Uri("http://iop.example"),
                AllowAutoRedirect = false,
                HandleCookies = false,
            }
        );
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(ConnectionFrom.Header, from);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    /// <summary>The test server has no connections, and so no addresses that they come from.</summary>
    private sealed class ConnectionFrom : IStartupFilter
    {
        public const string Header = "Test-From";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, then) =>
                    {
                        if (context.Request.Headers[Header].FirstOrDefault() is { } from)
                        {
                            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                            context.Request.Headers.Remove(Header);
                        }

                        return then(context);
                    }
                );
                next(app);
            };
    }
}
