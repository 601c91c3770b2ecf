using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Signing in, and how one does.</summary>
public sealed partial class TranslationTests
{
    private async Task PeopleAsync()
    {
        var person = await SignedUp.AddAsync(_partnership.Host, _partnership.Municipality.Id, Role.Legal);
        var tokens = await person.SignInAsync();
        using var anyone = _partnership.Host.CreateClient();
        using var me = person.With(tokens.AccessToken!);
        await SayAsync(anyone, "session-refreshments", new { refreshToken = tokens.RefreshToken });
        foreach (var address in new[] { "sessions", $"sessions/{tokens.SessionId}", "csrf-token", "sign-in-methods" })
        {
            using var read = await me.GetAsync($"/iop/v1/me/{address}");
        }

        await SayAsync(me, "me/organisation-choices", new { organisationId = _partnership.Municipality.Id });
        await SayAsync(me, "me/external-login-links", new { provider = "nobody" });
        await SayAsync(me, "me/passkey-questions", null);
        var nothing = new { id = "x" };
        await SayAsync(
            me,
            "me/passkeys",
            new
            {
                name = "x",
                credential = nothing,
                state = "x",
            }
        );
        await SayAsync(anyone, "passkey-questions", null);
        await SayAsync(anyone, "passkey-sessions", new { credential = nothing, state = "x" });
        var passkey = await PasskeysAsync(person);
        await DeleteAsync(me, $"me/passkeys/{passkey}");
        await DeleteAsync(me, "me/external-logins/nobody");
        using var providers = await anyone.GetAsync("/iop/v1/sign-in-providers");
        await CodesAsync(person, me);
        await PasswordsAsync(person, me, anyone);
        await DeleteAsync(me, "me/sessions");
        await DeleteAsync(me, $"me/sessions/{tokens.SessionId}");
    }

    /// <summary>What making a passkey and signing in with it say to the database, and another way in beside it.</summary>
    private async Task<Guid> PasskeysAsync(SignedUp person)
    {
        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await manager.FindByIdAsync($"{person.User.Id}"))!;
        byte[] id = [1, 2, 3];
        var made = new UserPasskeyInfo(id, [4], Partnership.Noon, 0, null, true, false, false, [5], [6]) { Name = "x" };
        await manager.AddOrUpdatePasskeyAsync(account, made);
        _ = await manager.FindByPasskeyIdAsync(id);
        _ = await manager.GetPasskeysAsync(account);
        await manager.AddOrUpdatePasskeyAsync(account, (await manager.GetPasskeyAsync(account, id))!);
        db.Add(
            new ExternalLogin
            {
                Provider = "nobody",
                Subject = "sub",
                AccountId = account.Id,
                CreatedAt = Partnership.Noon,
            }
        );
        db.Add(new SpentChallenge { Hash = "x", ExpiresAt = Partnership.Noon });
        await db.SaveChangesAsync();
        var kept = await db.Passkeys.SingleAsync(p => p.AccountId == account.Id);
        return kept.Id;
    }

    private static async Task CodesAsync(SignedUp person, HttpClient me)
    {
        using var setup = await me.PostAsync("/iop/v1/me/authenticator-setups", null);
        var key = (await setup.ReadAsync<StartAuthenticator.Response>()).Secret;
        await SayAsync(me, "me/authenticators", new { code = AuthenticatorCode.At(key, Partnership.Noon) });
        await SayAsync(me, "me/recovery-codes", null);
        using var refused = await person.TrySignInAsync(person.Body(code: "000000"));
        using var without = await person.TrySignInAsync();
        await DeleteAsync(me, "me/authenticator");
    }

    private async Task PasswordsAsync(SignedUp person, HttpClient me, HttpClient anyone)
    {
        await SayAsync(me, "me/email-changes", new { email = "annan@exempelkoping.example" });
        await SayAsync(anyone, "password-resets", new { email = person.Email });
        using var put = new HttpRequestMessage(HttpMethod.Put, "/iop/v1/me/password")
        {
            Content = System.Net.Http.Json.JsonContent.Create(
                new { password = SignedUp.Password, newPassword = "fem andra ord på rad" }
            ),
        };
        using var changed = await me.SendAsync(put);
        foreach (
            var (purpose, path) in new[]
            {
                (LinkPurpose.ConfirmEmail, "email-confirmations"),
                (LinkPurpose.ResetPassword, "password-resets"),
            }
        )
        {
            var token = await LinkAsync(person, purpose);
            using var shown = await anyone.GetAsync($"/iop/v1/{path}/{token}");
            using var form = new FormUrlEncodedContent([new("password", "sex andra ord på rad")]);
            using var sent = await anyone.PostAsync($"/iop/v1/{path}/{token}", form);
        }

        await SayAsync(
            anyone,
            "new-passwords",
            new { token = await LinkAsync(person, LinkPurpose.ResetPassword), password = "sju andra ord på rad" }
        );
    }

    private async Task<string> LinkAsync(SignedUp person, LinkPurpose purpose)
    {
        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var account = await scope
            .ServiceProvider.GetRequiredService<Accounts>()
            .FindAsync(person.User.Id, CancellationToken.None);
        return scope.ServiceProvider.GetRequiredService<MailedLinks>().Make(account!, purpose, person.Email);
    }

    private static async Task SayAsync(HttpClient http, string address, object? body)
    {
        using var content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body, body.GetType());
        using var response = await http.PostAsync($"/iop/v1/{address}", content);
    }

    private static async Task DeleteAsync(HttpClient http, string address)
    {
        using var response = await http.DeleteAsync($"/iop/v1/{address}");
    }
}
