using System.Net;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Http.Samples;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Http;

/// <summary>Two nodes on one database count as one.</summary>
public sealed class SharedLimitsTests : IAsyncLifetime
{
    private const string Samples = "/iop/v1/samples";

    private readonly HttpFixture _http = new();
    private WebApplicationFactory<Program> _one = null!;
    private WebApplicationFactory<Program> _two = null!;

    public async Task InitializeAsync()
    {
        await _http.InitializeAsync();
        _one = Node();
        _two = Node();
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _http.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_who_goes_from_node_to_node_is_stopped_on_both_and_nobody_else_is()
    {
        using var busyOnOne = await _http.ClientAsync(_one);
        using var busyOnTwo = _two.CreateClient();
        busyOnTwo.DefaultRequestHeaders.Authorization = busyOnOne.DefaultRequestHeaders.Authorization;
        using var calm = await _http.ClientAsync(_two);

        await CallAsync(busyOnOne, 6);
        await ExchangeAsync(_one);
        await CallAsync(busyOnTwo, 1); // and so it has something to ask about
        await ExchangeAsync(_two);
        Assert.Equal("2", Left(await busyOnTwo.GetAsync(Samples))); // 6 there, 2 here
        await CallAsync(busyOnTwo, 2);
        await (await busyOnTwo.GetAsync(Samples)).ProblemAsync(429);

        Assert.Equal("3", Left(await busyOnOne.GetAsync(Samples))); // has not been told yet
        await ExchangeAsync(_two);
        await ExchangeAsync(_one);
        await (await busyOnOne.GetAsync(Samples)).ProblemAsync(429);
        Assert.Equal("9", Left(await calm.GetAsync(Samples)));

        _http.Api.Clock.Now += TimeSpan.FromSeconds(60);
        Assert.Equal("9", Left(await busyOnOne.GetAsync(Samples)));
        Assert.Equal("9", Left(await busyOnTwo.GetAsync(Samples)));
    }

    [Fact]
    public async Task Nodes_tell_each_other_by_themselves()
    {
        await using var one = Node(shared: true, limit: 100);
        await using var two = Node(shared: true, limit: 100);
        using var onOne = await _http.ClientAsync(one);
        using var onTwo = two.CreateClient();
        onTwo.DefaultRequestHeaders.Authorization = onOne.DefaultRequestHeaders.Authorization;
        await CallAsync(onOne, 60);

        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var own = 1; own <= 40; own++) // each call asks a node to listen to the others
        {
            using var response = await onTwo.GetAsync(Samples);
            if (string.Equals(Left(response), $"{100 - 60 - own}", StringComparison.Ordinal))
            {
                return;
            }

            await again.WaitForNextTickAsync();
        }

        Assert.Fail("The second node never heard of the first.");
    }

    [Fact]
    public async Task A_caller_that_a_node_meets_for_the_first_time_is_known_already()
    {
        using var busyOnOne = await _http.ClientAsync(_one);
        using var busyOnTwo = _two.CreateClient();
        busyOnTwo.DefaultRequestHeaders.Authorization = busyOnOne.DefaultRequestHeaders.Authorization;
        using var other = await _http.ClientAsync(_two);
        await CallAsync(busyOnOne, 10);
        await ExchangeAsync(_one);
        await CallAsync(other, 1);
        await ExchangeAsync(_two);

        await (await busyOnTwo.GetAsync(Samples)).ProblemAsync(429);
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_database_per_call_nor_when_nobody_calls_and_nobody_is_named_in_it()
    {
        using var client = await _http.ClientAsync(_one);
        await CallAsync(client, 5);
        await ExchangeAsync(_one);
        await ExchangeAsync(_one);

        await using var scope = _http.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopRegistry.Persistence.IopDbContext>();
        var report = await db.RateReports.SingleAsync();
        var user = await db.Users.SingleAsync();
        Assert.Contains(":5}", report.Counts, StringComparison.Ordinal);
        Assert.DoesNotContain($"{user.Id}", report.Counts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_of_nodes_that_are_gone_are_forgotten()
    {
        await _http.Api.ArrangeAsync(
            new IopRegistry.Persistence.RateReport
            {
                NodeId = Guid.CreateVersion7(),
                Period = 1,
                Counts = "{}",
                WrittenAt = _http.Api.Clock.Now.AddHours(-2),
            }
        );
        using var client = await _http.ClientAsync(_one);
        await CallAsync(client, 1);
        await ExchangeAsync(_one);

        await using var scope = _http.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopRegistry.Persistence.IopDbContext>();
        Assert.DoesNotContain(await db.RateReports.ToListAsync(), report => report.Period == 1);
    }

    [Fact]
    public async Task Signing_in_is_counted_by_address_and_apart_from_everything_else()
    {
        using var somebody = await _http.ClientAsync(_one);
        for (var left = 1; left >= 0; left--)
        {
            using var response = await somebody.PostAsync(SignInSample.Path, null);
            Assert.Equal($"\"sign-in\";q=2;w=60", response.Headers.GetValues("RateLimit-Policy").Single());
            Assert.Equal($"{left}", Left(response));
        }

        using var somebodyElse = await _http.ClientAsync(_one);
        await (await somebodyElse.PostAsync(SignInSample.Path, null)).ProblemAsync(429);
        Assert.Equal(HttpStatusCode.OK, (await somebodyElse.GetAsync(Samples)).StatusCode);
    }

    private WebApplicationFactory<Program> Node(bool shared = false, int limit = 10) =>
        _http.With(services =>
            services.Configure<RateLimitOptions>(limits =>
            {
                limits.Shared = shared;
                limits.PermitLimit = limit;
                limits.SignInPermitLimit = 2;
            })
        );

    private static Task ExchangeAsync(WebApplicationFactory<Program> node) =>
        node.Services.GetRequiredService<RateExchange>().ExchangeAsync(CancellationToken.None);

    private static async Task CallAsync(HttpClient client, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var response = await client.GetAsync(Samples);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static string Left(HttpResponseMessage response) =>
        response.Headers.GetValues("RateLimit").Single().Split(";r=")[1].Split(';')[0];
}
