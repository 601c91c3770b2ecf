using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IopRegistry.Api.Features.ExternalSignIns;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IopRegistry.IntegrationTests.Browser;

/// <summary>A browser goes to a real OpenID Connect provider and comes back.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ExternalSignInTests(ApiFixture api, Chromium chromium) : IClassFixture<ApiFixture>
{
    private const string Start = "/iop/v1/external-sign-ins/test";

    private const string Link = """
        async ([email, password]) => {
          const json = { 'Content-Type': 'application/json' };
          const post = (address, body, headers) =>
            fetch(address, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
          await post('/iop/v1/sessions', { email, password, cookie: true });
          const { token } = await (await fetch('/iop/v1/me/csrf-token')).json();
          const answer = await post('/iop/v1/me/external-login-links', { provider: 'test' }, { 'X-CSRF-Token': token });
          return (await answer.json()).address;
        }
        """;

    [Fact]
    public async Task Only_a_sign_in_that_its_owner_has_linked_is_let_in()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var host = api.WithSettings(provider.Settings)
            .WithWebHostBuilder(web =>
                web.ConfigureTestServices(services => services.AddSingleton(TimeProvider.System)) // the browser's clock
            );
        var product = host.Listen();
        await provider.TrustAsync(new Uri(product, ExternalSignIn.CallbackPath("test")));
        var person = await SignedUp.AddAsync(host, Guid.CreateVersion7(), Role.Legal);

        // Whoever has the same address at the provider does not get the account.
        var thief = await chromium.OpenAsync(product);
        await GoAsync(thief, new Uri(product, Start), person.Email);
        Assert.Contains("inte kopplad", await thief.TextContentAsync("body"), StringComparison.Ordinal);
        Assert.DoesNotContain(await thief.Context.CookiesAsync(), cookie => cookie.Name is SessionCookie.Name);

        // What was begun in a session that has ended since, such as a thief's, links nothing.
        var late = await chromium.OpenAsync(product);
        var begun = await late.EvaluateAsync<string>(Link, new[] { person.Email, SignedUp.Password });
        await GoAsync(
            late,
            new Uri(begun),
            "sub-of-a-thief",
            async () =>
            {
                using var elsewhere = await person.ClientAsync();
                using var ended = await elsewhere.DeleteAsync("/iop/v1/me/sessions");
                Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
            }
        );
        Assert.Contains("Försök igen", await late.TextContentAsync("body"), StringComparison.Ordinal);

        var owner = await chromium.OpenAsync(product);
        var address = await owner.EvaluateAsync<string>(Link, new[] { person.Email, SignedUp.Password });
        await AssertTicketIsTheSessionsAsync(thief, address);
        await GoAsync(owner, new Uri(address), "sub-of-the-owner");
        Assert.Equal(person.User.Id, await WhoAsync(owner));

        // From now on it signs in, from any browser.
        var elsewhere = await chromium.OpenAsync(product);
        await GoAsync(elsewhere, new Uri(product, Start), "sub-of-the-owner");
        Assert.Equal(person.User.Id, await WhoAsync(elsewhere));

        // And it is nobody else's to link.
        var other = await SignedUp.AddAsync(host, Guid.CreateVersion7(), Role.Legal);
        var another = await chromium.OpenAsync(product);
        var second = await another.EvaluateAsync<string>(Link, new[] { other.Email, SignedUp.Password });
        await GoAsync(another, new Uri(second), "sub-of-the-owner");
        Assert.Contains("redan kopplad", await another.TextContentAsync("body"), StringComparison.Ordinal);

        using var http = await person.ClientAsync();
        using var unlinked = await http.DeleteAsync("/iop/v1/me/external-logins/test");
        Assert.Equal(HttpStatusCode.NoContent, unlinked.StatusCode);
        using var gone = await http.DeleteAsync("/iop/v1/me/external-logins/test");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var afterwards = await chromium.OpenAsync(product);
        await GoAsync(afterwards, new Uri(product, Start), "sub-of-the-owner");
        Assert.Contains("inte kopplad", await afterwards.TextContentAsync("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_sent_nowhere_else_and_an_answer_that_nobody_asked_for_is_refused()
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var host = api.WithSettings(provider.Settings);
        using var http = host.CreateClient(new() { AllowAutoRedirect = false });
        var listed = (
            await http.GetFromJsonAsync<ListSignInProviders.Response>("/iop/v1/sign-in-providers", StrictJson.Options)
        )!;
        Assert.Equal("Testinloggning", Assert.Single(listed.Providers).DisplayName);

        using var started = await http.GetAsync(Start);
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        var query = started.Headers.Location!.Query;
        Assert.Contains("code_challenge_method=S256", query, StringComparison.Ordinal);
        Assert.Contains("response_type=code", query, StringComparison.Ordinal);

        foreach (var returnTo in new[] { "//evil.example", "https://evil.example", "/\\evil.example", "evil" })
        {
            using var elsewhere = await http.GetAsync($"{Start}?returnTo={Uri.EscapeDataString(returnTo)}");
            Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        }

        using var unasked = await http.GetAsync($"{Start}/callback?code=x&state=y");
        Assert.Equal(HttpStatusCode.Unauthorized, unasked.StatusCode);
        using var unknown = await http.GetAsync("/iop/v1/external-sign-ins/nobody");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task AssertTicketIsTheSessionsAsync(IPage stranger, string address)
    {
        var status = await stranger.EvaluateAsync<int>(
            "async ([address]) => (await fetch(address, { redirect: 'manual' })).status",
            new[] { address }
        );
        Assert.Equal(422, status);
    }

    /// <summary>Through the provider's own pages.</summary>
    private static async Task GoAsync(IPage page, Uri address, string subject, Func<Task>? onTheWay = null)
    {
        await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await (onTheWay?.Invoke() ?? Task.CompletedTask);
        await page.FillAsync("input[name=login]", subject);
        await page.FillAsync("input[name=password]", "vad som helst");
        await page.ClickAsync("form:has(input[value=login]) button[type=submit]");
        await page.ClickAsync("form:has(input[value=consent]) button[type=submit]");
        await page.WaitForURLAsync(
            url => url.Contains("/iop/v1/", StringComparison.Ordinal),
            new() { WaitUntil = WaitUntilState.DOMContentLoaded }
        );
    }

    private static async Task<Guid> WhoAsync(IPage page) =>
        JsonDocument.Parse((await page.TextContentAsync("body"))!).RootElement.GetProperty("id").GetGuid();
}
