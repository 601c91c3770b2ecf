using System.Net;
using System.Net.Http.Headers;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>The server has gone while the product runs; how a start without it ends is in CommandTests.</summary>
public sealed class UnreachableSqlServerTests
{
    [Fact]
    public async Task Callers_are_told_to_come_back_and_health_says_why()
    {
        await using var host = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.UseEnvironment("Testing")
                .UseSetting("Database:Provider", "SqlServer")
                .UseSetting(TestKeys.Setting, TestKeys.Master)
                .UseSetting(
                    "ConnectionStrings:IopRegistry",
                    "Server=127.0.0.1,1;Database=iop;User Id=nobody;Password=secret;Encrypt=false"
                )
        );
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "iop_token");

        using var called = await client.GetAsync("/iop/v1/agreements");
        using var probe = host.CreateClient();
        using var ready = await probe.GetAsync("/health/ready");
        using var live = await probe.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, called.StatusCode);
        Assert.NotNull(called.Headers.RetryAfter);
        Assert.DoesNotContain("secret", await called.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(
            "The database does not answer.",
            await ready.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
