using System.Text;
using System.Text.Json;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Http.Samples;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Http;

/// <summary>The API with the sample slices of this assembly beside its own.</summary>
public sealed class HttpFixture : IAsyncLifetime
{
    private WebApplicationFactory<Program>? _host;

    public ApiFixture Api { get; } = new();

    public WebApplicationFactory<Program> Host => _host ??= With(_ => { });

    public WebApplicationFactory<Program> With(Action<IServiceCollection> configure) =>
        Api.With(services =>
        {
            services.AddSingleton(new SliceAssembly(typeof(HttpFixture).Assembly));
            services.AddValidators(typeof(HttpFixture).Assembly);
            services.AddSingleton(SampleGate.Ajar());
            configure(services);
        });

    public Task<HttpClient> ClientAsync(WebApplicationFactory<Program>? host = null) =>
        Api.AsAsync(Guid.CreateVersion7(), host ?? Host);

    public Task InitializeAsync() => Api.InitializeAsync();

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await ((IAsyncLifetime)Api).DisposeAsync();
    }
}

internal static class HttpTesting
{
    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static HttpRequestMessage Post(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public static HttpRequestMessage Get(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The problem document of a refusal, which must be whole and must not tell what the program is made of.</summary>
    public static async Task<Problem> ProblemAsync(this HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("IopRegistry.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        var problem = JsonSerializer.Deserialize<Problem>(text, StrictJson.Options)!;
        Assert.Equal(status, problem.Status);
        Assert.EndsWith(problem.Code, problem.Type, StringComparison.Ordinal);
        Assert.Contains(problem.TraceId, response.Headers.GetValues("traceparent").Single(), StringComparison.Ordinal);
        return problem;
    }
}
