using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using IopRegistry.Api.Features.Jobs;
using IopRegistry.Api.Jobs;
using IopRegistry.Identity;
using IopRegistry.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>Nodes that run jobs on one database, and an operator who asks them.</summary>
internal sealed class JobCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<WebApplicationFactory<Program>> _nodes = [];
    private string _token = "";

    public TestDatabase Database { get; private init; } = null!;

    /// <summary>What the one job does that the tests run: whatever they let it.</summary>
    public Gate Gate { get; } = new();

    public const string Job = ApplyRetention.Name;

    public const string Runs = $"/iop/v1/jobs/{Job}/runs";

    public static async Task<JobCluster> CreateAsync()
    {
        var cluster = new JobCluster { Database = await TestDatabase.CreateAsync() };
        var organisationId = Guid.CreateVersion7();
        var user = User.Add(
            "Test Testsson",
            new Membership(organisationId, [Role.Operator], DateOnly.MinValue, null),
            DateTimeOffset.UnixEpoch
        );
        var (token, stored) = AccessToken.Issue(
            user.Id,
            organisationId,
            DateTimeOffset.UnixEpoch,
            TimeSpan.FromDays(100_000)
        );
        await using var db = cluster.Database.Open();
        db.AddRange(user, stored);
        await db.SaveChangesAsync();
        cluster._token = token;
        return cluster;
    }

    /// <summary>A node in this process, whose one job is the gate.</summary>
    public async Task<Node> StartNodeAsync()
    {
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.UseEnvironment("Testing")
                .UseDatabase(Database)
                .UseSetting("Jobs:Enabled", "true")
                .UseSetting("RateLimit:Enabled", "false")
                .ConfigureTestServices(services => services.AddKeyedSingleton<IScheduledTask>(Job, Gate))
        );
        _nodes.Add(factory);
        var http = SignedIn(factory.CreateClient());
        using var ready = await Product.ReadyAsync(http);
        return new Node(factory, http);
    }

    public HttpClient SignedIn(HttpClient http)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return http;
    }

    /// <summary>Reads until what is read is so.</summary>
    public static async Task<T> UntilAsync<T>(HttpClient http, string address, Func<T, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var response = await http.GetAsync(address, patience.Token);
            if (response.StatusCode == HttpStatusCode.OK && await response.ReadAsync<T>() is { } read && isSo(read))
            {
                return read;
            }

            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    public static Task<JobRunView> UntilAsync(HttpClient http, string address, JobRunState state) =>
        UntilAsync<JobRunView>(http, address, run => run.State == state);

    public async ValueTask DisposeAsync()
    {
        Gate.LetThrough(100);
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    internal sealed record Node(WebApplicationFactory<Program> Host, HttpClient Http) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}

/// <summary>A task that waits to be let through, and knows how many were in it at once.</summary>
internal sealed class Gate : IScheduledTask
{
    private readonly Channel<bool> _entered = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _passes = Channel.CreateUnbounded<bool>();
    private int _inside;

    public int MostInside { get; private set; }

    public Exception? Failure { get; set; }

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        MostInside = Math.Max(MostInside, Interlocked.Increment(ref _inside));
        await _entered.Writer.WriteAsync(true, cancellationToken);
        await _passes.Reader.ReadAsync(cancellationToken);
        Interlocked.Decrement(ref _inside);
        return Failure is { } failure ? throw failure : JobCounts.Of("let-through", 1);
    }

    /// <summary>Waits until a run is inside.</summary>
    public ValueTask<bool> EnteredAsync() => _entered.Reader.ReadAsync();

    public void LetThrough(int runs = 1)
    {
        for (var i = 0; i < runs; i++)
        {
            _passes.Writer.TryWrite(true);
        }
    }
}
