using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Mandates;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Members;

/// <summary>An umbrella organisation acts for a member by a recorded mandate, and no longer or further than it says.</summary>
public sealed class MandateTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Root = "/iop/v1";

    [Fact]
    public async Task Somebody_of_the_umbrella_chooses_to_act_for_the_member_until_the_mandate_is_taken_back()
    {
        var (local, riks, signatory, email) = await ArrangeAsync();
        using var given = await GiveAsync(signatory, local, riks, ["legal", "reader"]);
        var mandate = (await given.Content.ReadFromJsonAsync<MandateView>(StrictJson.Options))!;
        var session = await api.SignInAsync(email);
        using var home = api.With(session.AccessToken!);

        using var chosen = await home.PostAsJsonAsync(
            $"{Root}/me/organisation-choices",
            new { organisationId = local }
        );
        Assert.True(chosen.StatusCode == HttpStatusCode.OK, await chosen.Content.ReadAsStringAsync());
        var tokens = (await chosen.Content.ReadFromJsonAsync<SessionTokens>(StrictJson.Options))!;
        using var acting = api.With(tokens.AccessToken!);
        using var me = await acting.GetAsync($"{Root}/me");
        var whom = await me.Content.ReadAsStringAsync();

        Assert.Equal((local, mandate.Id), (tokens.OrganisationId, tokens.MandateId!.Value));
        Assert.Contains(local.ToString(), whom, StringComparison.Ordinal);
        Assert.Contains("\"roles\":[\"legal\",\"reader\"]", whom, StringComparison.Ordinal); // no finance: the mandate lacks it

        // Nobody lets others in by a mandate, whatever it says.
        using var members = await acting.GetAsync(MemberClient.Members(local));
        await members.AssertRefusedAsync(HttpStatusCode.Forbidden, "permission-missing");

        using var ended = await EndAsync(signatory, local, mandate.Id, given.Headers.ETag!.ToString());
        api.Services.Forget();
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await acting.GetAsync($"{Root}/me")).StatusCode);
        Assert.Equal([riks], (await api.SignInAsync(email)).Choices.Select(choice => choice.OrganisationId));
    }

    [Fact]
    public async Task Both_see_it_and_nobody_else_does()
    {
        var (local, riks, signatory, _) = await ArrangeAsync();
        var holder = await api.PersonAsync(riks, "Riksjuristen", roles: Role.Signatory);
        using var outsider = await api.AsAsync(Guid.CreateVersion7());
        using var given = await GiveAsync(signatory, local, riks, ["legal"]);
        var mandate = (await given.Content.ReadFromJsonAsync<MandateView>(StrictJson.Options))!;

        var byGiver = await ListAsync(signatory, local, "?given=true");
        var byHolder = await ListAsync(holder, riks, "?given=false");
        using var others = await outsider.GetAsync($"{Mandates(local)}/{mandate.Id}");
        using var elsewhere = await holder.Http.GetAsync($"{Mandates(local)}/{mandate.Id}");
        using var givenUp = await EndAsync(holder, riks, mandate.Id, given.Headers.ETag!.ToString());
        using var twice = await EndAsync(holder, riks, mandate.Id, "*");

        Assert.Equal(("Lokal", "Riks"), (mandate.Giver.Name, mandate.Holder.Name));
        Assert.Equal(mandate.Id, Assert.Single(byGiver).Id);
        Assert.Equal(mandate.Id, Assert.Single(byHolder).Id);
        Assert.Empty(await ListAsync(signatory, local, "?given=false"));
        await others.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        await elsewhere.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.NoContent, givenUp.StatusCode);
        await twice.AssertRefusedAsync(HttpStatusCode.Conflict, "mandate-ended");
        Assert.Equal(MandateState.Ended, Assert.Single(await ListAsync(signatory, local)).State);
    }

    [Fact]
    public async Task It_rests_while_the_giver_is_no_member_and_ends_with_its_last_day()
    {
        var (local, riks, signatory, email) = await ArrangeAsync();
        using var given = await GiveAsync(signatory, local, riks, ["legal"]);
        var admin = await api.PersonAsync(local, "Admin", roles: Role.Admin);
        var seen = await admin.Http.GetOrganisationAsync(local);
        Assert.Contains((await api.SignInAsync(email)).Choices, c => c.OrganisationId == local);

        using var left = await admin.Http.PutAsync(
            $"{seen.Path}/umbrella-memberships/{seen.View.UmbrellaMemberships[0].Id}",
            new { validTo = "2026-03-01" },
            seen.ETag
        );

        await left.SeenAsync(HttpStatusCode.OK);
        Assert.DoesNotContain((await api.SignInAsync(email)).Choices, c => c.OrganisationId == local);
        Assert.Equal(MandateState.Suspended, Assert.Single(await ListAsync(signatory, local)).State);
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_by_its_code()
    {
        var (local, riks, signatory, _) = await ArrangeAsync();
        var reader = await api.PersonAsync(local, "Läsaren", roles: Role.Legal);
        var holder = await api.PersonAsync(riks, "Riksjuristen", roles: [Role.Signatory, Role.Legal]);
        using var given = await GiveAsync(signatory, local, riks, ["signatory"]);
        var mandate = (await given.Content.ReadFromJsonAsync<MandateView>(StrictJson.Options))!;
        var acting = holder with { Http = api.With(await TokenByAsync(holder, local, mandate.Id)) };
        var foreign = await api.PersonAsync(riks, "Obehörig", roles: Role.Reader);
        var beyond = api.With(await TokenByAsync(foreign, local, mandate.Id));

        (HttpResponseMessage Response, int Status, string Code)[] refusals =
        [
            (await GiveAsync(reader, local, riks, ["legal"]), 403, "permission-missing"),
            (await GiveAsync(holder, local, riks, ["legal"]), 404, "not-found"),
            (await GiveAsync(acting, local, riks, ["legal"]), 403, "permission-missing"),
            (await EndAsync(acting, local, mandate.Id, "*"), 403, "permission-missing"),
            (await OpenFeedAsync(acting), 403, "mandate-has-no-calendar-address"),
            (await GiveAsync(signatory, local, Guid.CreateVersion7(), ["legal"]), 422, "mandate-holder-unknown"),
            (await GiveAsync(signatory, local, local, ["legal"]), 409, "mandate-needs-umbrella"),
            (await GiveAsync(signatory, local, riks, ["admin"]), 422, "role-not-for-mandates"),
            (await GiveAsync(signatory, local, riks, ["legal"], from: -1), 422, "mandate-backdated"),
            (await EndAsync(signatory, local, mandate.Id, null), 428, "if-match-missing"),
            (await EndAsync(signatory, local, mandate.Id, "\"77\""), 412, "changed-by-someone-else"),
        ];

        foreach (var (response, status, code) in refusals)
        {
            await response.AssertRefusedAsync((HttpStatusCode)status, code);
        }

        // A token that names the mandate helps nobody who is less than it at home.
        Assert.Equal(HttpStatusCode.Unauthorized, (await beyond.GetAsync($"{Root}/me")).StatusCode);
    }

    private static string Mandates(Guid organisation) => $"{OrganisationClient.Path(organisation)}/mandates";

    private Task<HttpResponseMessage> GiveAsync(Person by, Guid giver, Guid holder, string[] roles, int from = 0) =>
        by.Http.PostAsJsonAsync(
            Mandates(giver),
            new
            {
                holderId = holder,
                roles,
                validFrom = Day(from),
                validTo = Day(200),
                decision = "Styrelseprotokoll § 7",
            }
        );

    private string Day(int from) =>
        api.Clock.GetUtcNow().AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Task<HttpResponseMessage> OpenFeedAsync(Person by) =>
        by.Http.PostAsJsonAsync($"{Root}/calendar-feeds", new { name = "Telefonen" });

    private static async Task<HttpResponseMessage> EndAsync(Person by, Guid organisation, Guid mandate, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Mandates(organisation)}/{mandate}");
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return await by.Http.SendAsync(request);
    }

    private static async Task<IReadOnlyList<MandateView>> ListAsync(Person by, Guid organisation, string query = "") =>
        (
            await by.Http.GetFromJsonAsync<ListMandates.Response>(Mandates(organisation) + query, StrictJson.Options)
        )!.Mandates;

    private async Task<string> TokenByAsync(Person person, Guid organisation, Guid mandate)
    {
        var now = api.Clock.GetUtcNow();
        var token = AccessToken.NewToken();
        await api.ArrangeAsync(
            new AccessToken
            {
                Hash = AccessToken.HashOf(token),
                UserId = person.Id,
                OrganisationId = organisation,
                MandateId = mandate,
                IssuedAt = now,
                ExpiresAt = now.AddDays(300),
            }
        );
        return token;
    }

    /// <summary>A member and its umbrella; the member's signatory, and somebody of the umbrella who signs in by e-mail.</summary>
    private async Task<(Guid Local, Guid Riks, Person Signatory, string Email)> ArrangeAsync()
    {
        using var steward = await api.AsAsync(Guid.CreateVersion7());
        var local = await steward.RegisterAsync(OrganisationClient.Association("Lokal"));
        var riks = await steward.RegisterAsync(OrganisationClient.Association("Riks"));
        using var joined = await steward.PostAsync(
            $"{local.Path}/umbrella-memberships",
            new { umbrellaId = riks.Id, validFrom = "2024-01-01" },
            local.ETag
        );
        await joined.SeenAsync(HttpStatusCode.Created);
        var email = $"riks-{riks.Id:N}@exempel.example";
        await api.PersonAsync(riks.Id, "Rut Riks", email, null, Role.Legal, Role.Finance, Role.Admin);
        return (local.Id, riks.Id, await api.PersonAsync(local.Id, "Firmatecknaren", roles: Role.Signatory), email);
    }
}
