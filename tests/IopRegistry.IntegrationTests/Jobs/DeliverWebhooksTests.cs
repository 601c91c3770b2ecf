using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IopRegistry.Api.Features.WebhookEndpoints;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Messaging;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.IntegrationTests.Messaging;
using IopRegistry.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>Messages to receivers of every temper, over real HTTP.</summary>
public sealed class DeliverWebhooksTests(Post post, ITestOutputHelper output) : IClassFixture<Post>, IAsyncLifetime
{
    public Task InitializeAsync() => post.SettleAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_is_what_the_standard_says()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await EndpointAsync(receiver);
        var agreement = await post.Partnership.ProposeAsync();

        await TellAsync();

        var call = Assert.Single(receiver.Calls);
        var timestamp = post.Clock.Now.ToUnixTimeSeconds();
        Assert.Equal(timestamp.ToString(CultureInfo.InvariantCulture), call.Timestamp);
        Assert.Equal(WebhookSecret.Sign(endpoint.Secret!, call.Id, timestamp, call.Body), call.Signature);
        Assert.StartsWith("msg_", call.Id, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(call.Body) < WebhookCaller.MostBytes);
        var body = JsonDocument.Parse(call.Body).RootElement;
        Assert.Equal(["type", "timestamp", "data"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("agreement.propose", body.GetProperty("type").GetString());
        Assert.Equal("2026-03-02T11:00:00Z", body.GetProperty("timestamp").GetString());
        var data = body.GetProperty("data");
        Assert.Equal(agreement.Id, data.GetProperty("agreementId").GetGuid());
        Assert.Equal(
            (1, "proposed"),
            (data.GetProperty("sequence").GetInt32(), data.GetProperty("toState").GetString())
        );

        var delivery = Assert.Single(await LogAsync(endpoint));
        Assert.Equal(
            (WebhookDeliveryState.Delivered, 1, (int?)204),
            (delivery.State, delivery.Attempts, delivery.LastStatus)
        );
        Assert.Equal(call.Id, delivery.WebhookId);
    }

    /// <summary>Whatever a receiver does first, it has every message in the end, under one id, and the log says how it went.</summary>
    [Theory]
    [InlineData("500", 500, null)]
    [InlineData("302", 302, null)]
    [InlineData("429", 429, null)]
    [InlineData("hangs", null, "timeout")]
    [InlineData("closes", null, "connection-closed")]
    public async Task Every_message_arrives_at_least_once(string temper, int? status, string? error)
    {
        const int Messages = 5;
        using var never = new SemaphoreSlim(0);
        var failures = 0;
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref failures) > 3)
            {
                context.Response.StatusCode = StatusCodes.Status200OK;
                return;
            }

            switch (temper)
            {
                case "hangs":
                    await never.WaitAsync(context.RequestAborted);
                    break;
                case "closes":
                    context.Abort();
                    break;
                case "302":
                    context.Response.Headers.Location = "/elsewhere";
                    context.Response.StatusCode = 302;
                    break;
                case "429":
                    context.Response.Headers.RetryAfter = "90";
                    context.Response.StatusCode = 429;
                    break;
                default:
                    context.Response.StatusCode = 500;
                    break;
            }
        });
        var endpoint = await EndpointAsync(receiver);
        for (var i = 0; i < Messages; i++)
        {
            await post.Partnership.ProposeAsync();
            post.Clock.Now += TimeSpan.FromSeconds(1);
        }

        await post.RunAsync<DispatchOutbox>();
        var runs = 0;
        while (
            await post.QueryAsync(db =>
                db.WebhookDeliveries.AnyAsync(d =>
                    d.EndpointId == endpoint.Id && d.State == WebhookDeliveryState.Waiting
                )
            )
        )
        {
            await post.RunAsync<DeliverWebhooks>();
            post.Clock.Now += TimeSpan.FromMinutes(6);
            Assert.True(++runs < 20);
        }

        var log = await LogAsync(endpoint);
        var succeeded = receiver.Ids.Skip(3).ToList();
        Assert.Equal(Messages, succeeded.Distinct().Count());
        Assert.Equal(
            log.Select(d => d.WebhookId).Order(StringComparer.Ordinal),
            succeeded.Order(StringComparer.Ordinal)
        );
        Assert.All(receiver.Calls, call => Assert.Equal("/iop", call.Path)); // no redirect is followed
        var failed = await post.QueryAsync(db => db.WebhookAttempts.Where(a => a.Status != 200).ToListAsync());
        Assert.Equal(3, failed.Count);
        Assert.All(failed, attempt => Assert.Equal((status, error), (attempt.Status, attempt.Error)));
        var inOrder = log.OrderBy(d => d.CreatedAt)
            .Select(d => d.WebhookId)
            .SequenceEqual(succeeded, StringComparer.Ordinal);
        output.WriteLine(
            $"{temper}: {Messages} messages, {receiver.Calls.Count} calls, {runs} runs, in the order they happened: {inOrder}"
        );
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_they_happened()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await EndpointAsync(receiver);
        await post.Partnership.InAsync(Agreements.AgreementState.Active); // many steps within one moment

        await TellAsync();

        var sequences = receiver
            .Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("data"))
            .Select(data => data.GetProperty("sequence").GetInt32())
            .ToList();
        Assert.True(
            sequences.Count > 10,
            $"{sequences.Count}: {string.Join(' ', (await LogAsync(endpoint)).Select(d => d.State))}"
        );
        Assert.Equal(sequences.Order(), sequences);
    }

    [Fact]
    public async Task One_that_hangs_delays_nobody()
    {
        using var release = new SemaphoreSlim(0);
        await using var hanging = await Receiver.StartAsync(context => release.WaitAsync(context.RequestAborted));
        await using var dead = await Receiver.StartAsync();
        await using var well = await Receiver.StartAsync();
        await EndpointAsync(hanging);
        await EndpointAsync(dead);
        await EndpointAsync(well);
        await dead.DisposeAsync();
        for (var i = 0; i < 25; i++)
        {
            await post.Partnership.ProposeAsync();
        }

        await post.RunAsync<DispatchOutbox>();
        var run = post.RunAsync<DeliverWebhooks>();
        await hanging.ArrivesAsync();
        for (var i = 0; i < 25; i++)
        {
            await well.ArrivesAsync(); // while the other still hangs
        }

        // What happens meanwhile is not delayed either.
        await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>();
        await well.ArrivesAsync();
        var counts = await run;

        Assert.Single(hanging.Calls); // the first failure ends its turn
        Assert.Equal((26, 2), (counts["delivered"], counts["failed"]));
    }

    [Fact]
    public async Task One_that_says_gone_is_disabled_and_its_owner_is_told()
    {
        await using var receiver = await Receiver.StartAsync(context => Receiver.Status(context, 410));
        var admin = await post.PersonAsync(post.Partnership.Shelter.Id, Role.Admin);
        var endpoint = await EndpointAsync(receiver, admin.Http);
        await post.Partnership.ProposeAsync();
        await post.Partnership.ProposeAsync();

        await TellAsync();
        await TellAsync();

        Assert.Single(receiver.Calls);
        Assert.All(await LogAsync(endpoint), d => Assert.Equal(WebhookDeliveryState.Cancelled, d.State));
        Assert.Equal(WebhookEndpointState.Gone, (await ReadAsync(endpoint)).View.State);
        var told = Assert.Single(await Post.ListAsync(admin, "&type=webhook.failed"));
        Assert.Contains("Ärendesystemet", told.Text, StringComparison.Ordinal);

        await post.Partnership.ProposeAsync();
        await TellAsync();
        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_dead_its_owner_is_told_once_and_it_can_be_sent_again()
    {
        await using var receiver = await Receiver.StartAsync(context => Receiver.Status(context, 500));
        var admin = await post.PersonAsync(post.Partnership.Shelter.Id, Role.Admin);
        var endpoint = await EndpointAsync(receiver, admin.Http);
        await post.Partnership.ProposeAsync();
        await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>();
        while ((await LogAsync(endpoint)).Any(d => d.State == WebhookDeliveryState.Waiting))
        {
            await post.RunAsync<DeliverWebhooks>();
            post.Clock.Now += TimeSpan.FromMinutes(30);
            post.Clock.Now +=
                (await LogAsync(endpoint)).Max(d => d.Attempts) > 4 ? TimeSpan.FromHours(24) : TimeSpan.Zero;
        }

        await post.RunAsync<DispatchOutbox>();
        var log = await LogAsync(endpoint);
        Assert.All(log, d => Assert.Equal((WebhookDeliveryState.Dead, 10), (d.State, d.Attempts)));
        Assert.InRange((await Post.ListAsync(admin, "&type=webhook.failed")).Count, 1, 2); // once a day

        receiver.Behaviour = context => Receiver.Status(context, 204);
        var address = new Uri(log[0].Links.Single(link => link.Rel is "replay").Href).AbsolutePath;
        using var read = await admin.Http.GetAsync(address[..^"/replays".Length]);
        using var replayed = await admin.Http.PostAsync(address, new { }, read.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.Created, replayed.StatusCode);
        using var twice = await admin.Http.PostAsync(address, new { }, replayed.Headers.ETag!.ToString());
        await twice.AssertRefusedAsync(HttpStatusCode.Conflict, "webhook-delivery-waiting");
        await post.RunAsync<DeliverWebhooks>();

        Assert.Equal(log[0].WebhookId, receiver.Ids[^1]);
        Assert.Equal(WebhookDeliveryState.Delivered, (await LogAsync(endpoint)).Single(d => d.Id == log[0].Id).State);
        var attempts = await admin.Http.GetFromJsonAsync<ListWebhookAttempts.Response>(
            $"{address[..^"/replays".Length]}/attempts",
            StrictJson.Options
        );
        Assert.Equal([.. Enumerable.Range(1, 11)], attempts!.Attempts.Select(a => a.Number));
        Assert.Equal([.. Enumerable.Repeat<int?>(500, 10), 204], attempts.Attempts.Select(a => a.Status));
    }

    [Fact]
    public async Task Retry_After_quiets_the_whole_receiver()
    {
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return Receiver.Status(context, 503);
        });
        var endpoint = await EndpointAsync(receiver);
        await post.Partnership.ProposeAsync();
        await post.Partnership.ProposeAsync();
        await TellAsync();

        post.Clock.Now += TimeSpan.FromMinutes(59);
        await post.RunAsync<DeliverWebhooks>();
        Assert.Single(receiver.Calls);
        Assert.NotNull((await ReadAsync(endpoint)).View.QuietUntil);

        receiver.Behaviour = context => Receiver.Status(context, 200);
        post.Clock.Now += TimeSpan.FromMinutes(1);
        await post.RunAsync<DeliverWebhooks>();
        Assert.Equal(3, receiver.Calls.Count);
        Assert.Equal(2, receiver.Ids.Distinct().Count());
    }

    [Fact]
    public async Task During_a_change_of_secret_there_are_two_signatures()
    {
        await using var receiver = await Receiver.StartAsync();
        var endpoint = await EndpointAsync(receiver);
        var (_, etag) = await ReadAsync(endpoint);
        using var rotated = await post.Partnership.Shelter.Http.PostAsync($"{Path(endpoint)}/secrets", new { }, etag);
        var second = (await rotated.ReadAsync<WebhookEndpointView>()).Secret!;
        await post.Partnership.ProposeAsync();
        await TellAsync();

        var call = Assert.Single(receiver.Calls);
        var timestamp = long.Parse(call.Timestamp, CultureInfo.InvariantCulture);
        Assert.Equal(
            string.Join(
                ' ',
                new[] { second, endpoint.Secret! }.Select(secret =>
                    WebhookSecret.Sign(secret, call.Id, timestamp, call.Body)
                )
            ),
            call.Signature
        );
    }

    [Fact]
    public async Task Only_what_it_asks_for_and_only_of_its_own_agreements()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var stranger = await Receiver.StartAsync();
        await EndpointAsync(receiver, types: ["flag.raised"]);
        await EndpointAsync(stranger, post.Partnership.Neighbour.Http);
        var agreement = await post.Partnership.ProposeAsync();
        await post.RaiseAsync(agreement.Id, FlagKind.ReportDue, audience: FlagAudience.PublicSide);

        await TellAsync();

        var data = JsonDocument.Parse(Assert.Single(receiver.Calls).Body).RootElement.GetProperty("data");
        Assert.Equal(
            ("reportDue", "publicSide", "2026-03-03"),
            (
                data.GetProperty("kind").GetString(),
                data.GetProperty("audience").GetString(),
                data.GetProperty("targetDate").GetString()
            )
        );
        Assert.Empty(stranger.Calls);
    }

    [Fact]
    public async Task Two_nodes_at_once_send_each_message_once()
    {
        await using var receiver = await Receiver.StartAsync();
        await EndpointAsync(receiver);
        for (var i = 0; i < 15; i++)
        {
            await post.Partnership.ProposeAsync();
        }

        await post.RunAsync<DispatchOutbox>();
        await Task.WhenAll(post.RunAsync<DeliverWebhooks>(), post.RunAsync<DeliverWebhooks>());
        await post.RunAsync<DeliverWebhooks>();

        Assert.Equal((15, 15), (receiver.Calls.Count, receiver.Ids.Distinct().Count()));
    }

    [Fact]
    public async Task What_a_dead_node_had_taken_is_sent_when_its_lease_is_over()
    {
        await using var receiver = await Receiver.StartAsync();
        await EndpointAsync(receiver);
        await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>();
        using (var killed = new CancellationTokenSource())
        {
            receiver.Behaviour = async context =>
            {
                await killed.CancelAsync(); // it has arrived, and nobody is left to write that down
                await Receiver.Status(context, 200);
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                post.RunAsync<DeliverWebhooks>(cancellationToken: killed.Token)
            );
        }

        receiver.Behaviour = context => Receiver.Status(context, 200);
        await post.RunAsync<DeliverWebhooks>();
        Assert.Single(receiver.Calls);
        post.Clock.Now += TimeSpan.FromMinutes(5);
        await post.RunAsync<DeliverWebhooks>();
        Assert.Equal(2, receiver.Calls.Count);
        Assert.Single(receiver.Ids.Distinct());
    }

    [Fact]
    public async Task An_address_that_leads_to_a_private_network_is_not_called()
    {
        await using var receiver = await Receiver.StartAsync();
        var byNumber = await EndpointAsync(receiver);
        var byName = await EndpointAsync(
            receiver,
            url: receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        );
        await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>();
        await using var strict = post.With(post.Mail.Port, allowPrivate: false);

        await post.RunAsync<DeliverWebhooks>(strict);

        Assert.Empty(receiver.Calls);
        Assert.Equal("address-not-public", Assert.Single(await LogAsync(byNumber)).LastError);
        Assert.Equal("address-not-public", Assert.Single(await LogAsync(byName)).LastError);
    }

    private async Task TellAsync()
    {
        await post.RunAsync<DispatchOutbox>();
        await post.RunAsync<DeliverWebhooks>();
    }

    private async Task<WebhookEndpointView> EndpointAsync(
        Receiver receiver,
        HttpClient? by = null,
        string[]? types = null,
        string? url = null
    )
    {
        // Members of the partnership speak to a host that calls no private addresses; this one is made where it may be.
        var token = (by ?? post.Partnership.Shelter.Http).DefaultRequestHeaders.Authorization;
        using var http = post.Host.CreateClient();
        http.DefaultRequestHeaders.Authorization = token;
        using var response = await http.PostAsJsonAsync(
            "/iop/v1/webhook-endpoints",
            new
            {
                name = "Ärendesystemet",
                url = url ?? receiver.Url,
                types,
            }
        );
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<WebhookEndpointView>(StrictJson.Options))!;
    }

    private async Task<(WebhookEndpointView View, string ETag)> ReadAsync(WebhookEndpointView endpoint)
    {
        using var response = await post.Partnership.Shelter.Http.GetAsync(Path(endpoint));
        return (
            (await response.Content.ReadFromJsonAsync<WebhookEndpointView>(StrictJson.Options))!,
            response.Headers.ETag!.ToString()
        );
    }

    private async Task<IReadOnlyList<WebhookDeliveryView>> LogAsync(WebhookEndpointView endpoint) =>
        (
            await post.Partnership.Shelter.Http.GetFromJsonAsync<ListWebhookDeliveries.Response>(
                $"{Path(endpoint)}/deliveries?limit=100",
                StrictJson.Options
            )
        )!.Deliveries;

    private static string Path(WebhookEndpointView endpoint) => $"/iop/v1/webhook-endpoints/{endpoint.Id}";
}
