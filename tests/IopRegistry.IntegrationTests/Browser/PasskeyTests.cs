using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.Playwright;

namespace IopRegistry.IntegrationTests.Browser;

/// <summary>Passkeys as a browser makes and uses them, with an authenticator that Chromium plays.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PasskeyTests(ApiFixture api, Chromium chromium) : IClassFixture<ApiFixture>, IClassFixture<Chromium>
{
    private const string Make = """
        async ([token]) => {
          const call = (address, body) => fetch(address, {
            method: 'POST',
            headers: { 'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json' },
            body: body && JSON.stringify(body),
          });
          const question = await (await call('/iop/v1/me/passkey-questions')).json();
          const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(question.options);
          const credential = await navigator.credentials.create({ publicKey });
          const body = { name: 'Testdatorn', credential: credential.toJSON(), state: question.state };
          return [(await call('/iop/v1/me/passkeys', body)).status, (await call('/iop/v1/me/passkeys', body)).status];
        }
        """;

    private const string Use = """
        async () => {
          const call = (address, body) => fetch(address, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: body && JSON.stringify(body),
          });
          const question = await (await call('/iop/v1/passkey-questions')).json();
          const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question.options);
          const credential = await navigator.credentials.get({ publicKey });
          const body = { credential: credential.toJSON(), state: question.state };
          const answer = await call('/iop/v1/passkey-sessions', body);
          const other = await (await call('/iop/v1/passkey-questions')).json();
          return JSON.stringify({
            status: answer.status,
            tokens: await answer.json(),
            again: (await call('/iop/v1/passkey-sessions', body)).status,
            againInOtherLetters: (await call('/iop/v1/passkey-sessions', { ...body, state: `${body.state} ` })).status,
            toAnotherQuestion: (await call('/iop/v1/passkey-sessions', { ...body, state: other.state })).status,
            toNoQuestion: (await call('/iop/v1/passkey-sessions', { ...body, state: 'x' })).status,
          });
        }
        """;

    [Fact]
    public async Task A_passkey_signs_in_without_a_name_once_for_each_question_until_it_is_removed()
    {
        await using var host = api.WithSettings();
        var product = host.Listen();
        var person = await SignedUp.AddAsync(host, Guid.CreateVersion7(), Role.Legal);
        var tokens = await person.SignInAsync();
        var page = await chromium.OpenAsync(product);
        await AddAuthenticatorAsync(page);

        var made = await page.EvaluateAsync<int[]>(Make, new[] { tokens.AccessToken });
        Assert.Equal([204, 422], made);

        var used = await UseAsync(page);
        Assert.Equal(201, used.GetProperty("status").GetInt32());
        var session = used.GetProperty("tokens").Deserialize<SessionTokens>(StrictJson.Options)!;
        Assert.Equal(422, used.GetProperty("again").GetInt32());
        Assert.Equal(422, used.GetProperty("againInOtherLetters").GetInt32());
        Assert.Equal(422, used.GetProperty("toAnotherQuestion").GetInt32());
        Assert.Equal(422, used.GetProperty("toNoQuestion").GetInt32());

        using var http = person.With(session.AccessToken!);
        var methods = await http.GetFromJsonAsync<SignInMethodsView>("/iop/v1/me/sign-in-methods", StrictJson.Options);
        var passkey = Assert.Single(methods!.Passkeys);
        Assert.Equal("Testdatorn", passkey.Name);
        Assert.NotNull(passkey.LastUsedAt);

        using var removed = await http.DeleteAsync($"/iop/v1/me/passkeys/{passkey.Id}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await http.DeleteAsync($"/iop/v1/me/passkeys/{passkey.Id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var refused = await UseAsync(page);
        Assert.Equal(422, refused.GetProperty("status").GetInt32());
    }

    private static async Task<JsonElement> UseAsync(IPage page) =>
        JsonDocument.Parse(await page.EvaluateAsync<string>(Use)).RootElement;

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                    automaticPresenceSimulation = true,
                },
            }
        );
    }
}
