using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Me;
using IopRegistry.Api.Features.Sessions;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Sessions;

public sealed class SessionTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Me = "/iop/v1/me";
    private const string Sessions = "/iop/v1/me/sessions";
    private const string Refreshments = "/iop/v1/session-refreshments";

    private readonly WebApplicationFactory<Program> _host = api.With(_ => { });

    [Fact]
    public async Task A_password_gives_tokens_that_work()
    {
        var person = await PersonAsync();
        using var response = await person.TrySignInAsync();
        var tokens = await response.ReadAsync<SessionTokens>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.EndsWith(
            $"{Sessions}/{tokens.SessionId}",
            response.Headers.Location!.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(600, tokens.ExpiresIn);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        using var http = person.With(tokens.AccessToken!);
        var me = (await http.GetFromJsonAsync<MeView>(Me, StrictJson.Options))!;
        Assert.Equal(person.User.Id, me.Id);
        Assert.Equal([Role.Legal], me.Roles);

        var listed = (await http.GetFromJsonAsync<ListSessions.Response>(Sessions, StrictJson.Options))!;
        Assert.True(Assert.Single(listed.Sessions).IsThisOne);
        Assert.NotNull(await http.GetFromJsonAsync<SessionView>($"{Sessions}/{tokens.SessionId}", StrictJson.Options));
    }

    [Fact]
    public async Task Every_refusal_is_the_same_one()
    {
        var person = await PersonAsync();
        var locked = await PersonAsync();
        for (var i = 0; i < Account.MostFailures; i++)
        {
            using var wrong = await locked.TrySignInAsync(locked.Body("fel fel fel fel"));
        }

        object[] refused =
        [
            person.Body("fel fel fel fel"),
            new { email = "ingen@exempelkoping.example", password = SignedUp.Password },
            locked.Body(),
        ];
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in refused)
        {
            using var response = await person.TrySignInAsync(body);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            var problem = await response.ReadAsync<Problem>();
            said.Add((problem with { TraceId = "" }).ToString());
        }

        Assert.Contains("sign-in-refused", Assert.Single(said), StringComparison.Ordinal);
    }

    /// <summary>What takes the time is the hash, which is worked out for everybody.</summary>
    [Fact]
    public async Task Unknown_and_known_addresses_take_the_same_time()
    {
        var person = await PersonAsync();
        var (known, unknown) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 6; i++) // by turns, so that a busy machine slows both down
        {
            known = Math.Min(known, await TimedAsync(person, person.Body("fel fel fel fel")));
            unknown = Math.Min(
                unknown,
                await TimedAsync(person, new { email = "ingen@exempelkoping.example", password = "fel fel fel fel" })
            );
        }

        Assert.InRange(unknown / known, 0.33, 3); // without the hash it is a twentieth
    }

    [Fact]
    public async Task Tries_at_once_are_all_counted_and_the_lock_opens_by_itself()
    {
        var person = await PersonAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, Account.MostFailures + 3)
                .Select(async _ =>
                {
                    using var wrong = await person.TrySignInAsync(person.Body("fel fel fel fel"));
                })
        );
        using (var right = await person.TrySignInAsync())
        {
            Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
        }

        api.Clock.Now += Account.LockedFor;
        Assert.NotNull((await person.SignInAsync()).AccessToken);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_its_copy_ends_the_session()
    {
        var person = await PersonAsync();
        var first = await person.SignInAsync();
        using var anyone = _host.CreateClient();

        var second = await RefreshAsync(anyone, first.RefreshToken!);
        Assert.Equal(first.SessionId, second.SessionId);
        Assert.NotEqual(first.AccessToken, second.AccessToken);

        using var again = await anyone.PostAsJsonAsync(
            Refreshments,
            new { refreshToken = first.RefreshToken, organisationId = Guid.CreateVersion7() } // also when it asks for nonsense
        );
        await again.AssertRefusedAsync(HttpStatusCode.Unauthorized, "session-over");
        using var third = await anyone.PostAsJsonAsync(Refreshments, new { refreshToken = second.RefreshToken });
        await third.AssertRefusedAsync(HttpStatusCode.Unauthorized, "session-over");
        using var http = person.With(second.AccessToken!);
        using var refused = await http.GetAsync(Me);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task One_of_two_refreshes_at_once_is_a_copy()
    {
        var person = await PersonAsync();
        var tokens = await person.SignInAsync();
        using var anyone = _host.CreateClient();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    using var answer = await anyone.PostAsJsonAsync(
                        Refreshments,
                        new { refreshToken = tokens.RefreshToken }
                    );
                    return answer.StatusCode;
                })
        );
        Assert.True(answers.Count(status => status == HttpStatusCode.OK) <= 1);
    }

    [Fact]
    public async Task Tokens_run_out()
    {
        var person = await PersonAsync();
        var tokens = await person.SignInAsync();
        using var http = person.With(tokens.AccessToken!);

        api.Clock.Now += Session.AccessLifetime;
        using var late = await http.GetAsync(Me);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);

        api.Clock.Now += Session.RefreshLifetime;
        using var tooLate = await http.PostAsJsonAsync(Refreshments, new { refreshToken = tokens.RefreshToken });
        await tooLate.AssertRefusedAsync(HttpStatusCode.Unauthorized, "session-over");
    }

    [Fact]
    public async Task Sessions_can_be_ended_one_by_one_and_all_but_ones_own()
    {
        var person = await PersonAsync();
        var (kept, ended, lost) = (await person.SignInAsync(), await person.SignInAsync(), await person.SignInAsync());
        using var http = person.With(kept.AccessToken!);

        using var one = await http.DeleteAsync($"{Sessions}/{ended.SessionId}");
        Assert.Equal(HttpStatusCode.NoContent, one.StatusCode);
        using var again = await http.DeleteAsync($"{Sessions}/{ended.SessionId}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        using var gone = await http.GetAsync($"{Sessions}/{ended.SessionId}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await AssertSignedOutAsync(person, ended);

        using var others = await http.DeleteAsync(Sessions);
        Assert.Equal(HttpStatusCode.NoContent, others.StatusCode);
        await AssertSignedOutAsync(person, lost);
        var left = (await http.GetFromJsonAsync<ListSessions.Response>(Sessions, StrictJson.Options))!;
        Assert.Equal(kept.SessionId, Assert.Single(left.Sessions).Id);

        using var stranger = await (await PersonAsync()).ClientAsync();
        using var notYours = await stranger.DeleteAsync($"{Sessions}/{kept.SessionId}");
        Assert.Equal(HttpStatusCode.NotFound, notYours.StatusCode);
    }

    [Fact]
    public async Task Who_has_several_organisations_chooses()
    {
        var (first, second, third) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var person = await SignedUp.AddAsync(_host, first, Role.Legal);
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            db.Attach(person.User);
            db.Entry(person.User).Property(u => u.Memberships).CurrentValue =
            [
                new Membership(first, [Role.Legal], DateOnly.MinValue, null),
                new Membership(second, [Role.Reader], DateOnly.MinValue, null),
                new Membership(third, [Role.Admin], DateOnly.MinValue, new DateOnly(2020, 1, 1)),
            ];
            await db.SaveChangesAsync();
        }

        var tokens = await person.SignInAsync();
        Assert.Equal(first, tokens.OrganisationId);
        Assert.Equal([first, second], tokens.Choices.Select(choice => choice.OrganisationId));

        using var http = person.With(tokens.AccessToken!);
        using var chosen = await http.PostAsJsonAsync(
            "/iop/v1/me/organisation-choices",
            new { organisationId = second }
        );
        using var there = person.With((await chosen.ReadAsync<SessionTokens>()).AccessToken!);
        Assert.Equal([Role.Reader], (await there.GetFromJsonAsync<MeView>(Me, StrictJson.Options))!.Roles);

        using var earlier = await http.PostAsJsonAsync(Refreshments, new { refreshToken = tokens.RefreshToken });
        await earlier.AssertRefusedAsync(HttpStatusCode.Unauthorized, "session-over"); // its chain went on with the choice

        tokens = await person.SignInAsync();
        using var anew = person.With(tokens.AccessToken!);
        using var notMine = await anew.PostAsJsonAsync(
            Refreshments,
            new { refreshToken = tokens.RefreshToken, organisationId = third }
        );
        await notMine.AssertRefusedAsync(HttpStatusCode.Forbidden, "not-yours-to-act-for");
        Assert.Equal(first, (await RefreshAsync(anew, tokens.RefreshToken!)).OrganisationId); // a mistake costs nothing
        using var ended = await anew.PostAsJsonAsync("/iop/v1/me/organisation-choices", new { organisationId = third });
        await ended.AssertRefusedAsync(HttpStatusCode.Forbidden, "not-yours-to-act-for");
        using var elsewhere = await person.TrySignInAsync(
            new
            {
                email = person.Email,
                password = SignedUp.Password,
                organisationId = third,
            }
        );
        await elsewhere.AssertRefusedAsync(HttpStatusCode.Forbidden, "not-yours-to-act-for");
        Assert.Equal(
            second,
            (
                await person.SignInAsync(
                    new
                    {
                        email = person.Email,
                        password = SignedUp.Password,
                        organisationId = second,
                    }
                )
            ).OrganisationId
        );
    }

    private Task<SignedUp> PersonAsync() => SignedUp.AddAsync(_host, Guid.CreateVersion7(), Role.Legal);

    private static async Task<SessionTokens> RefreshAsync(HttpClient http, string refreshToken)
    {
        using var response = await http.PostAsJsonAsync(Refreshments, new { refreshToken });
        return await response.ReadAsync<SessionTokens>();
    }

    private static async Task AssertSignedOutAsync(SignedUp person, SessionTokens tokens)
    {
        using var http = person.With(tokens.AccessToken!);
        using var response = await http.GetAsync(Me);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static async Task<double> TimedAsync(SignedUp person, object body)
    {
        var watch = Stopwatch.StartNew();
        using var response = await person.TrySignInAsync(body);
        return watch.Elapsed.TotalMilliseconds;
    }
}
