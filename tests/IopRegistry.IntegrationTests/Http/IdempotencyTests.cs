using System.Net;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Http.Samples;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Http;

public sealed class IdempotencyTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    private const string Path = "/iop/v1/samples";

    [Fact]
    public async Task The_same_call_gets_the_stored_answer_and_does_nothing_again()
    {
        var client = await http.ClientAsync();
        var (key, name) = (Key(), Name());

        var first = await PostAsync(client, key, name);
        var second = await PostAsync(client, key, name);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task Ten_parallel_calls_with_one_key_make_one_thing()
    {
        var client = await http.ClientAsync();
        var (key, name) = (Key(), Name());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync(client, key, name)));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(
            answers,
            answer =>
                Assert.True(
                    answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict,
                    $"{answer.StatusCode}"
                )
        );
        Assert.Equal(1, await CountAsync(name));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, key, name)).StatusCode);
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task Another_body_or_address_with_the_same_key_is_refused()
    {
        var client = await http.ClientAsync();
        var key = Key();
        await PostAsync(client, key, Name());

        var body = await (await PostAsync(client, key, Name())).ProblemAsync(422);
        var address = await client.SendAsync(
            HttpTesting.Post(
                $"{Path}/{Guid.CreateVersion7()}/touches",
                "",
                ("Idempotency-Key", key),
                ("If-Match", "\"1\"")
            )
        );

        Assert.Equal("idempotency-key-reused", body.Code);
        Assert.Equal("idempotency-key-reused", (await address.ProblemAsync(422)).Code);
    }

    [Fact]
    public async Task A_call_that_is_still_running_is_not_done_twice()
    {
        var gate = new SampleGate();
        await using var host = http.With(services => services.Replace(ServiceDescriptor.Singleton(gate)));
        var client = await http.ClientAsync(host);
        var (key, name) = (Key(), Name());

        var running = PostAsync(client, key, name);
        await gate.Reached;
        var meanwhile = await PostAsync(client, key, name);
        gate.Open();

        var problem = await meanwhile.ProblemAsync(409);
        Assert.Equal("idempotency-key-in-use", problem.Code);
        Assert.NotNull(meanwhile.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Created, (await running).StatusCode);
        Assert.Equal(1, await CountAsync(name));
    }

    [Fact]
    public async Task The_claim_of_a_dead_process_can_be_taken_over_and_if_it_was_only_slow_it_undoes_its_work()
    {
        var gate = new SampleGate();
        await using var host = http.With(services => services.Replace(ServiceDescriptor.Singleton(gate)));
        var client = await http.ClientAsync(host);
        var (key, name) = (Key(), Name());
        var slow = PostAsync(client, key, name);
        await gate.Reached;

        await ExpireLeaseAsync(key);
        using var other = http.Host.CreateClient();
        other.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        var taken = await PostAsync(other, key, name);
        gate.Open();

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        await (await slow).ProblemAsync(409);
        Assert.Equal(1, await CountAsync(name));
        var again = await PostAsync(other, key, name);
        Assert.Equal(taken.Headers.Location, again.Headers.Location);
    }

    [Theory]
    [InlineData("conflict", 409)]
    [InlineData("crash", 500)]
    [InlineData("", 422)]
    public async Task A_refusal_undoes_the_work_and_releases_the_key(string name, int status)
    {
        var client = await http.ClientAsync();
        var key = Key();

        await (await PostAsync(client, key, name)).ProblemAsync(status);
        await (await PostAsync(client, key, name)).ProblemAsync(status);

        Assert.Equal(0, await CountAsync(name));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, key, Name())).StatusCode);
    }

    [Fact]
    public async Task Two_clients_may_use_the_same_key()
    {
        var key = Key();
        var (one, other) = (await http.ClientAsync(), await http.ClientAsync());

        var first = await PostAsync(one, key, Name());
        var second = await PostAsync(other, key, Name());

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("å")]
    public async Task A_key_is_visible_ASCII(string key)
    {
        var client = await http.ClientAsync();
        var problem = await (await PostAsync(client, key, Name())).ProblemAsync(400);
        Assert.Equal("header:Idempotency-Key", Assert.Single(problem.Errors!).Pointer);
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        var client = await http.ClientAsync();
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, new string('k', 255), Name())).StatusCode);
        await (await PostAsync(client, new string('k', 256), Name())).ProblemAsync(400);
    }

    [Fact]
    public async Task After_a_day_the_key_is_forgotten()
    {
        var client = await http.ClientAsync();
        var (key, name) = (Key(), Name());
        await PostAsync(client, key, name);
        await using var scope = http.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();

        await new ApplyRetention(db, http.Api.Clock, NullLogger<ApplyRetention>.Instance).RunAsync(
            CancellationToken.None
        );
        Assert.True(await db.IdempotencyRecords.AnyAsync(r => r.Key == key));

        var later = new TestClock(http.Api.Clock.Now + IdempotencyClaims.Kept);
        await new ApplyRetention(db, later, NullLogger<ApplyRetention>.Instance).RunAsync(CancellationToken.None);
        Assert.False(await db.IdempotencyRecords.AnyAsync(r => r.Key == key));
    }

    private async Task ExpireLeaseAsync(string key)
    {
        await using var scope = http.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var past = http.Api.Clock.Now.AddSeconds(-1);
        await db
            .IdempotencyRecords.Where(r => r.Key == key)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.LeaseUntil, past));
    }

    private async Task<int> CountAsync(string name)
    {
        await using var scope = http.Host.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<IopDbContext>()
            .Users.CountAsync(user => user.Name == name);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string key, string name) =>
        client.SendAsync(
            HttpTesting.Post(Path, $$"""{"name":"{{name}}","kind":"localThing"}""", ("Idempotency-Key", key))
        );

    private static string Key() => Guid.CreateVersion7().ToString();

    private static string Name() => "sample-" + Guid.CreateVersion7();
}
