using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using IopRegistry.Api.Http;
using IopRegistry.PostgreSql;
using IopRegistry.SqlServer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IopRegistry.IntegrationTests.Http;

/// <summary>What is on every answer: problems, languages, trace context, security headers, limits.</summary>
public sealed class EdgeTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    private const string Samples = "/iop/v1/samples";

    [Theory]
    [InlineData(null, "sv")]
    [InlineData("", "sv")]
    [InlineData("sv", "sv")]
    [InlineData("en", "en")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("de", "sv")]
    [InlineData("de, en;q=0.5", "en")]
    [InlineData("sv;q=0.4, en;q=0.6", "en")]
    [InlineData("en;q=0.4, sv;q=0.6", "sv")]
    [InlineData("en;q=0", "sv")]
    [InlineData("*", "sv")]
    [InlineData("en;q=0.5, *;q=0.7", "sv")]
    [InlineData("enx", "sv")]
    [InlineData("%%%", "sv")]
    public async Task A_problem_speaks_the_language_asked_for(string? acceptLanguage, string language)
    {
        var client = await http.ClientAsync();
        var response = await client.SendAsync(
            HttpTesting.Post(
                Samples,
                """{"name":"","kind":"localThing","count":0}""",
                ("Accept-Language", acceptLanguage ?? "")
            )
        );

        var problem = await response.ProblemAsync(422);
        Assert.Equal(
            string.Equals(language, "sv", StringComparison.Ordinal)
                ? ("Uppgifter saknas eller är fel.", "Minst en behövs.")
                : ("Something is missing or wrong.", "At least one is needed."),
            (problem.Title, problem.Errors![1].Message)
        );
        Assert.Contains("name", problem.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(language, response.Content.Headers.ContentLanguage.Single());
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    [Fact]
    public async Task A_broken_rule_names_its_field_and_its_guards()
    {
        var client = await http.ClientAsync();
        var response = await client.SendAsync(
            HttpTesting.Post(Samples, """{"name":"conflict","kind":"localThing"}""", ("Accept-Language", "en"))
        );

        var problem = await response.ProblemAsync(409);
        Assert.Equal("sample-name-taken", problem.Code);
        Assert.Equal("/iop/v1/samples", problem.Instance);
        Assert.Equal(
            new ProblemError("/name", "sample-name-taken", "conflict exists already."),
            problem.Errors!.Single()
        );
        Assert.Equal(new UnmetGuard("sample-name-taken", "conflict exists already."), problem.UnmetGuards!.Single());
    }

    [Fact]
    public async Task A_fault_of_ours_tells_nothing_and_is_logged_once_with_its_trace()
    {
        var log = new LogOfErrors();
        await using var host = http.With(services => services.AddSingleton<ILoggerProvider>(log));
        var client = await http.ClientAsync(host);

        var response = await client.SendAsync(HttpTesting.Post(Samples, """{"name":"crash","kind":"localThing"}"""));

        var problem = await response.ProblemAsync(500);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(problem.TraceId, Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_is_continued_and_returned()
    {
        var client = await http.ClientAsync();
        var response = await client.SendAsync(
            HttpTesting.Get(Samples, ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        );
        var invalid = await client.SendAsync(HttpTesting.Get(Samples, ("traceparent", "00-nonsense")));

        var (own, other) = (Header(response, "traceparent"), Header(invalid, "traceparent"));
        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", own, StringComparison.Ordinal);
        Assert.DoesNotContain("00f067aa0ba902b7", own, StringComparison.Ordinal);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", other);
    }

    [Theory]
    [InlineData(Samples)]
    [InlineData("/iop/v1/api-info")]
    [InlineData("/nothing")]
    public async Task Every_answer_is_careful_and_says_how_many_calls_are_left(string path)
    {
        var client = await http.ClientAsync();
        var response = await client.GetAsync(path);

        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Contains(
            "frame-ancestors 'none'",
            Header(response, "Content-Security-Policy"),
            StringComparison.Ordinal
        );
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.False(response.Headers.Contains("Server"));
        Assert.Matches("^\"default\";q=[0-9]+;w=60$", Header(response, "RateLimit-Policy"));
        Assert.Matches("^\"default\";r=[0-9]+;t=[0-9]+$", Header(response, "RateLimit"));
    }

    [Fact]
    public async Task Who_calls_too_often_waits_and_nobody_else_does()
    {
        await using var host = http.With(services =>
            services.Configure<RateLimitOptions>(limits =>
            {
                limits.PermitLimit = 3;
                limits.AnonymousPermitLimit = 1;
                limits.WindowSeconds = 3600;
            })
        );
        var (busy, calm) = (await http.ClientAsync(host), await http.ClientAsync(host));
        for (var left = 2; left >= 0; left--)
        {
            var response = await busy.GetAsync(Samples);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.StartsWith($"\"default\";r={left};t=", Header(response, "RateLimit"), StringComparison.Ordinal);
        }

        var refused = await busy.GetAsync(Samples);
        Assert.Equal("too-many-requests", (await refused.ProblemAsync(429)).Code);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        Assert.Equal(HttpStatusCode.OK, (await calm.GetAsync(Samples)).StatusCode);
        using var anonymous = host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("/iop/v1/api-info")).StatusCode);
        await (await anonymous.GetAsync("/iop/v1/api-info")).ProblemAsync(429);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_503()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var client = await http.ClientAsync();
        await using var host = http.Host.WithWebHostBuilder(builder =>
            builder.UseSetting("ConnectionStrings:IopRegistry", $"Host=127.0.0.1;Port={port};Username=x")
        );
        using var cut = host.CreateClient();
        cut.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;

        var response = await cut.GetAsync(Samples);

        Assert.Equal("unavailable", (await response.ProblemAsync(503)).Code);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_a_megabyte_is_refused_also_when_it_does_not_say_how_long_it_is(bool chunked)
    {
        await using var host = http.With(_ => { });
        host.UseKestrel(0);
        host.StartServer();
        var client = await http.ClientAsync(host);
        using var request = HttpTesting.Post(
            Samples,
            $$"""{"name":"x","kind":"localThing","note":"{{new string('x', 1_100_000)}}"}"""
        );
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("Idempotency-Key", "large");

        var response = await client.SendAsync(request);

        Assert.Equal("body-too-large", (await response.ProblemAsync(413)).Code);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body()
    {
        await using var host = http.With(_ => { });
        host.UseKestrel(0);
        host.StartServer();
        var client = await http.ClientAsync(host);
        using var request = new HttpRequestMessage(HttpMethod.Head, Samples);
        var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Pages_link_to_their_neighbours_with_every_filter()
    {
        var client = await http.ClientAsync();
        var name = "page-" + Guid.CreateVersion7();
        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync(HttpTesting.Post(Samples, $$"""{"name":"{{name}}","kind":"localThing"}"""));
        }

        var path = $"{Samples}?name={name}&sort=-name,id&limit=2&page=2";
        var page = await (await client.GetAsync(path)).Content.ReadAsStringAsync();

        Assert.Contains(
            "\"_meta\":{\"page\":2,\"limit\":2,\"totalRecords\":5,\"totalPages\":3}",
            page,
            StringComparison.Ordinal
        );
        var links = JsonDocument.Parse(page).RootElement.GetProperty("_links");
        var next = new Uri(links.GetProperty("next").GetProperty("href").GetString()!);
        Assert.Equal("http://localhost" + Samples, next.GetLeftPart(UriPartial.Path));
        Assert.Equal($"?name={name}&sort=-name,id&limit=2&page=3", Uri.UnescapeDataString(next.Query));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(next)).StatusCode);
        var last = await client.GetStringAsync($"{Samples}?name={name}&limit=2&page=3");
        Assert.DoesNotContain("\"next\"", last, StringComparison.Ordinal);
        Assert.Contains("page=2\",\"method\":\"GET\",\"rel\":\"prev\"", last, StringComparison.Ordinal);
        var beyond = await client.GetStringAsync($"{Samples}?name={name}&page=10000000&limit=100");
        Assert.Contains("\"samples\":[]", beyond, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reading_page_works_from_its_own_files_under_its_own_policy()
    {
        using var anyone = http.Host.CreateClient();
        var page = await anyone.GetAsync("/docs/index.html");
        var script = await anyone.GetAsync("/docs/swagger-ui-bundle.js");
        var settings = await anyone.GetStringAsync("/docs/index.js");
        var document = await anyone.GetStringAsync("/docs/openapi.json");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.DoesNotMatch("(src|href)=\"https?:", await page.Content.ReadAsStringAsync());
        Assert.DoesNotMatch("<script(?![^>]*src=)[^>]*>", await page.Content.ReadAsStringAsync());
        Assert.StartsWith("default-src 'self'", Header(page, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("/docs/openapi.json", settings, StringComparison.Ordinal);
        Assert.Contains("\"url\": \"/iop/v1\"", document, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_is_recognised_by_its_index_on_both_databases()
    {
        Assert.Equal(
            "ux_organisations_number",
            SqlServerFailures.ConstraintNamed(
                "Cannot insert duplicate key row in object 'dbo.Organisations' with unique index 'ux_organisations_number'. The duplicate key value is (5599990008)."
            )
        );
        Assert.Equal(
            "ux_agreements_reference",
            SqlServerFailures.ConstraintNamed(
                "Violation of UNIQUE KEY constraint 'ux_agreements_reference'. Cannot insert duplicate key in object 'dbo.Agreements'."
            )
        );
        Assert.Null(PostgreSqlFailures.ViolatedUniqueConstraint(new InvalidOperationException("23505")));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Single();

    private sealed class LogOfErrors : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                lock (Lines)
                {
                    Lines.Add(formatter(state, exception));
                }
            }
        }

        public void Dispose() { }
    }
}
