using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IopRegistry.IntegrationTests.Messaging;

/// <summary>A call as a receiver got it.</summary>
internal sealed record ReceivedCall(string Path, string Id, string Timestamp, string Signature, string Body);

/// <summary>A receiver of webhooks: a real web server on a free port of loopback that does what a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What it does with the call; 204 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Behaviour { get; set; } = context => Status(context, 204);

    public string Url => $"{_app.Urls.First()}/iop";

    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    public IReadOnlyList<string> Ids => [.. _calls.Select(call => call.Id)];

    public static async Task<Receiver> StartAsync(Func<HttpContext, Task>? behaviour = null)
    {
        var receiver = new Receiver();
        receiver.Behaviour = behaviour ?? receiver.Behaviour;
        await receiver._app.StartAsync();
        return receiver;
    }

    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async Task ArrivesAsync() =>
        Assert.True(await _arrived.WaitAsync(Patience, CancellationToken.None), "Nothing arrived.");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        _calls.Enqueue(
            new ReceivedCall(
                context.Request.Path,
                headers["webhook-id"].ToString(),
                headers["webhook-timestamp"].ToString(),
                headers["webhook-signature"].ToString(),
                await reader.ReadToEndAsync(CancellationToken.None)
            )
        );
        _arrived.Release();
        await Behaviour(context);
    }
}
