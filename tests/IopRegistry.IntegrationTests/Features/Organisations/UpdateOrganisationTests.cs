using System.Net;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.Extensions.DependencyInjection;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

public sealed class UpdateOrganisationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Guid _steward = Guid.CreateVersion7();

    [Fact]
    public async Task A_rename_keeps_the_history()
    {
        var association = await RegisterAsync();
        var admin = await api.AsAdminOfAsync(association.Id);

        var once = await (
            await admin.PutAsync(
                association.Path,
                Renamed(association, "Jouren Tärnan") with
                {
                    FormerNameUntil = "2025-12-31",
                },
                association.ETag
            )
        ).SeenAsync(HttpStatusCode.OK);
        var twice = await (
            await admin.PutAsync(association.Path, Renamed(association, "Nya Tärnan"), once.ETag)
        ).SeenAsync(HttpStatusCode.OK);

        Assert.Equal("Nya Tärnan", twice.View.Name);
        Assert.Equal(
            [
                new FormerName("Kvinnojouren Måsen", new DateOnly(2025, 12, 31)),
                new FormerName("Jouren Tärnan", new DateOnly(2026, 3, 2)),
            ],
            twice.View.FormerNames
        );
        Assert.NotEqual(once.ETag, twice.ETag);
        Assert.Equal(twice.ETag, (await admin.GetOrganisationAsync(association.Id)).ETag);
    }

    [Fact]
    public async Task Repeating_what_is_so_changes_nothing()
    {
        var association = await RegisterAsync();
        var admin = await api.AsAdminOfAsync(association.Id);
        var before = await admin.GetOrganisationAsync(association.Id);

        var after = await (
            await admin.PutAsync(association.Path, Renamed(association, association.View.Name), association.ETag)
        ).SeenAsync(HttpStatusCode.OK);

        Assert.Equal(before.ETag, after.ETag);
        Assert.Empty(after.View.FormerNames);
    }

    [Fact]
    public async Task A_change_needs_the_ETag_of_what_was_read()
    {
        var association = await RegisterAsync();
        var admin = await api.AsAdminOfAsync(association.Id);
        await admin.PutAsync(association.Path, Renamed(association, "Jouren Tärnan"), association.ETag);

        var stale = await admin.PutAsync(association.Path, Renamed(association, "Jouren Trasten"), association.ETag);
        var none = await admin.PutAsync(association.Path, Renamed(association, "Jouren Trasten"), etag: null);

        await stale.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
        await none.AssertRefusedAsync((HttpStatusCode)428, "if-match-missing");
        Assert.Equal("Jouren Tärnan", (await admin.GetOrganisationAsync(association.Id)).View.Name);
    }

    [Fact]
    public async Task Only_its_own_administrator_changes_it()
    {
        var association = await RegisterAsync();
        var body = Renamed(association, "Kapad förening");
        await api.AsAdminOfAsync(association.Id);

        var stranger = await (await api.AsAsync(Guid.CreateVersion7())).PutAsync(
            association.Path,
            body,
            association.ETag
        );
        var steward = await (await api.AsAsync(_steward)).PutAsync(association.Path, body, association.ETag);
        var own = await (await api.AsAsync(association.Id, roles: Role.CaseOfficer)).PutAsync(
            association.Path,
            body,
            association.ETag
        );
        var reader = await (await api.AsAsync(association.Id, roles: Role.Reader)).PutAsync(
            association.Path,
            body,
            association.ETag
        );

        await stranger.AssertRefusedAsync(HttpStatusCode.Forbidden, "organisation-not-yours");
        await steward.AssertRefusedAsync(HttpStatusCode.Forbidden, "organisation-not-yours");
        await own.AssertRefusedAsync(HttpStatusCode.Forbidden, "organisation-not-yours");
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
    }

    [Fact]
    public async Task The_steward_completes_it_while_it_has_no_users_of_its_own()
    {
        var association = await RegisterAsync();
        var officer = await api.AsAsync(_steward, roles: Role.CaseOfficer);
        var formerUser = User.Add(
            "Ulla Uven",
            new Membership(association.Id, [Role.Admin], new DateOnly(2025, 1, 1), new DateOnly(2026, 3, 1)),
            api.Clock.Now
        );
        await api.ArrangeAsync(formerUser); // who left yesterday

        var renamed = await officer.PutAsync(association.Path, Renamed(association, "Jouren Tärnan"), association.ETag);

        Assert.Equal("Jouren Tärnan", (await renamed.SeenAsync(HttpStatusCode.OK)).View.Name);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var client = await api.AsAsync(_steward);

        var response = await client.PutAsync(Path(Guid.CreateVersion7()), Network("Bryggan"), "\"1\"");

        await response.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Neither_the_number_nor_the_side_changes()
    {
        var association = await RegisterAsync();
        var admin = await api.AsAdminOfAsync(association.Id);
        var body = Renamed(association, association.View.Name);

        var number = await admin.PutAsync(
            association.Path,
            body with
            {
                OrganisationNumber = NewNumber(),
            },
            association.ETag
        );
        var side = await admin.PutAsync(association.Path, body with { LegalForm = "kommun" }, association.ETag);
        var name = await admin.PutAsync(association.Path, body with { Name = "" }, association.ETag);

        await number.AssertRefusedAsync(HttpStatusCode.Conflict, "organisation-number-fixed");
        await side.AssertRefusedAsync(HttpStatusCode.Conflict, "organisation-side-fixed");
        await name.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validation");
    }

    [Fact]
    public async Task Completing_an_import_with_a_number_that_is_taken_is_refused()
    {
        var taken = await RegisterAsync();
        var by = new Actor(Guid.CreateVersion7(), _steward, api.Clock.Now, new DateOnly(2026, 3, 2));
        var imported = Organisation.Import(
            new OrganisationDetails("Föreningen Gamla Lyktan", LegalForm.Unknown),
            Side.Civil,
            by
        );
        await api.ArrangeAsync(imported);
        var steward = await api.AsAsync(_steward);
        var read = await steward.GetOrganisationAsync(imported.Id);

        var response = await steward.PutAsync(read.Path, Renamed(taken, imported.Name), read.ETag);

        await response.AssertRefusedAsync(HttpStatusCode.Conflict, "organisation-number-taken");
    }

    /// <summary>Both add the same words to the search, which must not hide that they changed the same organisation.</summary>
    [Fact]
    public async Task Of_two_changes_at_once_one_wins_and_the_other_is_told()
    {
        var association = await RegisterAsync();
        var bothHaveRead = new Rendezvous(parties: 2);
        await using var racing = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(bothHaveRead))
        );
        var clients = new[]
        {
            await api.AsAdminOfAsync(association.Id, racing),
            await api.AsAdminOfAsync(association.Id, racing),
        };

        var responses = await Task.WhenAll(
            clients.Select(client =>
                client.PutAsync(association.Path, Renamed(association, "Jouren Tärnan"), association.ETag)
            )
        );

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.PreconditionFailed],
            responses.Select(r => r.StatusCode).Order()
        );
        Assert.Single((await clients[0].GetOrganisationAsync(association.Id)).View.FormerNames);
    }

    private sealed record Body(
        string Name,
        string LegalForm,
        string? OrganisationNumber,
        string? MunicipalityCode,
        string? FormerNameUntil = null
    );

    private static Body Renamed(Seen association, string name) =>
        new(name, "ideellForening", association.View.OrganisationNumber, association.View.MunicipalityCode);

    private async Task<Seen> RegisterAsync() => await (await api.AsAsync(_steward)).RegisterAsync(Association());
}
