using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IopRegistry.Api.Features.MachineClients;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Http;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.MachineClients;

/// <summary>Systems that sign in by themselves, from their making to their end.</summary>
public sealed class MachineClientTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Root = "/iop/v1/machine-clients";
    private const string Webhooks = "/iop/v1/webhook-endpoints";

    private readonly Guid _organisation = Guid.CreateVersion7();

    [Fact]
    public async Task It_is_made_read_listed_and_changed_and_its_secret_shown_once()
    {
        var admin = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(admin, Scopes.ReadAgreements);
        Assert.Equal((MachineClientState.Active, _organisation != made.CreatedBy), (made.State, true));
        Assert.Equal(new DateOnly(2027, 3, 2), Assert.Single(made.Secrets).ExpiresOn);

        using var read = await admin.GetAsync($"{Root}/{made.Id}");
        Assert.Equal(etag, read.Headers.ETag!.ToString());
        Assert.DoesNotContain("iops_", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains($"{made.Id}", await admin.GetStringAsync(Root), StringComparison.Ordinal);

        using var changed = await admin.PutAsync(
            $"{Root}/{made.Id}",
            new { name = "Nytt namn", scopes = new[] { Scopes.ReadExports } },
            etag
        );
        var view = await changed.ReadAsync<MachineClientView>();
        Assert.Equal(("Nytt namn", Scopes.ReadExports), (view.Name, Assert.Single(view.Scopes)));
        using var stale = await admin.PutAsync($"{Root}/{made.Id}", new { name = "x", scopes = view.Scopes }, etag);
        await stale.ProblemAsync(412);
    }

    [Fact]
    public async Task Only_the_organisations_own_admin_sees_it()
    {
        var (made, etag) = await CreateAsync(
            await api.AsAsync(_organisation, roles: Role.Admin),
            Scopes.ReadAgreements
        );
        var lawyer = await api.AsAsync(_organisation, roles: Role.Legal);
        var stranger = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Admin);

        await (await lawyer.GetAsync($"{Root}/{made.Id}")).ProblemAsync(403);
        await (await stranger.GetAsync($"{Root}/{made.Id}")).ProblemAsync(404);
        await (await stranger.PostAsync($"{Root}/{made.Id}/revocations", new { }, etag)).ProblemAsync(404);
        Assert.DoesNotContain($"{made.Id}", await stranger.GetStringAsync(Root), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_may_do_what_its_token_asked_for_and_nothing_else()
    {
        var admin = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, _) = await CreateAsync(admin, Scopes.ReadAgreements, Scopes.ManageWebhooks);

        using var all = await SignedInAsync(made);
        Assert.Equal(HttpStatusCode.OK, (await all.GetAsync("/iop/v1/agreements")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await all.GetAsync("/iop/v1/organisations")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await all.GetAsync(Webhooks)).StatusCode);
        foreach (var person in new[] { "/iop/v1/me", "/iop/v1/notifications", "/iop/v1/calendar-feeds", Root })
        {
            await (await all.GetAsync(person)).ProblemAsync(403);
        }

        using var some = await SignedInAsync(made, Scopes.ReadAgreements);
        Assert.Equal(HttpStatusCode.OK, (await some.GetAsync("/iop/v1/agreements")).StatusCode);
        await (await some.GetAsync(Webhooks)).ProblemAsync(403);
    }

    [Fact]
    public async Task A_token_is_short_is_not_kept_in_clear_and_says_what_it_may()
    {
        var admin = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, _) = await CreateAsync(admin, Scopes.ReadPayments, Scopes.WritePayments);

        using var response = await AskAsync(made.Id, made.ClientSecret!);
        var token = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("no-cache", response.Headers.Pragma.Single().Name);
        Assert.Equal(
            ("Bearer", 600, "payments:read payments:write"),
            (
                token.GetProperty("token_type").GetString(),
                token.GetProperty("expires_in").GetInt32(),
                token.GetProperty("scope").GetString()
            )
        );
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var stored = await db.AccessTokens.SingleAsync(t => t.ClientId == made.Id);
        Assert.Equal(AccessToken.HashOf(token.GetProperty("access_token").GetString()!), stored.Hash);
        Assert.Equal(api.Clock.Now.AddMinutes(10), stored.ExpiresAt);
        using var read = await admin.GetAsync($"{Root}/{made.Id}");
        Assert.Equal(api.Clock.Now, (await read.ReadAsync<MachineClientView>()).LastUsedAt);
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_as_the_standard_says_and_all_alike()
    {
        var (made, _) = await CreateAsync(await api.AsAsync(_organisation, roles: Role.Admin), Scopes.ReadPayments);
        var (id, secret) = ($"{made.Id}", made.ClientSecret!);
        (string, string)[] right = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];

        var unknown = await RefusedAsync(
            401,
            "invalid_client",
            [right[0], ("client_id", $"{Guid.CreateVersion7()}"), right[2]]
        );
        Assert.Equal(
            unknown,
            await RefusedAsync(401, "invalid_client", [right[0], right[1], ("client_secret", "iops_wrong")])
        );
        Assert.Equal(
            unknown,
            await RefusedAsync(401, "invalid_client", [right[0], ("client_id", "x' OR 1=1"), right[2]])
        );
        Assert.Equal(unknown, await RefusedAsync(401, "invalid_client", right, basic: $"{id}:{secret}"));
        await RefusedAsync(400, "unsupported_grant_type", [("grant_type", "password"), right[1], right[2]]);
        await RefusedAsync(400, "invalid_request", [right[0], right[1]]);
        await RefusedAsync(400, "invalid_request", [.. right, right[2]]);
        await RefusedAsync(400, "invalid_request", [right[0], right[1], ("client_secret", new string('x', 5000))]);
        await RefusedAsync(400, "invalid_scope", [.. right, ("scope", "payments:read agreements:read")]);
        await RefusedAsync(400, "invalid_scope", [.. right, ("scope", " ")]);

        using var http = api.Anonymous();
        using var json = await http.PostAsync("/iop/v1/oauth/token", HttpTesting.Json("{}"));
        await json.ProblemAsync(415);
    }

    [Fact]
    public async Task Secrets_change_over_without_a_gap_and_an_ended_one_takes_its_tokens_along()
    {
        var admin = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(admin, Scopes.ReadAgreements);

        using var last = await admin.SendAsync(Delete(made, made.Secrets[0].Id, etag));
        await last.AssertRefusedAsync(HttpStatusCode.Conflict, "machine-client-last-secret");
        using var added = await admin.PostAsync($"{Root}/{made.Id}/secrets", new { }, etag);
        var both = await added.ReadAsync<MachineClientView>();
        Assert.Equal(2, both.Secrets.Count);
        (await AskAsync(made.Id, made.ClientSecret!)).EnsureSuccessStatusCode();
        (await AskAsync(made.Id, both.ClientSecret!)).EnsureSuccessStatusCode();
        using var third = await admin.PostAsync($"{Root}/{made.Id}/secrets", new { }, added.Headers.ETag!.ToString());
        await third.AssertRefusedAsync(HttpStatusCode.Conflict, "machine-client-secrets-full");

        using var ended = await admin.SendAsync(Delete(made, made.Secrets[0].Id, added.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(made.Id, made.ClientSecret!)).StatusCode);
        (await AskAsync(made.Id, both.ClientSecret!)).EnsureSuccessStatusCode();
        await using var scope = api.Services.CreateAsyncScope();
        var tokens = await scope
            .ServiceProvider.GetRequiredService<IopDbContext>()
            .AccessTokens.Where(t => t.ClientId == made.Id)
            .ToListAsync();
        Assert.Equal(2, tokens.Count(t => t.RevokedAt is not null));
    }

    [Fact]
    public async Task Of_two_who_rotate_at_once_one_wins()
    {
        var admin = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(admin, Scopes.ReadAgreements);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => admin.PostAsync($"{Root}/{made.Id}/secrets", new { }, etag))
        );

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_revoked_client_is_refused_on_another_node_within_five_seconds()
    {
        var admin = await api.AsAsync(_organisation, roles: Role.Admin);
        var (made, etag) = await CreateAsync(admin, Scopes.ReadAgreements);
        await using var elsewhere = api.With(_ => { });
        using var machine = await SignedInAsync(made, host: elsewhere);
        Assert.Equal(HttpStatusCode.OK, (await machine.GetAsync("/iop/v1/agreements")).StatusCode);

        using var revoked = await admin.PostAsync($"{Root}/{made.Id}/revocations", new { }, etag);
        Assert.Equal(MachineClientState.Revoked, (await revoked.ReadAsync<MachineClientView>()).State);

        var began = TimeProvider.System.GetTimestamp();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await machine.GetAsync("/iop/v1/agreements")).StatusCode != HttpStatusCode.Unauthorized)
        {
            await again.WaitForNextTickAsync();
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 5);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(made.Id, made.ClientSecret!)).StatusCode);
        using var twice = await admin.PostAsync(
            $"{Root}/{made.Id}/revocations",
            new { },
            revoked.Headers.ETag!.ToString()
        );
        await twice.AssertRefusedAsync(HttpStatusCode.Conflict, "machine-client-revoked");
    }

    private static async Task<(MachineClientView View, string ETag)> CreateAsync(
        HttpClient admin,
        params string[] scopes
    )
    {
        using var response = await admin.PostAsync(Root, new { name = "Ekonomisystemet", scopes }, null);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.ReadAsync<MachineClientView>(), response.Headers.ETag!.ToString());
    }

    private static HttpRequestMessage Delete(MachineClientView client, Guid secretId, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, $"{Root}/{client.Id}/secrets/{secretId}");
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return request;
    }

    private Task<HttpResponseMessage> AskAsync(Guid id, string secret) =>
        AskAsync([("grant_type", "client_credentials"), ("client_id", $"{id}"), ("client_secret", secret)]);

    private async Task<HttpResponseMessage> AskAsync((string Name, string Value)[] form, string? basic = null)
    {
        using var http = api.Anonymous();
        if (basic is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(basic))
            );
        }

        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await http.PostAsync("/iop/v1/oauth/token", content);
    }

    private async Task<string> RefusedAsync(int status, string error, (string, string)[] form, string? basic = null)
    {
        using var response = await AskAsync(form, basic);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(
            (status, "application/json"),
            ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType)
        );
        Assert.Equal(error, JsonDocument.Parse(text).RootElement.GetProperty("error").GetString());
        return text;
    }

    private async Task<HttpClient> SignedInAsync(
        MachineClientView client,
        string? scope = null,
        WebApplicationFactory<Program>? host = null
    )
    {
        (string, string)[] form =
        [
            ("grant_type", "client_credentials"),
            ("client_id", $"{client.Id}"),
            ("client_secret", client.ClientSecret!),
        ];
        using var response = await AskAsync(scope is null ? form : [.. form, ("scope", scope)]);
        response.EnsureSuccessStatusCode();
        var token = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var http = host?.CreateClient() ?? api.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            token.GetProperty("access_token").GetString()
        );
        return http;
    }
}
