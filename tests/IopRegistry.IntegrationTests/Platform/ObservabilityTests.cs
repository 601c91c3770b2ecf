using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
        await using var collector = await CollectAsync(received);
        var settings = Settings(database);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single();
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await using var migrate = Product.Start(settings, "migrate");
        Assert.Equal(0, await migrate.ExitsAsync());
        await using var product = await Product.ServeAsync(settings);

        await CallAsync(product);
        await product.TerminateAsync(); // sends what is left

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], received.Keys.Order(StringComparer.Ordinal));
        Assert.All(received.Values, AssertDiscreet);
        Assert.Contains("/health/ready", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", received["/v1/metrics"], StringComparison.Ordinal);
    }

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

    private static async Task<WebApplication> CollectAsync(ConcurrentDictionary<string, string> received)
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
            }
        );
        await collector.StartAsync(CancellationToken.None);
        return collector;
    }
}
