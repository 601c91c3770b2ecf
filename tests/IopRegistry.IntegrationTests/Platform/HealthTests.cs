using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IopRegistry.IntegrationTests.Platform;

public sealed class HealthTests
{
    [Fact]
    public async Task A_migrated_database_and_running_jobs_are_ready()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = HostOn(database, jobs: true);

        using var response = await Product.ReadyAsync(host.CreateClient());

        Assert.Equal(
            """{"status":"healthy","checks":{"database":{"status":"healthy"},"migrations":{"status":"healthy"},"mail":{"status":"healthy","description":"No mail server is set; nobody gets e-mail."},"jobs":{"status":"healthy"}}}""",
            await response.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task Pending_migrations_are_listed_and_the_process_is_still_alive()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var host = HostOn(database, jobs: false);

        var (status, health) = await ReadyAsync(host);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("healthy", (string?)health["checks"]!["database"]!["status"]);
        Assert.NotEmpty(health["checks"]!["migrations"]!["pendingMigrations"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await host.CreateClient().GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_database_that_goes_away_makes_it_unready_until_it_is_back()
    {
        var database = await TestDatabase.CreateAsync();
        await using var host = HostOn(database, jobs: false);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(host)).Status);
        await database.DisposeAsync();

        var (status, health) = await ReadyAsync(host);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("The database does not answer.", (string?)health["checks"]!["database"]!["description"]);
        Assert.Equal(HttpStatusCode.OK, (await host.CreateClient().GetAsync("/health/live")).StatusCode);
    }

    private static WebApplicationFactory<Program> HostOn(TestDatabase database, bool jobs) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.UseEnvironment("Testing").UseDatabase(database).UseSetting("Jobs:Enabled", jobs ? "true" : "false")
        );

    private static async Task<(HttpStatusCode Status, JsonNode Body)> ReadyAsync(WebApplicationFactory<Program> host)
    {
        using var response = await host.CreateClient().GetAsync("/health/ready");
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}
