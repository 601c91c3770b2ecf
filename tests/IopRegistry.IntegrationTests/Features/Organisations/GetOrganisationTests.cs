using System.Net;
using System.Net.Http.Headers;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

public sealed class GetOrganisationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Guid _steward = Guid.CreateVersion7();

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var client = await api.AsAsync(_steward);

        var response = await client.GetAsync(Path(Guid.CreateVersion7()));

        await response.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_associations_people_are_strangers_to_others_but_for_name_title_and_role()
    {
        var association = await ArrangeAsync(Association(), "contact");
        var stranger = await api.AsAsync(Guid.CreateVersion7());

        var response = await stranger.GetAsync(association.Path);

        var seen = await response.SeenAsync(HttpStatusCode.OK);
        var contact = Assert.Single(seen.View.Contacts); // not the one whose time is over
        Assert.Equal(
            ("Ada Lind", "samordnare", ContactRole.Contact, null, null),
            (contact.Name, contact.Title, contact.Role, contact.Email, contact.Phone)
        );
        Assert.Null(seen.View.SigningRights);
        Assert.Equal(["self"], seen.View.Links.Select(link => link.Rel));
        var text = await response.Content.ReadAsStringAsync();
        Assert.All(
            ["ada@", "070-000", "Bo Ek", "Cecilia"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("contact", true)]
    [InlineData("registrar", true)]
    [InlineData("caseOfficer", false)]
    [InlineData("finance", false)]
    public async Task An_authority_can_be_reached_through_its_general_contact_and_its_registrar(string role, bool shown)
    {
        var municipality = await ArrangeAsync(Municipality(), role);
        var stranger = await api.AsAsync(Guid.CreateVersion7());

        var contact = Assert.Single((await stranger.GetOrganisationAsync(municipality.Id)).View.Contacts);

        Assert.Equal(shown, contact.Email is not null && contact.Phone is not null);
    }

    [Fact]
    public async Task Its_own_people_see_all_of_it_and_its_administrator_may_change_it()
    {
        var municipality = await ArrangeAsync(Municipality(), "finance");

        var reader = await (await api.AsAsync(municipality.Id, roles: Role.Reader)).GetOrganisationAsync(
            municipality.Id
        );
        var admin = await (await api.AsAdminOfAsync(municipality.Id)).GetOrganisationAsync(municipality.Id);

        Assert.All(
            [reader, admin],
            seen =>
            {
                Assert.Equal(2, seen.View.Contacts.Count);
                Assert.Equal("ada@exempel.example", seen.View.Contacts[0].Email);
                Assert.Equal("Bo Ek", Assert.Single(seen.View.SigningRights!).Name);
            }
        );
        Assert.Equal(["self", "board-meetings", "renewal-settings"], reader.View.Links.Select(link => link.Rel));
        Assert.Equal(
            [
                "self",
                "board-meetings",
                "renewal-settings",
                "update",
                "add-unit",
                "add-board-meeting",
                "adopt-meeting-plan",
                "set-renewal-settings",
                "add-contact",
                "add-signing-right",
                "join-umbrella",
            ],
            admin.View.Links.Select(link => link.Rel)
        );
        Assert.Contains(new Link($"http://localhost{municipality.Path}/units", "POST", "add-unit"), admin.View.Links);
    }

    [Fact]
    public async Task The_steward_sees_all_of_it_until_it_has_users_of_its_own()
    {
        var association = await ArrangeAsync(Association(), "contact");
        var steward = await api.AsAsync(_steward);

        var before = await steward.GetOrganisationAsync(association.Id);
        await api.AsAsync(association.Id, roles: Role.Reader); // its first user
        var after = await steward.GetOrganisationAsync(association.Id);

        Assert.Equal(("ada@exempel.example", null), (before.View.Contacts[0].Email, after.View.Contacts[0].Email));
        Assert.Contains("update", before.View.Links.Select(link => link.Rel));
        Assert.Equal(["self"], after.View.Links.Select(link => link.Rel));
    }

    [Fact]
    public async Task Civil_organisations_are_not_offered_boards()
    {
        var association = await ArrangeAsync(Association(), "contact");

        Assert.DoesNotContain("add-unit", association.View.Links.Select(link => link.Rel));
    }

    [Fact]
    public async Task An_unchanged_organisation_is_not_sent_again()
    {
        var association = await ArrangeAsync(Association(), "contact");
        var steward = await api.AsAsync(_steward);
        steward.DefaultRequestHeaders.IfNoneMatch.Add(EntityTagHeaderValue.Parse(association.ETag));

        Assert.Equal(HttpStatusCode.NotModified, (await steward.GetAsync(association.Path)).StatusCode);

        var stranger = await api.AsAsync(Guid.CreateVersion7());
        stranger.DefaultRequestHeaders.IfNoneMatch.Add(EntityTagHeaderValue.Parse(association.ETag));
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(association.Path)).StatusCode); // another view
    }

    /// <summary>With a contact in the role, one whose time is over, and somebody who may sign.</summary>
    private async Task<Seen> ArrangeAsync(object organisation, string role)
    {
        var steward = await api.AsAsync(_steward);
        var seen = await steward.RegisterAsync(organisation);
        (string Part, object Body)[] parts =
        [
            (
                "contacts",
                new
                {
                    role,
                    name = "Ada Lind",
                    title = "samordnare",
                    email = "ada@exempel.example",
                    phone = "070-000 00 00",
                    validFrom = "2024-01-01",
                }
            ),
            (
                "contacts",
                new
                {
                    role = "finance",
                    name = "Cecilia Sten",
                    validFrom = "2020-01-01",
                    validTo = "2023-12-31",
                }
            ),
            (
                "signing-rights",
                new
                {
                    name = "Bo Ek",
                    title = "ordförande",
                    mode = "alone",
                    source = "stadgar § 9",
                    validFrom = "2024-01-01",
                }
            ),
        ];
        foreach (var (part, body) in parts)
        {
            seen = await (await steward.PostAsync($"{seen.Path}/{part}", body, seen.ETag)).SeenAsync(
                HttpStatusCode.Created
            );
        }

        return seen;
    }
}
