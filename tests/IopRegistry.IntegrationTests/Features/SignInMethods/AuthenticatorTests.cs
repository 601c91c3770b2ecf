using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IopRegistry.IntegrationTests.Features.SignInMethods;

public sealed class AuthenticatorTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string My = "/iop/v1/me";

    private readonly WebApplicationFactory<Program> _host = api.With(_ => { });

    [Fact]
    public async Task Codes_are_asked_for_and_good_once()
    {
        var (person, key, _) = await WithCodesAsync();
        using var missing = await person.TrySignInAsync();
        await missing.AssertRefusedAsync(HttpStatusCode.Unauthorized, "second-factor-needed");

        var code = AuthenticatorCode.At(key, api.Clock.Now);
        using var spent = await person.TrySignInAsync(person.Body(code: code)); // by switching codes on
        await spent.AssertRefusedAsync(HttpStatusCode.Unauthorized, "sign-in-refused");

        api.Clock.Now += TimeSpan.FromMinutes(1);
        code = AuthenticatorCode.At(key, api.Clock.Now);
        var tries = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(async _ =>
                {
                    using var response = await person.TrySignInAsync(person.Body(code: code));
                    return response.StatusCode;
                })
        );
        Assert.Single(tries, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Recovery_codes_are_good_once_and_can_be_renewed()
    {
        var (person, _, codes) = await WithCodesAsync();
        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        var tokens = await person.SignInAsync(person.Body(recoveryCode: codes[0].ToUpperInvariant()));
        using var again = await person.TrySignInAsync(person.Body(recoveryCode: codes[0]));
        await again.AssertRefusedAsync(HttpStatusCode.Unauthorized, "sign-in-refused");

        using var http = person.With(tokens.AccessToken!);
        Assert.Equal(9, (await ReadAsync(http)).RecoveryCodesLeft);
        using var renewed = await http.PostAsync($"{My}/recovery-codes", null);
        var fresh = (await renewed.ReadAsync<RenewRecoveryCodes.Response>()).RecoveryCodes;
        using var old = await person.TrySignInAsync(person.Body(recoveryCode: codes[1]));
        await old.AssertRefusedAsync(HttpStatusCode.Unauthorized, "sign-in-refused");
        Assert.NotNull((await person.SignInAsync(person.Body(recoveryCode: fresh[0]))).AccessToken);
    }

    [Fact]
    public async Task A_right_password_without_a_code_wipes_no_failures_out()
    {
        var (person, key, _) = await WithCodesAsync();
        for (var i = 0; i < Account.MostFailures; i++)
        {
            using var guess = await person.TrySignInAsync(person.Body(code: "000000"));
            using var withoutCode = await person.TrySignInAsync();
        }

        api.Clock.Now += TimeSpan.FromMinutes(1);
        using var locked = await person.TrySignInAsync(person.Body(code: AuthenticatorCode.At(key, api.Clock.Now)));
        await locked.AssertRefusedAsync(HttpStatusCode.Unauthorized, "sign-in-refused");
    }

    [Fact]
    public async Task Codes_are_stopped_by_whoever_has_just_signed_in()
    {
        var (person, key, _) = await WithCodesAsync();
        api.Clock.Now += TimeSpan.FromMinutes(1);
        var tokens = await person.SignInAsync(person.Body(code: AuthenticatorCode.At(key, api.Clock.Now)));
        using var http = person.With(tokens.AccessToken!);
        using var twice = await http.PostAsync($"{My}/authenticator-setups", null);
        await twice.AssertRefusedAsync(HttpStatusCode.Conflict, "second-factor-on");
        using var stopped = await http.DeleteAsync($"{My}/authenticator");
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        using var again = await http.DeleteAsync($"{My}/authenticator");
        await again.AssertRefusedAsync(HttpStatusCode.Conflict, "second-factor-off");
        using var none = await http.PostAsync($"{My}/recovery-codes", null);
        await none.AssertRefusedAsync(HttpStatusCode.Conflict, "second-factor-off");
        Assert.NotNull((await person.SignInAsync()).AccessToken);
    }

    [Fact]
    public async Task Ways_in_are_only_changed_just_after_signing_in()
    {
        var person = await SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);
        var tokens = await person.SignInAsync();
        api.Clock.Now += TimeSpan.FromMinutes(16);
        using var anyone = _host.CreateClient();
        using var refreshed = await anyone.PostAsJsonAsync(
            "/iop/v1/session-refreshments",
            new { refreshToken = tokens.RefreshToken }
        );
        using var http = person.With((await refreshed.ReadAsync<Api.Identity.SessionTokens>()).AccessToken!);
        foreach (var address in new[] { "authenticator-setups", "recovery-codes", "passkey-questions" })
        {
            using var response = await http.PostAsync($"{My}/{address}", null);
            await response.AssertRefusedAsync(HttpStatusCode.Forbidden, "sign-in-again");
        }

        using var console = await api.AsAsync(Guid.CreateVersion7(), _host);
        using var none = await console.GetAsync($"{My}/sign-in-methods");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_switches_nothing_on()
    {
        var person = await SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);
        using var http = await person.ClientAsync();
        using var unasked = await http.PostAsJsonAsync($"{My}/authenticators", new { code = "123456" });
        await unasked.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "code-wrong");
        using var setup = await http.PostAsync($"{My}/authenticator-setups", null);
        using var wrong = await http.PostAsJsonAsync($"{My}/authenticators", new { code = "123456" });
        await wrong.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "code-wrong");
        Assert.False((await ReadAsync(http)).UsesCodes);
    }

    private async Task<(SignedUp Person, string Key, IReadOnlyList<string> Codes)> WithCodesAsync()
    {
        var person = await SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);
        using var http = await person.ClientAsync();
        using var setup = await http.PostAsync($"{My}/authenticator-setups", null);
        var key = (await setup.ReadAsync<StartAuthenticator.Response>()).Secret;
        using var confirmed = await http.PostAsJsonAsync(
            $"{My}/authenticators",
            new { code = AuthenticatorCode.At(key, api.Clock.Now) }
        );
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.True((await ReadAsync(http)).UsesCodes);
        return (person, key, (await confirmed.ReadAsync<ConfirmAuthenticator.Response>()).RecoveryCodes);
    }

    private static async Task<SignInMethodsView> ReadAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<SignInMethodsView>($"{My}/sign-in-methods", StrictJson.Options))!;
}
