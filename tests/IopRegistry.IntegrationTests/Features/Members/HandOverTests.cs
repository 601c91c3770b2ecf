using System.Net;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using static IopRegistry.IntegrationTests.Features.Members.MemberTests;

namespace IopRegistry.IntegrationTests.Features.Members;

/// <summary>The case officer of agreements leaves, and both sides see who takes over.</summary>
public sealed class HandOverTests(Partnership partnership) : IClassFixture<Partnership>
{
    [Fact]
    public async Task Contacts_and_agreements_go_to_whoever_takes_over_and_the_timeline_says_so()
    {
        var api = partnership.Api;
        var municipality = partnership.Municipality;
        var admin = await api.PersonAsync(municipality.Id, "Admin", null, partnership.Host, Role.Admin);
        var leaver = await api.PersonAsync(municipality.Id, "Handläggaren", null, partnership.Host, Role.CaseOfficer);
        var heir = await api.PersonAsync(municipality.Id, "Bo Ek", null, partnership.Host, Role.CaseOfficer);
        var outsider = await api.PersonAsync(partnership.Shelter.Id, "En annan", null, partnership.Host, Role.Legal);
        var (open, over) = (
            await partnership.InAsync(AgreementState.Active),
            await partnership.InAsync(AgreementState.Ended)
        );
        var etag = (await admin.Http.MemberAsync(municipality.Id, leaver.Id)).ETag;
        var matters = await admin.Http.GetFromJsonAsync<GetOpenMatters.Response>(
            $"{MemberClient.Member(municipality.Id, leaver.Id)}/open-matters",
            StrictJson.Options
        );

        using var nobody = await LeaveAsync(admin, municipality.Id, leaver, etag);
        using var himself = await LeaveAsync(admin, municipality.Id, leaver, etag, new { successorId = leaver.Id });
        using var theirs = await LeaveAsync(admin, municipality.Id, leaver, etag, new { successorId = outsider.Id });
        using var done = await LeaveAsync(admin, municipality.Id, leaver, etag, new { successorId = heir.Id });

        Assert.Equal([municipality.CaseOfficer], matters!.Contacts.Select(c => c.ContactId));
        Assert.Equal([open.Id], matters.AgreementIds);
        await nobody.AssertRefusedAsync(HttpStatusCode.Conflict, "successor-missing");
        await himself.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "successor-unknown");
        await theirs.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "successor-unknown");
        Assert.True(done.StatusCode == HttpStatusCode.Created, await done.Content.ReadAsStringAsync());
        var response = await done.Content.ReadFromJsonAsync<EndMembership.Response>(StrictJson.Options);
        Assert.Equal((1, 1), (response!.Contacts, response.Agreements));
        Assert.Equal("Bo Ek", (await open.ReadAsync(partnership.Shelter)).View.Handling!.CaseOfficer);
        Assert.Equal("Handläggaren", (await over.ReadAsync(partnership.Shelter)).View.Handling!.CaseOfficer);
        var step = (await open.TimelineAsync(partnership.Shelter))[^1];
        Assert.Equal(AgreementAction.ChangeCaseOfficer, step.Action);
        var contacts = (await municipality.Http.GetOrganisationAsync(municipality.Id)).View.Contacts;
        Assert.Equal(
            [("Handläggaren", new DateOnly(2026, 3, 1)), ("Bo Ek", (DateOnly?)null)],
            contacts.Where(c => c.Name is "Handläggaren" or "Bo Ek").Select(c => (c.Name, c.ValidTo))
        );
    }

    [Fact]
    public async Task Somebody_else_is_named_case_officer_without_anybody_leaving()
    {
        var municipality = partnership.Municipality;
        var (first, second) = (await AddAsync("Dan Ek"), await AddAsync("Cilla Ek"));
        var agreement = await partnership.ProposeAsync();
        await agreement.DoAsync(
            municipality,
            "acceptances",
            new { boardId = municipality.Board, caseOfficerId = first }
        );

        var after = await agreement.DoAsync(municipality, "case-officer", new { caseOfficerId = second });
        var again = await agreement.DoAsync(municipality, "case-officer", new { caseOfficerId = second });
        using var unknown = await agreement.TryAsync(
            municipality,
            "case-officer",
            new { caseOfficerId = Guid.CreateVersion7() }
        );
        using var civil = await agreement.ForceAsync(
            partnership.Shelter,
            "case-officer",
            new { caseOfficerId = first }
        );

        Assert.Equal(("Cilla Ek", after.ETag), (after.View.Handling!.CaseOfficer, again.ETag));
        await unknown.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-case-officer");
        Assert.False(civil.IsSuccessStatusCode);

        async Task<Guid> AddAsync(string name)
        {
            using var added = await municipality.Http.PostAsync(
                $"{OrganisationClient.Path(municipality.Id)}/contacts",
                new
                {
                    role = "caseOfficer",
                    name,
                    validFrom = "2024-01-01",
                },
                (await municipality.Http.GetOrganisationAsync(municipality.Id)).ETag
            );
            return (await added.SeenAsync(HttpStatusCode.Created)).View.Contacts[^1].Id;
        }
    }
}
