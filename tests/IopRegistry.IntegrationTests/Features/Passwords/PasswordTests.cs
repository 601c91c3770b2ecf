using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Me;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.IntegrationTests.Messaging;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Features.Passwords;

/// <summary>Passwords and addresses, by the mails that a real server takes.</summary>
public sealed class PasswordTests(Post post) : IClassFixture<Post>, IAsyncLifetime
{
    private const string New = "helt andra ord på rad";

    public Task InitializeAsync() => post.SettleAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_password_is_set_by_a_link_that_is_good_once()
    {
        var person = await PersonAsync();
        var before = await person.SignInAsync();
        using var anyone = post.Host.CreateClient();
        var token = await AskAsync(anyone, person);

        using var page = await anyone.GetAsync($"/iop/v1/password-resets/{token}");
        Assert.Contains("<form method=\"post\">", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var weak = await SubmitAsync(anyone, token, "kort");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Contains(
            "12–128",
            WebUtility.HtmlDecode(await weak.Content.ReadAsStringAsync()),
            StringComparison.Ordinal
        );
        using var set = await SubmitAsync(anyone, token, New);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);

        using var again = await anyone.PostAsJsonAsync(
            "/iop/v1/new-passwords",
            new { token, password = "ännu en rad med ord" }
        );
        await again.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
        using var old = await person.TrySignInAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.NotNull((await person.SignInAsync(person.Body(New))).AccessToken);
        using var ended = person.With(before.AccessToken!);
        using var refused = await ended.GetAsync("/iop/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        await post.RunAsync<SendMail>();
        Assert.Equal("Din inloggning har ändrats", Assert.Single(await post.Mail.TakeAsync(1)).Subject);
    }

    [Fact]
    public async Task A_link_is_too_old_after_an_hour_and_nobody_elses()
    {
        var person = await PersonAsync();
        using var anyone = post.Host.CreateClient();
        var token = await AskAsync(anyone, person);
        using var tampered = await anyone.PostAsJsonAsync(
            "/iop/v1/new-passwords",
            new { token = token[..^2] + "AA", password = New }
        );
        await tampered.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
        using var confused = await anyone.PostAsync($"/iop/v1/email-confirmations/{token}", null);
        await confused.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");

        post.Clock.Now += TimeSpan.FromHours(1);
        using var late = await anyone.PostAsJsonAsync("/iop/v1/new-passwords", new { token, password = New });
        await late.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "link-spent");
    }

    [Fact]
    public async Task Whoever_asks_for_an_unknown_address_hears_the_same_and_nobody_gets_mail()
    {
        using var anyone = post.Host.CreateClient();
        using var response = await anyone.PostAsJsonAsync(
            "/iop/v1/password-resets",
            new { email = "ingen@exempelkoping.example" }
        );
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await post.RunAsync<SendMail>();
        Assert.Empty(post.Mail.Left());
    }

    [Fact]
    public async Task A_password_is_changed_by_whoever_knows_it_and_other_sessions_end()
    {
        var person = await PersonAsync();
        var (here, there) = (await person.SignInAsync(), await person.SignInAsync());
        using var http = person.With(here.AccessToken!);
        using var wrong = await ChangeAsync(http, "inte det rätta alls", New);
        await wrong.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "password-wrong");
        using var changed = await ChangeAsync(http, SignedUp.Password, New);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        using var other = person.With(there.AccessToken!);
        using var ended = await other.GetAsync("/iop/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        Assert.NotNull(await http.GetFromJsonAsync<MeView>("/iop/v1/me", StrictJson.Options));

        for (var i = 0; i < Account.MostFailures; i++)
        {
            using var guess = await ChangeAsync(http, "inte det rätta alls", New);
        }

        using var locked = await ChangeAsync(http, New, "en tredje rad med ord");
        await locked.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "password-wrong");
    }

    [Fact]
    public async Task Another_address_signs_in_when_its_reader_has_said_so()
    {
        var person = await PersonAsync();
        var taken = await PersonAsync();
        using var http = await person.ClientAsync();
        var email = $"nytt-{person.Email}";
        var token = await ChangeEmailAsync(http, email);
        using var page = await http.GetAsync($"/iop/v1/email-confirmations/{token}");
        Assert.Contains(email, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var still = await person.TrySignInAsync();
        Assert.Equal(HttpStatusCode.Created, still.StatusCode);

        using var confirmed = await http.PostAsync($"/iop/v1/email-confirmations/{token}", null);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        using var old = await person.TrySignInAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.NotNull((await (person with { Email = email }).SignInAsync()).AccessToken);
        await post.RunAsync<SendMail>();
        Assert.Equal([person.Email], Assert.Single(await post.Mail.TakeAsync(1)).To);

        // One that somebody else has is found when it is confirmed, and told to nobody before.
        var theirs = await ChangeEmailAsync(http, taken.Email);
        using var refused = await http.PostAsync($"/iop/v1/email-confirmations/{theirs}", null);
        await refused.AssertRefusedAsync(HttpStatusCode.Conflict, "account-exists");
    }

    private Task<SignedUp> PersonAsync() => SignedUp.AddAsync(post.Host, post.Partnership.Municipality.Id, Role.Reader);

    private async Task<string> AskAsync(HttpClient http, SignedUp person)
    {
        using var asked = await http.PostAsJsonAsync("/iop/v1/password-resets", new { email = person.Email });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await post.QueryAsync(db => db.Mails.AnyAsync(m => m.Address == person.Email, patience.Token))) // written after the answer
        {
            await again.WaitForNextTickAsync(patience.Token);
        }

        return await TokenAsync("password-resets");
    }

    private async Task<string> ChangeEmailAsync(HttpClient http, string email)
    {
        using var asked = await http.PostAsJsonAsync("/iop/v1/me/email-changes", new { email });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        return await TokenAsync("email-confirmations");
    }

    private async Task<string> TokenAsync(string path)
    {
        await post.RunAsync<SendMail>();
        var mail = Assert.Single(await post.Mail.TakeAsync(1));
        var link = mail.Text.Split('\n').Last(line => line.StartsWith("https://", StringComparison.Ordinal));
        Assert.StartsWith($"https://iop.exempelkoping.example/iop/v1/{path}/", link, StringComparison.Ordinal);
        Assert.Contains(link.Trim(), mail.Html, StringComparison.Ordinal);
        return link.Trim().Split('/')[^1];
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient http, string password, string newPassword) =>
        http.PutAsJsonAsync("/iop/v1/me/password", new { password, newPassword });

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient http, string token, string password)
    {
        using var form = new FormUrlEncodedContent([new("password", password)]);
        return await http.PostAsync($"/iop/v1/password-resets/{token}", form);
    }
}
