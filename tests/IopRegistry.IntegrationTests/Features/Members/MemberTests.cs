using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Calendars;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Members;

public sealed class MemberTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Users_are_listed_read_and_changed_and_it_holds_at_once()
    {
        var (organisation, admin) = await ArrangeAsync();
        var person = await api.PersonAsync(organisation, "Ada Lind", roles: Role.Reader);

        var before = await admin.Http.MemberAsync(organisation, person.Id);
        using var changed = await ChangeAsync(
            admin,
            organisation,
            person,
            before.ETag,
            "2099-12-31",
            "legal",
            "finance"
        );
        var after = await changed.Content.ReadFromJsonAsync<MemberView>(StrictJson.Options);
        using var again = await ChangeAsync(
            admin,
            organisation,
            person,
            changed.Headers.ETag!.ToString(),
            "2099-12-31",
            "finance",
            "legal"
        );
        var list = await ListAsync(admin, organisation);

        Assert.Equal([Role.Reader], before.View.Roles);
        Assert.Equal([Role.Legal, Role.Finance], after!.Roles);
        Assert.Equal(changed.Headers.ETag, again.Headers.ETag); // what is already so changes nothing
        Assert.Equal(["Ada Lind", "Admin Adminsson"], list.Members.Select(m => m.Name).Order());
        Assert.Equal(
            [new DateOnly(2099, 12, 31)],
            await api.AskAsync(db =>
                db.Set<OrganisationUser>().Where(u => u.UserId == person.Id).Select(u => u.ValidTo!.Value).ToListAsync()
            )
        );
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_by_its_code()
    {
        var (organisation, admin) = await ArrangeAsync();
        var person = await api.PersonAsync(organisation, "Ada Lind", roles: Role.Reader);
        var (elsewhere, stranger) = await ArrangeAsync();
        var etag = (await admin.Http.MemberAsync(organisation, person.Id)).ETag;
        var own = (await admin.Http.MemberAsync(organisation, admin.Id)).ETag;

        (HttpResponseMessage Response, int Status, string Code)[] refusals =
        [
            (await stranger.Http.GetAsync(MemberClient.Members(organisation)), 404, "not-found"),
            (await stranger.Http.GetAsync(MemberClient.Member(organisation, person.Id)), 404, "not-found"),
            (await stranger.Http.GetAsync(MemberClient.Member(elsewhere, person.Id)), 404, "not-found"),
            (await ChangeAsync(stranger, organisation, person, etag, null, "admin"), 404, "not-found"),
            (await LeaveAsync(stranger, organisation, person, etag), 404, "not-found"),
            (await person.Http.GetAsync(MemberClient.Members(organisation)), 403, "permission-missing"),
            (await ChangeAsync(person, organisation, person, etag, null, "admin"), 403, "permission-missing"),
            (await ChangeAsync(admin, organisation, person, "\"77\"", null, "legal"), 412, "changed-by-someone-else"),
            (await ChangeAsync(admin, organisation, person, null, null, "legal"), 428, "if-match-missing"),
            (await ChangeAsync(admin, organisation, person, etag, null), 422, "validation"),
            (await ChangeAsync(admin, organisation, person, etag, null, "operator"), 422, "role-not-yours-to-give"),
            (await ChangeAsync(admin, organisation, person, etag, "2020-02-01", "legal"), 422, "membership-day-passed"),
            (await ChangeAsync(admin, organisation, admin, own, null, "legal"), 409, "last-admin"),
            (await ChangeAsync(admin, organisation, admin, own, "2030-01-01", "admin"), 409, "last-admin"),
            (await LeaveAsync(admin, organisation, admin, own), 409, "last-admin"),
            (
                await LeaveAsync(admin, organisation, person, etag, new { lastDay = "2026-03-01" }),
                422,
                "membership-day-passed"
            ),
        ];

        foreach (var (response, status, code) in refusals)
        {
            await response.AssertRefusedAsync((HttpStatusCode)status, code);
        }

        Assert.Equal(etag, (await admin.Http.MemberAsync(organisation, person.Id)).ETag);
    }

    [Fact]
    public async Task Of_two_administrators_who_take_each_others_rights_at_once_one_stays()
    {
        var bothHaveRead = new Rendezvous(parties: 2);
        var (organisation, _) = await ArrangeAsync(Role.Reader);
        await using var racing = api.With(services =>
            services.ConfigureDbContext<Persistence.IopDbContext>(db => db.AddInterceptors(bothHaveRead))
        );
        var one = await api.PersonAsync(organisation, "Ena", host: racing, roles: Role.Admin);
        var other = await api.PersonAsync(organisation, "Andra", host: racing, roles: Role.Admin);
        var etags = new[]
        {
            (await one.Http.MemberAsync(organisation, other.Id)).ETag,
            (await one.Http.MemberAsync(organisation, one.Id)).ETag,
        };

        var responses = await Task.WhenAll(
            LeaveAsync(one, organisation, other, etags[0]),
            ChangeAsync(other, organisation, one, etags[1], null, "legal")
        );

        Assert.Single(responses, r => r.IsSuccessStatusCode);
        await responses
            .Single(r => !r.IsSuccessStatusCode)
            .AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
        var users = await api.AskAsync(db => db.Users.Where(u => u.Id == one.Id || u.Id == other.Id).ToListAsync());
        Assert.Single(
            users,
            u => u.MembershipIn(organisation) is { } m && m.Has(Role.Admin) && m.IsValidOn(new(2026, 3, 2))
        );
    }

    [Fact]
    public async Task Whoever_leaves_is_out_on_every_node_and_what_was_open_is_shut()
    {
        var (organisation, admin) = await ArrangeAsync();
        var email = $"ada-{organisation:N}@exempel.example";
        var person = await api.PersonAsync(organisation, "Ada Lind", email, roles: Role.Legal);
        var session = await api.SignInAsync(email);
        using var signedIn = api.With(session.AccessToken!);
        var (_, feed) = CalendarFeed.Open(person.Id, organisation, "Telefonen", "sv", api.Clock.GetUtcNow());
        await api.ArrangeAsync(feed);
        await using var otherNode = api.With(_ => { });
        using var elsewhere = api.With(session.AccessToken!, otherNode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/iop/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/iop/v1/me")).StatusCode);

        var etag = (await admin.Http.MemberAsync(organisation, person.Id)).ETag;
        using var left = await LeaveAsync(admin, organisation, person, etag);
        using var twice = await LeaveAsync(admin, organisation, person, left.Headers.ETag!.ToString());
        api.Services.Forget();
        otherNode.Services.Forget();

        var response = await left.Content.ReadFromJsonAsync<EndMembership.Response>(StrictJson.Options);
        Assert.Equal(
            (1, 1, MembershipState.Ended),
            (response!.Sessions, response.CalendarAddresses, response.Member.State)
        );
        await twice.AssertRefusedAsync(HttpStatusCode.Conflict, "membership-ended");
        foreach (var client in new[] { signedIn, elsewhere, person.Http })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/iop/v1/me")).StatusCode);
        }

        Assert.DoesNotContain((await ListAsync(admin, organisation)).Members, m => m.UserId == person.Id);
        Assert.Single((await ListAsync(admin, organisation, "?ended=true")).Members, m => m.UserId == person.Id);
        Assert.NotNull((await api.AskAsync(db => db.CalendarFeeds.SingleAsync(f => f.Id == feed.Id))).RevokedAt);
    }

    internal static Task<HttpResponseMessage> ChangeAsync(
        Person by,
        Guid organisation,
        Person whom,
        string? etag,
        string? validTo,
        params string[] roles
    ) =>
        by.Http.PutAsync(
            MemberClient.Member(organisation, whom.Id),
            new
            {
                roles,
                validFrom = "2020-01-01",
                validTo,
            },
            etag
        );

    internal static Task<HttpResponseMessage> LeaveAsync(
        Person by,
        Guid organisation,
        Person whom,
        string? etag,
        object? body = null
    ) => by.Http.PostAsync($"{MemberClient.Member(organisation, whom.Id)}/departures", body ?? new { }, etag);

    private static async Task<ListMembers.Response> ListAsync(Person by, Guid organisation, string query = "") =>
        (
            await by.Http.GetFromJsonAsync<ListMembers.Response>(
                MemberClient.Members(organisation) + query,
                StrictJson.Options
            )
        )!;

    private async Task<(Guid Organisation, Person Admin)> ArrangeAsync(Role role = Role.Admin)
    {
        using var steward = await api.AsAsync(Guid.CreateVersion7());
        var organisation = await steward.RegisterAsync(OrganisationClient.Association());
        return (organisation.Id, await api.PersonAsync(organisation.Id, "Admin Adminsson", roles: role));
    }
}
