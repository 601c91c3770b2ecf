using System.Net;
using System.Net.Http.Json;
using System.Text;
using IopRegistry.Api.Features.WebhookEndpoints;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.WebhookEndpoints;

/// <summary>Receivers as an organisation keeps them over HTTP. That they are called is tested with the job.</summary>
public sealed class WebhookEndpointTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Root = "/iop/v1/webhook-endpoints";

    private readonly Guid _organisation = Guid.CreateVersion7();

    [Fact]
    public async Task It_is_made_read_listed_changed_and_deleted_and_its_secret_shown_once()
    {
        var client = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(client);
        Assert.StartsWith("whsec_", made.Secret, StringComparison.Ordinal);
        Assert.Equal((WebhookEndpointState.Active, "https://mottagare.example/iop"), (made.State, made.Url));

        var address = $"{Root}/{made.Id}";
        using var read = await client.GetAsync(address);
        Assert.Equal(etag, read.Headers.ETag!.ToString());
        Assert.DoesNotContain("whsec_", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", await client.GetStringAsync(Root), StringComparison.Ordinal);
        Assert.Single(
            (await client.GetFromJsonAsync<ListWebhookEndpoints.Response>(Root, StrictJson.Options))!.WebhookEndpoints
        );

        using var paused = await client.PutAsync(
            address,
            new
            {
                name = "Nytt namn",
                url = "https://annan.example/",
                active = false,
                types = new[] { "flag.raised" },
            },
            etag
        );
        var view = await ViewAsync(paused);
        Assert.Equal(
            ("Nytt namn", "https://annan.example/", WebhookEndpointState.Paused, "flag.raised"),
            (view.Name, view.Url, view.State, Assert.Single(view.Types))
        );
        Assert.DoesNotContain(view.Links, link => link.Rel is "send-test-message");
        using var test = await client.PostAsync($"{address}/test-messages", new { }, null);
        await test.AssertRefusedAsync(HttpStatusCode.Conflict, "webhook-endpoint-not-active");

        using var deleted = await client.SendAsync(Delete(address, paused.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await client.GetAsync(address);
        await gone.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_new_secret_is_shown_once_and_the_one_before_it_stays_for_a_day()
    {
        var client = await api.AsAsync(_organisation, roles: Role.Registrar);
        var (made, etag) = await CreateAsync(client);

        using var rotated = await client.PostAsync($"{Root}/{made.Id}/secrets", new { }, etag);
        var view = await ViewAsync(rotated);

        Assert.Equal(HttpStatusCode.Created, rotated.StatusCode);
        Assert.NotEqual(made.Secret, view.Secret);
        Assert.Equal(api.Clock.Now + TimeSpan.FromHours(24), view.OldSecretUntil);
    }

    [Fact]
    public async Task The_database_has_neither_the_secret_nor_the_answer_that_showed_it_in_clear()
    {
        var client = await api.AsAsync(_organisation, roles: Role.Admin);
        var body = new { name = "Ärendesystemet", url = "https://mottagare.example/iop" };
        client.DefaultRequestHeaders.Add("Idempotency-Key", "sealed");
        using var first = await client.PostAsync(Root, body, null);
        using var repeated = await client.PostAsync(Root, body, null);
        var made = await ViewAsync(first);

        Assert.Equal(made.Secret, (await ViewAsync(repeated)).Secret);
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var endpoint = await db.WebhookEndpoints.SingleAsync(e => e.Id == made.Id);
        var kept = await db.IdempotencyRecords.SingleAsync(r => r.OrganisationId == _organisation);
        Assert.DoesNotContain(made.Secret![6..], endpoint.Secrets[0].Secret, StringComparison.Ordinal);
        Assert.Equal(made.Secret, endpoint.Secrets[0].Open(api.Services.GetRequiredService<ISecretSeal>()));
        Assert.DoesNotContain("whsec_", Encoding.UTF8.GetString(kept.Body!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_message_is_queued_logged_and_not_sent_again_while_it_waits()
    {
        var client = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, _) = await CreateAsync(client);

        using var queued = await client.PostAsync($"{Root}/{made.Id}/test-messages", new { }, null);
        Assert.Equal(HttpStatusCode.Created, queued.StatusCode);
        var address = queued.Headers.Location!.AbsolutePath;
        using var read = await client.GetAsync(address);
        var delivery = (await read.Content.ReadFromJsonAsync<WebhookDeliveryView>(StrictJson.Options))!;
        Assert.Equal(
            ("webhook.test", WebhookDeliveryState.Waiting, 0, (DateTimeOffset?)api.Clock.Now),
            (delivery.Type, delivery.State, delivery.Attempts, delivery.NextAttemptAt)
        );
        Assert.DoesNotContain(delivery.Links, link => link.Rel is "replay");
        using var replayed = await client.PostAsync($"{address}/replays", new { }, read.Headers.ETag!.ToString());
        await replayed.AssertRefusedAsync(HttpStatusCode.Conflict, "webhook-delivery-waiting");
        using var unread = await client.PostAsync($"{address}/replays", new { }, null);
        await unread.AssertRefusedAsync(HttpStatusCode.PreconditionRequired, "if-match-missing");
        using var stale = await client.PostAsync($"{address}/replays", new { }, "\"9\"");
        await stale.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");

        var log = $"{Root}/{made.Id}/deliveries";
        Assert.Equal(
            (1, 0, 1),
            (await Count(log), await Count($"{log}?state=dead"), await Count($"{log}?type=webhook.test"))
        );
        var attempts = await client.GetFromJsonAsync<ListWebhookAttempts.Response>(
            $"{address}/attempts",
            StrictJson.Options
        );
        Assert.Empty(attempts!.Attempts);

        async Task<int> Count(string list) =>
            (await client.GetFromJsonAsync<ListWebhookDeliveries.Response>(list, StrictJson.Options))!.Deliveries.Count;
    }

    [Theory]
    [InlineData("http://mottagare.example/", "webhook-url-invalid")]
    [InlineData("mottagare", "webhook-url-invalid")]
    [InlineData("https://a:b@mottagare.example/", "webhook-url-invalid")]
    [InlineData("https://127.0.0.1/", "webhook-url-not-public")]
    [InlineData("https://169.254.169.254/", "webhook-url-not-public")]
    [InlineData("https://localhost/", "webhook-url-not-public")]
    [InlineData("https://[::1]/", "webhook-url-not-public")]
    [InlineData("", "validation")]
    public async Task An_address_that_must_not_be_called_is_refused_when_it_is_made_and_when_it_is_changed(
        string url,
        string code
    )
    {
        var client = await api.AsAsync(_organisation, roles: Role.Admin);
        using var made = await client.PostAsync(Root, new { name = "Systemet", url }, null);
        await made.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, code);

        var (view, etag) = await CreateAsync(client);
        using var changed = await client.PutAsync(
            $"{Root}/{view.Id}",
            new
            {
                name = "Systemet",
                url,
                active = true,
            },
            etag
        );
        await changed.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task Others_do_not_see_it_and_not_everybody_of_its_own_may_touch_it()
    {
        var client = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(client);
        using var queued = await client.PostAsync($"{Root}/{made.Id}/test-messages", new { }, null);
        var delivery = queued.Headers.Location!.AbsolutePath;
        var stranger = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Admin);
        var reader = await api.AsAsync(_organisation, roles: Role.Reader);
        var address = $"{Root}/{made.Id}";
        object change = new
        {
            name = "Systemet",
            url = "https://mottagare.example/",
            active = true,
        };

        foreach (var (by, status, code) in new[] { (stranger, 404, "not-found"), (reader, 403, "permission-missing") })
        {
            HttpResponseMessage[] refused =
            [
                await by.GetAsync(address),
                await by.PutAsync(address, change, etag),
                await by.SendAsync(Delete(address, etag)),
                await by.PostAsync($"{address}/secrets", new { }, etag),
                await by.PostAsync($"{address}/test-messages", new { }, null),
                await by.GetAsync($"{address}/deliveries"),
                await by.GetAsync(delivery),
                await by.GetAsync($"{delivery}/attempts"),
                await by.PostAsync($"{delivery}/replays", new { }, "\"1\""),
            ];
            foreach (var response in refused)
            {
                await response.AssertRefusedAsync((HttpStatusCode)status, code);
            }
        }

        Assert.Empty(
            (await stranger.GetFromJsonAsync<ListWebhookEndpoints.Response>(Root, StrictJson.Options))!.WebhookEndpoints
        );
        var (other, _) = await CreateAsync(stranger);
        using var crossed = await stranger.GetAsync(
            delivery.Replace($"{made.Id}", $"{other.Id}", StringComparison.Ordinal)
        );
        await crossed.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_change_needs_what_was_read_and_what_is_sent_must_make_sense()
    {
        var client = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(client);
        var address = $"{Root}/{made.Id}";
        const string Url = "https://mottagare.example/";
        (HttpResponseMessage Response, int Status, string Code)[] refusals =
        [
            (
                await client.PutAsync(
                    address,
                    new
                    {
                        name = "A",
                        url = Url,
                        active = true,
                    },
                    null
                ),
                428,
                "if-match-missing"
            ),
            (
                await client.PutAsync(
                    address,
                    new
                    {
                        name = "A",
                        url = Url,
                        active = true,
                    },
                    "\"7\""
                ),
                412,
                "changed-by-someone-else"
            ),
            (await client.SendAsync(Delete(address, null)), 428, "if-match-missing"),
            (await client.SendAsync(Delete(address, "\"7\"")), 412, "changed-by-someone-else"),
            (await client.PostAsync($"{address}/secrets", new { }, null), 428, "if-match-missing"),
            (await client.PutAsync(address, new { name = "A", url = Url }, etag), 400, "invalid-body"),
            (await client.PostAsync(Root, new { name = " ", url = Url }, null), 422, "validation"),
            (
                await client.PostAsync(
                    Root,
                    new
                    {
                        name = "A",
                        url = Url,
                        types = new[] { "agreement.dans" },
                    },
                    null
                ),
                422,
                "webhook-type-unknown"
            ),
            (
                await client.PostAsync(
                    Root,
                    new
                    {
                        name = "A",
                        url = Url,
                        secret = "min",
                    },
                    null
                ),
                400,
                "invalid-body"
            ),
            (await client.GetAsync($"{address}/deliveries?state=borta"), 400, "invalid-query"),
            (await client.GetAsync($"{Root}?limit=101"), 400, "invalid-query"),
        ];
        foreach (var (response, status, code) in refusals)
        {
            await response.AssertRefusedAsync((HttpStatusCode)status, code);
        }

        for (var i = 1; i < WebhookEndpoint.MostOfAnOrganisation; i++)
        {
            await CreateAsync(client);
        }

        using var oneMore = await client.PostAsync(Root, new { name = "A", url = Url }, null);
        await oneMore.AssertRefusedAsync(HttpStatusCode.Conflict, "webhook-endpoints-too-many");
    }

    private static HttpRequestMessage Delete(string address, string? etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, address);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return request;
    }

    private static async Task<(WebhookEndpointView View, string ETag)> CreateAsync(HttpClient client)
    {
        using var response = await client.PostAsync(
            Root,
            new { name = "Ärendesystemet", url = "https://mottagare.example/iop" },
            null
        );
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await ViewAsync(response), response.Headers.ETag!.ToString());
    }

    private static async Task<WebhookEndpointView> ViewAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<WebhookEndpointView>(StrictJson.Options))!;
}
