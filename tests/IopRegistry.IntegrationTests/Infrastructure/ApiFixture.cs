using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>The whole API over a database of its own. Tests speak HTTP; they touch the database only to arrange.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly TestServer? _server;
    private TestDatabase _database = null!;
    private WebApplicationFactory<Program> _api = null!;

    public ApiFixture() { }

    /// <summary>On another server than the one that this run is about.</summary>
    internal ApiFixture(TestServer server) => _server = server;

    public IServiceProvider Services => _api.Services;

    /// <summary>For what is done to it behind the product's back.</summary>
    internal TestDatabase Database => _database;

    /// <summary>Starts at 2 March 2026, noon in Sweden; a test that needs another day moves it.</summary>
    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero));

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_server);
        _api = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.UseEnvironment("Testing")
                .UseDatabase(_database)
                .UseSetting("RateLimit:PermitLimit", "1000000") // tests call faster than people; limits have tests of their own
                .UseSetting("RateLimit:AnonymousPermitLimit", "1000000")
                .UseSetting("RateLimit:SignInPermitLimit", "1000000")
                .ConfigureTestServices(services =>
                {
                    services.AddSingleton<TimeProvider>(Clock);
                    _database.Configure(services);
                })
        );
    }

    /// <summary>The same database behind a host with other services.</summary>
    public WebApplicationFactory<Program> With(Action<IServiceCollection> configure) =>
        _api.WithWebHostBuilder(host => host.ConfigureTestServices(configure));

    /// <summary>The same database behind a host with other settings.</summary>
    public WebApplicationFactory<Program> WithSettings(params (string Key, string Value)[] settings) =>
        _api.WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });

    /// <summary>A client signed in with a real token of a new user, acting for the organisation in the roles named.</summary>
    public async Task<HttpClient> AsAsync(
        Guid organisationId,
        WebApplicationFactory<Program>? host = null,
        params Role[] roles
    )
    {
        var user = User.Add(
            "Test Testsson",
            new Membership(organisationId, roles.Length == 0 ? Everything : roles, DateOnly.MinValue, null),
            Clock.GetUtcNow()
        );
        var (token, stored) = AccessToken.Issue(user.Id, organisationId, Clock.GetUtcNow(), TimeSpan.FromDays(10_000));
        await ArrangeAsync(user, stored);

        var client = (host ?? _api).CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Anonymous() => _api.CreateClient();

    public async Task ArrangeAsync(params object[] entities)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        db.AddRange(entities);
        await db.SaveChangesAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static readonly Role[] Everything =
    [
        Role.Legal,
        Role.CaseOfficer,
        Role.Registrar,
        Role.Finance,
        Role.Signatory,
        Role.Admin,
    ];
}

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

public static class HttpResponseExtensions
{
    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<T>(ApiFixture.Json)
        ?? throw new InvalidOperationException("Empty body.");
}
