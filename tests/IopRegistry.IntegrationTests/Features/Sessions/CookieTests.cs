using System.Net;
using IopRegistry.Api.Features.Sessions;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IopRegistry.IntegrationTests.Features.Sessions;

/// <summary>A browser's session, and what another site's page can do with it: nothing.</summary>
public sealed class CookieTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Me = "/iop/v1/me";

    private readonly WebApplicationFactory<Program> _host = api.With(_ => { });

    [Fact]
    public async Task The_cookie_is_one_that_scripts_and_other_sites_do_not_get()
    {
        var person = await SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);
        using var response = await person.TrySignInAsync(Body(person));
        var tokens = await response.ReadAsync<SessionTokens>();

        Assert.Null(tokens.AccessToken);
        Assert.Null(tokens.RefreshToken);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie")).ToLowerInvariant();
        Assert.StartsWith("__host-iop-session=iop_", cookie, StringComparison.Ordinal);
        Assert.All(
            ["; path=/", "; secure", "; samesite=lax", "; httponly"],
            attribute => Assert.Contains(attribute, cookie, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_by_cookie_needs_what_only_our_own_pages_know()
    {
        var (person, cookie) = await BrowserAsync();
        using var read = await SendAsync(HttpMethod.Get, Me, cookie);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);

        using var forged = await SendAsync(HttpMethod.Delete, "/iop/v1/me/sessions", cookie);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal("csrf-token-missing", (await forged.ReadAsync<Problem>()).Code);

        using var asked = await SendAsync(HttpMethod.Get, "/iop/v1/me/csrf-token", cookie);
        var token = (await asked.ReadAsync<GetCsrfToken.Response>()).Token;
        var both = $"{cookie}; {CookieOf(asked)}";
        using var half = await SendAsync(HttpMethod.Delete, "/iop/v1/me/sessions", cookie, token);
        Assert.Equal(HttpStatusCode.Forbidden, half.StatusCode);
        using var done = await SendAsync(HttpMethod.Delete, "/iop/v1/me/sessions", both, token);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);

        var (_, other) = await BrowserAsync(); // somebody else's token is no good
        using var borrowed = await SendAsync(
            HttpMethod.Delete,
            "/iop/v1/me/sessions",
            $"{other}; {CookieOf(asked)}",
            token
        );
        Assert.Equal(HttpStatusCode.Forbidden, borrowed.StatusCode);
        Assert.NotNull(person);
    }

    [Fact]
    public async Task A_cookie_is_no_bearer_token_and_the_other_way_round()
    {
        var (person, cookie) = await BrowserAsync();
        using var http = person.With(cookie.Split('=')[1]);
        using var copied = await http.GetAsync(Me);
        Assert.Equal(HttpStatusCode.Unauthorized, copied.StatusCode);

        var tokens = await person.SignInAsync();
        using var response = await SendAsync(HttpMethod.Get, Me, $"{SessionCookie.Name}={tokens.AccessToken}");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_back()
    {
        var person = await SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);
        using var signedIn = await person.TrySignInAsync(Body(person));
        var cookie = CookieOf(signedIn);
        var session = (await signedIn.ReadAsync<SessionTokens>()).SessionId;
        using var asked = await SendAsync(HttpMethod.Get, "/iop/v1/me/csrf-token", cookie);
        var token = (await asked.ReadAsync<GetCsrfToken.Response>()).Token;

        using var ended = await SendAsync(
            HttpMethod.Delete,
            $"/iop/v1/me/sessions/{session}",
            $"{cookie}; {CookieOf(asked)}",
            token
        );
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.StartsWith(
            $"{SessionCookie.Name}=;",
            Assert.Single(ended.Headers.GetValues("Set-Cookie")),
            StringComparison.Ordinal
        );
    }

    private static object Body(SignedUp person) =>
        new
        {
            email = person.Email,
            password = SignedUp.Password,
            cookie = true,
        };

    private async Task<(SignedUp Person, string Cookie)> BrowserAsync()
    {
        var person = await SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);
        using var response = await person.TrySignInAsync(Body(person));
        return (person, CookieOf(response));
    }

    private static string CookieOf(HttpResponseMessage response) =>
        response.Headers.GetValues("Set-Cookie").First().Split(';')[0];

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string address,
        string cookie,
        string? token = null
    )
    {
        using var http = _host.CreateClient();
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Cookie", cookie);
        if (token is not null)
        {
            request.Headers.Add(PeopleSetup.CsrfHeader, token);
        }

        return await http.SendAsync(request);
    }
}
