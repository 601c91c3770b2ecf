using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IopRegistry.IntegrationTests.Platform;

public sealed class ObservabilityTests
{
    private const string Token = "iop_5ec4e7";
    private const string Person = "19121212-1212";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Production_logs_are_JSON_with_the_trace_and_without_tokens_or_addresses()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var migrate = Product.Start(Settings(database), "migrate");
        Assert.Equal(0, await migrate.ExitsAsync());
        await using var product = await Product.ServeAsync(Settings(database));

        await CallAsync(product);
        await product.TerminateAsync();

        var lines = product.Output.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(
            lines,
            line =>
                line.TryGetProperty("traceId", out var id)
                && id.ValueEquals(TraceId)
                && line.TryGetProperty("values", out _)
        );
        Assert.All(product.Output, AssertDiscreet);
        Assert.Empty(product.Errors);
    }

    [Fact]
    public async Task Traces_metrics_and_logs_go_where_the_endpoint_says_and_name_nobody()
    {
        await using var database = await TestDatabase.CreateAsync();
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var arrivals = Channel.CreateUnbounded<string>();
        await using var collector = await CollectAsync(received, arrivals.Writer);
        var settings = Settings(database);
        foreach (var interval in new[] { "BLRP_SCHEDULE_DELAY", "BSP_SCHEDULE_DELAY", "METRIC_EXPORT_INTERVAL" })
        {
            settings[$"OTEL_{interval}"] = "200"; // milliseconds: what is asserted below does not wait for the last flush
        }

        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single();
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await using var migrate = Product.Start(settings, "migrate");
        Assert.Equal(0, await migrate.ExitsAsync());
        await using var product = await Product.ServeAsync(settings);

        await CallAsync(product);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!IsTold(received))
        {
            await arrivals.Reader.ReadAsync(patience.Token);
        }

        await product.TerminateAsync();
        Assert.All(received.Values, AssertDiscreet);
    }

    /// <summary>All three kinds have come, with the calls in them.</summary>
    private static bool IsTold(ConcurrentDictionary<string, string> received) =>
        received.ContainsKey("/v1/logs")
        && received.TryGetValue("/v1/traces", out var traces)
        && traces.Contains("/health/ready", StringComparison.Ordinal)
        && received.TryGetValue("/v1/metrics", out var metrics)
        && metrics.Contains("http.server.request.duration", StringComparison.Ordinal);

    private static Dictionary<string, string> Settings(TestDatabase database) =>
        new(database.Environment, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__IopRegistry.Api.Hosting.RequestLog"] = "Information",
        };

    /// <summary>Everything a log must not repeat, in every place a request has for it.</summary>
    private static async Task CallAsync(Product product)
    {
        foreach (
            var address in new[]
            {
                $"/iop/v1/persons/{Person}?access_token={Token}",
                $"/health/ready?access_token={Token}",
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            request.Headers.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
            request.Headers.UserAgent.ParseAdd($"agent/{Token}");
            using var response = await product.Http.SendAsync(request);
        }
    }

    private static void AssertDiscreet(string text)
    {
        Assert.DoesNotContain(Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Person, text, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> CollectAsync(
        ConcurrentDictionary<string, string> received,
        ChannelWriter<string> arrivals
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.MapPost(
            "/v1/{signal}",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
                received.AddOrUpdate(
                    request.Path,
                    _ => Encoding.UTF8.GetString(body.ToArray()),
                    (_, before) => before + Encoding.UTF8.GetString(body.ToArray())
                );
                arrivals.TryWrite(request.Path);
            }
        );
        await collector.StartAsync(CancellationToken.None);
        return collector;
    }
}
