using System.Net;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Organisations;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

/// <summary>When an organisation wants renewals done; and that every such change has the flags worked out anew.</summary>
public sealed class RenewalSettingsTests(Partnership partnership) : IClassFixture<Partnership>
{
    private Member Municipality => partnership.Municipality;

    private string Settings => $"{Path(Municipality.Id)}/renewal-settings";

    [Fact]
    public async Task They_are_the_products_until_the_organisation_has_its_own()
    {
        var neighbour = partnership.Neighbour;
        var path = $"{Path(neighbour.Id)}/renewal-settings";
        var stranger = await partnership.Api.AsAsync(Guid.CreateVersion7(), partnership.Host, Role.Reader);

        var before = await stranger.GetAsync(path);
        var set = await neighbour.Http.PutAsync(path, new Times(18, 12, 9, 2, 7), await ETagAsync(neighbour));
        var repeated = await neighbour.Http.PutAsync(path, new Times(18, 12, 9, 2, 7), set.Headers.ETag!.ToString());
        var after = await stranger.GetAsync(path);

        Assert.Equal(new RenewalSettingsView(12, 10, 6, 3, 14, true), await before.ReadAsync<RenewalSettingsView>());
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(set.Headers.ETag, repeated.Headers.ETag);
        Assert.Equal(new RenewalSettingsView(18, 12, 9, 2, 7, false), await after.ReadAsync<RenewalSettingsView>());
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_by_its_code()
    {
        var etag = await ETagAsync(Municipality);
        (object Body, HttpStatusCode Status, string Code)[] attempts =
        [
            (new Times(6, 10, 6, 3, 14), HttpStatusCode.UnprocessableEntity, "renewal-settings-out-of-order"),
            (new Times(12, 3, 6, 3, 14), HttpStatusCode.UnprocessableEntity, "renewal-settings-out-of-order"),
            (new Times(12, 10, 2, 3, 14), HttpStatusCode.UnprocessableEntity, "renewal-settings-out-of-order"),
            (new Times(12, 10, 6, -1, 14), HttpStatusCode.UnprocessableEntity, "validation"),
            (new Times(61, 10, 6, 3, 14), HttpStatusCode.UnprocessableEntity, "validation"),
            (new Times(12, 10, 6, 3, 0), HttpStatusCode.UnprocessableEntity, "validation"),
            (new { openMonths = 12 }, HttpStatusCode.BadRequest, "invalid-body"),
        ];
        foreach (var (body, status, code) in attempts)
        {
            await (await Municipality.Http.PutAsync(Settings, body, etag)).AssertRefusedAsync(status, code);
        }

        var times = new Times(12, 10, 6, 3, 14);
        await (await partnership.Shelter.Http.PutAsync(Settings, times, etag)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "organisation-not-yours"
        );
        await (await Municipality.Http.PutAsync(Settings, times, null)).AssertRefusedAsync(
            (HttpStatusCode)428,
            "if-match-missing"
        );
        await (await Municipality.Http.PutAsync(Settings, times, "\"1\"")).AssertRefusedAsync(
            HttpStatusCode.PreconditionFailed,
            "changed-by-someone-else"
        );
        var civil = $"{Path(partnership.Shelter.Id)}/renewal-settings";
        await (
            await partnership.Shelter.Http.PutAsync(civil, times, await ETagAsync(partnership.Shelter))
        ).AssertRefusedAsync(HttpStatusCode.Conflict, "renewal-settings-public-only");
        Assert.Equal(HttpStatusCode.NotFound, (await Municipality.Http.GetAsync(civil)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Municipality.Http.GetAsync($"{Path(Guid.CreateVersion7())}/renewal-settings")).StatusCode
        );
        Assert.Equal(etag, await ETagAsync(Municipality));
    }

    [Fact]
    public async Task Every_change_that_moves_dates_asks_for_new_flags_of_each_unfinished_agreement_once()
    {
        var active = await partnership.InAsync(AgreementState.Active);
        var signing = await partnership.InAsync(AgreementState.Signing);
        await partnership.InAsync(AgreementState.Withdrawn);
        await TakeRequestsAsync();
        var path = Path(Municipality.Id);
        var unit = new
        {
            kind = "board",
            name = "Kulturnämnden",
            validFrom = "2020-01-01",
        };
        var contact = new
        {
            role = "registrar",
            name = "Registratorn",
            validFrom = "2020-01-01",
        };
        var right = new
        {
            name = "Kassören",
            title = "kassör",
            mode = "jointly",
            source = "stadgar § 9",
            validFrom = "2020-01-01",
        };

        await AsksAsync(by => by.Http.PutAsJsonAsync(Settings, new Times(14, 10, 6, 3, 14)));
        await AsksAsync(by => by.Http.PostAsJsonAsync($"{path}/contacts", contact));
        await AsksAsync(by => by.Http.PostAsJsonAsync($"{path}/signing-rights", right));
        await AsksAsync(by => by.Http.PostAsJsonAsync($"{path}/units", unit));
        await AsksAsync(by =>
            by.Http.PostAsJsonAsync($"{path}/board-meetings", new { boardId = by.Board, date = "2026-05-05" })
        );
        await AsksAsync(by =>
            by.Http.PostAsJsonAsync(
                $"{path}/meeting-plans",
                new
                {
                    boardId = by.Board,
                    meetings = new[] { new { date = "2026-06-05" }, new { date = "2026-07-05" } },
                }
            )
        );

        // What no flag is worked out from asks for nothing.
        var etag = await ETagAsync(Municipality);
        await Municipality.Http.PutAsync(Settings, new Times(14, 10, 6, 3, 14), etag);
        var renamed = await Municipality.Http.PutAsync(
            path,
            new
            {
                name = "Nya Exempelköpings kommun",
                legalForm = "kommun",
                organisationNumber = (await Municipality.Http.GetOrganisationAsync(Municipality.Id))
                    .View
                    .OrganisationNumber,
                municipalityCode = "0580",
            },
            etag
        );
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        Assert.Empty(await TakeRequestsAsync());

        async Task AsksAsync(Func<Member, Task<HttpResponseMessage>> change)
        {
            Municipality.Http.DefaultRequestHeaders.Remove("If-Match");
            Municipality.Http.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", await ETagAsync(Municipality));
            var response = await change(Municipality);
            Municipality.Http.DefaultRequestHeaders.Remove("If-Match");
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            Assert.Equal(((Guid[])[active.Id, signing.Id]).Order(), (await TakeRequestsAsync()).Order());
        }
    }

    private sealed record Times(
        int OpenMonths,
        int FollowUpMonths,
        int DecisionMonths,
        int SignedMonths,
        int EscalationDays
    );

    private static async Task<string> ETagAsync(Member member) =>
        (await member.Http.GetOrganisationAsync(member.Id)).ETag;

    private async Task<IReadOnlyList<Guid>> TakeRequestsAsync()
    {
        await using var scope = partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var asked = await db.PlanRequests.Select(request => request.AgreementId).ToListAsync();
        await db.PlanRequests.ExecuteDeleteAsync();
        return asked;
    }
}
