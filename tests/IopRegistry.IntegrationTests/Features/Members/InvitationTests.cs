using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using IopRegistry.Api.Features.Invitations;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Members;

public sealed partial class InvitationTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Root = "/iop/v1";

    private WebApplicationFactory<Program> _host = null!;
    private Guid _organisation;
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        _host = WithMail();
        using var steward = await api.AsAsync(Guid.CreateVersion7());
        _organisation = (await steward.RegisterAsync(OrganisationClient.Association())).Id;
        _admin = await api.PersonAsync(_organisation, "Admin Adminsson", null, _host, Role.Admin);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_mailed_link_makes_an_account_that_signs_in_and_acts()
    {
        var email = Address();
        var invitation = await InviteAsync(email);
        using var anyone = _host.CreateClient();
        var (mail, token) = await MailAsync(email);
        var page = await anyone.GetStringAsync($"{Root}/invitations/{token}");
        using var weak = await AcceptAsync(token, "hejhej");
        using var none = await AcceptAsync(token, null);
        using var accepted = await AcceptAsync(token, MemberClient.Password);
        using var twice = await AcceptAsync(token, MemberClient.Password);
        var session = await api.SignInAsync(email, _host);
        using var client = api.With(session.AccessToken!, _host);

        Assert.Contains("Admin Adminsson", mail, StringComparison.Ordinal);
        Assert.Contains(email, page, StringComparison.Ordinal);
        Assert.Null(invitation.AcceptanceAddress); // the link is in the mail alone
        Assert.DoesNotContain(
            token,
            await api.AskAsync(db =>
                db.Invitations.Where(i => i.Email == email).Select(i => i.TokenHash).SingleAsync()
            ),
            StringComparison.Ordinal
        );
        await weak.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "password-too-short");
        await none.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "password-missing");
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync());
        await twice.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
        Assert.Equal(_organisation, session.OrganisationId);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{Root}/agreements")).StatusCode);
        var member = await MemberAsync(email);
        Assert.Equal(("Ny Nysson", MembershipState.Current), (member.Name, member.State));
    }

    [Fact]
    public async Task The_page_of_the_link_takes_the_same()
    {
        var email = Address();
        await InviteAsync(email);
        var (_, token) = await MailAsync(email);
        using var anyone = _host.CreateClient();

        using var weak = await SubmitAsync("kort");
        using var done = await SubmitAsync(MemberClient.Password);
        using var spent = await anyone.GetAsync($"{Root}/invitations/{token}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains("role=\"alert\"", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(done.StatusCode == HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        await spent.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
        Assert.Equal("Eva <b>Ek", (await MemberAsync(email)).Name);

        Task<HttpResponseMessage> SubmitAsync(string password) =>
            anyone.PostAsync(
                $"{Root}/invitations/{token}",
                new FormUrlEncodedContent([new("name", "Eva <b>Ek"), new("password", password)])
            );
    }

    [Fact]
    public async Task An_account_is_joined_by_its_owner_and_never_by_mail_alone()
    {
        var (email, otherEmail) = (Address(), Address());
        using var steward = await api.AsAsync(Guid.CreateVersion7());
        var home = (await steward.RegisterAsync(OrganisationClient.Association("Hemma"))).Id;
        await api.PersonAsync(home, "Ada Lind", email, _host, Role.Legal);
        await api.PersonAsync(home, "Bo Ek", otherEmail, _host, Role.Legal);
        await InviteAsync(email);
        var (_, token) = await MailAsync(email);
        using var owner = api.With((await api.SignInAsync(email, _host)).AccessToken!, _host);
        using var other = api.With((await api.SignInAsync(otherEmail, _host)).AccessToken!, _host);

        using var byMail = await AcceptAsync(token, "ett annat lösenord helt");
        using var byAnother = await other.PostAsJsonAsync($"{Root}/me/memberships", new { token });
        using var byOwner = await owner.PostAsJsonAsync($"{Root}/me/memberships", new { token });
        using var again = await owner.PostAsJsonAsync($"{Root}/me/memberships", new { token });
        using var invitedAgain = await TryInviteAsync(email);

        await byMail.AssertRefusedAsync(HttpStatusCode.Conflict, "account-exists");
        await byAnother.AssertRefusedAsync(HttpStatusCode.Conflict, "invitation-for-another");
        Assert.True(byOwner.StatusCode == HttpStatusCode.OK, await byOwner.Content.ReadAsStringAsync());
        await again.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
        await invitedAgain.AssertRefusedAsync(HttpStatusCode.Conflict, "already-member");
        var choices = (await api.SignInAsync(email, _host)).Choices; // with the password that it had
        Assert.Equal(new[] { home, _organisation }.Order(), choices.Select(c => c.OrganisationId).Order());
    }

    [Fact]
    public async Task Whoever_acts_for_nobody_comes_back_by_the_mail_with_a_new_password_and_nothing_of_before_signs_in()
    {
        var email = Address();
        var person = await api.PersonAsync(_organisation, "Ada Lind", email, _host, Role.Legal);
        await api.ArrangeAsync(
            new ExternalLogin
            {
                Provider = "test",
                Subject = email,
                AccountId = person.Id,
                CreatedAt = api.Clock.Now,
            },
            new Passkey
            {
                AccountId = person.Id,
                CredentialHash = email,
                Credential = new([1], [2], 0, null, true, false, false, [3], [4]),
                Name = "Den gamla telefonen",
                CreatedAt = api.Clock.Now,
            }
        );
        await api.AskAsync(db =>
            db.Accounts.Where(a => a.Id == person.Id)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.TwoFactorEnabled, true))
        );
        var etag = (await _admin.Http.MemberAsync(_organisation, person.Id)).ETag;
        using var left = await MemberTests.LeaveAsync(_admin, _organisation, person, etag);
        await InviteAsync(email);
        var (_, token) = await MailAsync(email);

        using var without = await AcceptAsync(token, null);
        await without.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "password-missing");
        using var back = await AcceptAsync(token, "en helt ny rad med ord");

        // The address may have another reader today, and whoever had the old password gets nothing by it.
        Assert.True(back.IsSuccessStatusCode, await back.Content.ReadAsStringAsync());
        using var anyone = _host.CreateClient();
        using var old = await anyone.PostAsJsonAsync(
            "/iop/v1/sessions",
            new { email, password = MemberClient.Password }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        using var renewed = await anyone.PostAsJsonAsync(
            "/iop/v1/sessions",
            new { email, password = "en helt ny rad med ord" }
        );
        Assert.Equal(HttpStatusCode.Created, renewed.StatusCode); // and no code of a telephone that is somebody else's
        Assert.False(await api.AskAsync(db => db.Passkeys.AnyAsync(p => p.AccountId == person.Id)));
        Assert.False(await api.AskAsync(db => db.ExternalLogins.AnyAsync(l => l.AccountId == person.Id)));
        Assert.Equal([Role.CaseOfficer], (await _admin.Http.MemberAsync(_organisation, person.Id)).View.Roles);
    }

    [Fact]
    public async Task It_is_sent_again_with_a_new_link_taken_back_and_too_old()
    {
        var email = Address();
        var first = (await InviteAsync(email)).Invitation;
        var (_, firstToken) = await MailAsync(email);
        var address = $"{Invitations}/{first.Id}";
        using var read = await _admin.Http.GetAsync(address);
        var etag = read.Headers.ETag!.ToString();

        using var twice = await TryInviteAsync(email.ToUpperInvariant());
        using var stale = await _admin.Http.PostAsync($"{address}/sendings", new { }, "\"77\"");
        using var sent = await _admin.Http.PostAsync($"{address}/sendings", new { }, etag);
        using var repeated = await _admin.Http.PostAsync($"{address}/sendings", new { }, etag);
        var (_, secondToken) = await MailAsync(email);
        using var byFirst = await AcceptAsync(firstToken, MemberClient.Password);
        api.Clock.Now += TimeSpan.FromDays(8);
        using var tooOld = await AcceptAsync(secondToken, MemberClient.Password);
        api.Clock.Now -= TimeSpan.FromDays(8);
        using var revoked = await _admin.Http.SendAsync(Delete(address, sent.Headers.ETag!.ToString()));
        using var bySecond = await AcceptAsync(secondToken, MemberClient.Password);
        using var invitedAnew = await TryInviteAsync(email);

        await twice.AssertRefusedAsync(HttpStatusCode.Conflict, "already-invited");
        await stale.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
        Assert.True(sent.StatusCode == HttpStatusCode.Created, await sent.Content.ReadAsStringAsync());
        await repeated.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
        foreach (var response in new[] { byFirst, tooOld, bySecond })
        {
            await response.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
        }

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Created, invitedAnew.StatusCode);
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_by_its_code()
    {
        using var outsider = await api.AsAsync(Guid.CreateVersion7(), _host);
        var reader = await api.PersonAsync(_organisation, "Läsare", null, _host, Role.Legal);
        await using var withoutMail = api.With(_ => { });
        var silent = await api.PersonAsync(_organisation, "Admin två", null, withoutMail, Role.Admin);
        var invitation = (await InviteAsync(Address())).Invitation;
        using var anyone = _host.CreateClient();

        (HttpResponseMessage Response, int Status, string Code)[] refusals =
        [
            (await outsider.GetAsync(Invitations), 404, "not-found"),
            (await outsider.GetAsync($"{Invitations}/{invitation.Id}"), 404, "not-found"),
            (await outsider.PostAsJsonAsync(Invitations, Body(Address())), 404, "not-found"),
            (await reader.Http.PostAsJsonAsync(Invitations, Body(Address())), 403, "permission-missing"),
            (await _admin.Http.PostAsJsonAsync(Invitations, Body("ingen adress")), 422, "user-email-invalid"),
            (
                await _admin.Http.PostAsJsonAsync(Invitations, Body(Address(), "operator")),
                422,
                "role-not-yours-to-give"
            ),
            (await silent.Http.PostAsJsonAsync(Invitations, Body(Address())), 409, "mail-not-configured"),
            (await anyone.GetAsync($"{Root}/invitations/iopi_0"), 422, "link-spent"),
            (await AcceptAsync("iopi_0", MemberClient.Password), 422, "link-spent"),
        ];

        foreach (var (response, status, code) in refusals)
        {
            await response.AssertRefusedAsync((HttpStatusCode)status, code);
        }
    }

    [Fact]
    public async Task Of_two_who_accept_or_invite_at_once_one_does()
    {
        var email = Address();
        await InviteAsync(email);
        var (_, token) = await MailAsync(email);
        var anotherEmail = Address();

        var accepted = await AtOnceAsync(host => AcceptAsync(token, MemberClient.Password, host));
        var invited = await AtOnceAsync(async host =>
        {
            var admin = await AdminOfAsync(host);
            return await admin.PostAsJsonAsync(Invitations, Body(anotherEmail));
        });

        Assert.Single(accepted, r => r.IsSuccessStatusCode);
        await MemberAsync(email);
        Assert.Single(invited, r => r.IsSuccessStatusCode);
        await invited
            .Single(r => !r.IsSuccessStatusCode)
            .AssertRefusedAsync(HttpStatusCode.Conflict, "already-invited");
        Assert.All(accepted, r => Assert.True((int)r.StatusCode < 500));
    }

    private async Task<HttpResponseMessage[]> AtOnceAsync(
        Func<WebApplicationFactory<Program>, Task<HttpResponseMessage>> call
    )
    {
        var bothHaveRead = new Rendezvous(parties: 2);
        await using var racing = WithMail(services =>
            services.ConfigureDbContext<Persistence.IopDbContext>(db => db.AddInterceptors(bothHaveRead))
        );
        return await Task.WhenAll(call(racing), call(racing));
    }

    private async Task<HttpClient> AdminOfAsync(WebApplicationFactory<Program> host) =>
        (await api.PersonAsync(_organisation, "Admin tre", null, host, Role.Admin)).Http;

    private string Invitations => $"{OrganisationClient.Path(_organisation)}/invitations";

    private WebApplicationFactory<Program> WithMail(Action<IServiceCollection>? configure = null) =>
        api.With(services =>
        {
            services.AddSingleton(
                new MailSettings(
                    new ConfigurationBuilder()
                        .AddInMemoryCollection(
                            new Dictionary<string, string?>(StringComparer.Ordinal)
                            {
                                ["PublicAddress"] = "https://iop.exempelkoping.example",
                                ["Mail:Host"] = "127.0.0.1",
                                ["Mail:From"] = "iop@exempelkoping.example",
                            }
                        )
                        .Build()
                )
            );
            configure?.Invoke(services);
        });

    private static string Address() => $"ny-{Guid.CreateVersion7():N}@exempel.example";

    private static object Body(string email, string role = "caseOfficer") =>
        new
        {
            email,
            name = "Ny Nysson",
            roles = new[] { role },
        };

    private Task<HttpResponseMessage> TryInviteAsync(string email) =>
        _admin.Http.PostAsJsonAsync(Invitations, Body(email));

    private async Task<SentInvitation> InviteAsync(string email)
    {
        using var response = await TryInviteAsync(email);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<SentInvitation>(StrictJson.Options))!;
    }

    private async Task<HttpResponseMessage> AcceptAsync(
        string token,
        string? password,
        WebApplicationFactory<Program>? host = null
    )
    {
        using var anyone = (host ?? _host).CreateClient();
        return await anyone.PostAsJsonAsync(
            $"{Root}/invitation-acceptances",
            new { token, password },
            StrictJson.Options
        );
    }

    /// <summary>The latest mail to the address, and the secret of its link.</summary>
    private async Task<(string Text, string Token)> MailAsync(string email)
    {
        var text = await api.AskAsync(db =>
            db.Mails.Where(m => m.Address == email).OrderByDescending(m => m.Id).Select(m => m.Text).FirstAsync()
        );
        return (text, Token().Match(text).Groups["token"].Value);
    }

    /// <summary>The one user with the address.</summary>
    private async Task<MemberView> MemberAsync(string email) =>
        Assert.Single(await MembersAsync(), m => string.Equals(m.Email, email, StringComparison.Ordinal));

    private async Task<IReadOnlyList<MemberView>> MembersAsync() =>
        (
            await _admin.Http.GetFromJsonAsync<ListMembers.Response>(
                MemberClient.Members(_organisation),
                StrictJson.Options
            )
        )!.Members;

    private static HttpRequestMessage Delete(string address, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, address);
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return request;
    }

    [GeneratedRegex("/invitations/(?<token>iopi_[0-9a-f]{64})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
