using System.Net;
using IopRegistry.Api.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

public sealed class SearchOrganisationsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Names_come_in_Swedish_order()
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        string[] inOrder =
        [
            "ordning anna",
            "Ordning Wall",
            "ordning zebra",
            "Ordning Åkermyntan",
            "ordning åsen",
            "Ordning Älgen",
            "ordning ärlan",
            "Ordning Ödlan",
            "ordning öring",
        ];
        foreach (var name in inOrder.Reverse())
        {
            await client.RegisterAsync(Network(name));
        }

        Assert.Equal(inOrder, await NamesAsync(client, "name=ordning"));
        Assert.Equal(inOrder.Reverse(), await NamesAsync(client, "name=ordning&sort=-name"));
    }

    [Theory]
    [InlineData("Kometen")]
    [InlineData("kom")]
    [InlineData("ÖDEHUSET")]
    [InlineData("öde")]
    [InlineData("vid fjär")]
    [InlineData("fjärden kometen")]
    [InlineData("cafe")]
    public async Task The_beginning_of_any_word_finds_it(string text)
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        var seen = await client.RegisterAsync(Network($"Föreningen Kometen Ödehuset café vid Fjärden {Mark()}"));

        Assert.Contains(seen.View.Name, await NamesAsync(client, "limit=100&name=" + Uri.EscapeDataString(text)));
    }

    [Theory]
    [InlineData("meteor")]
    [InlineData("odjuret")]
    [InlineData("meteoriten odjuret")]
    [InlineData("meteoriten 100%")]
    [InlineData("meteor_")]
    public async Task Other_parts_of_words_and_other_letters_do_not(string text)
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        await client.RegisterAsync(Network("Lillmeteoriten Ödjuret"));

        Assert.Empty(await NamesAsync(client, "name=" + Uri.EscapeDataString(text)));
    }

    [Fact]
    public async Task A_former_name_still_finds_it()
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        var seen = await client.RegisterAsync(Network("Gamla Smultronet"));
        var renamed = await client.PutAsync(seen.Path, Network("Nya Hjortronet"), seen.ETag);
        await renamed.SeenAsync(HttpStatusCode.OK);

        Assert.Equal(["Nya Hjortronet"], await NamesAsync(client, "name=smultron"));
        Assert.Equal(["Nya Hjortronet"], await NamesAsync(client, "name=hjortron"));
        Assert.Equal(["Nya Hjortronet"], await NamesAsync(client, "name=hjortron%20gamla"));
    }

    [Fact]
    public async Task Filters_narrow_it_together()
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        var association = await client.RegisterAsync(Association("Filtret förening"));
        await client.RegisterAsync(Municipality("Filtret kommun"));
        await client.RegisterAsync(Network("Filtret nätverk"));

        (string Query, string[] Names)[] searches =
        [
            ("side=public", ["Filtret kommun"]),
            ("side=civil", ["Filtret förening", "Filtret nätverk"]),
            ("legalForm=network", ["Filtret nätverk"]),
            ("municipalityCode=1480", ["Filtret förening"]),
            ("municipalityCode=1480&side=public", []),
            ($"organisationNumber={association.View.OrganisationNumber}", ["Filtret förening"]),
            (
                $"organisationNumber=16{association.View.OrganisationNumber![..6]}{association.View.OrganisationNumber[7..]}",
                ["Filtret förening"]
            ),
        ];
        foreach (var (query, names) in searches)
        {
            Assert.Equal(names, await NamesAsync(client, "name=filtret&" + query));
        }
    }

    [Fact]
    public async Task Pages_neither_overlap_nor_lose_anyone_even_when_names_are_equal()
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        List<Guid> registered = [];
        for (var i = 0; i < 7; i++)
        {
            registered.Add((await client.RegisterAsync(Network("Likadana Namnet"))).Id);
        }

        List<Guid> read = [];
        var next = $"{Root}?name=likadana&side=civil&limit=3";
        List<SearchOrganisations.Response> pages = [];
        while (next is not null)
        {
            pages.Add(await (await client.GetAsync(next)).ReadAsync<SearchOrganisations.Response>());
            read.AddRange(pages[^1].Organisations.Select(o => o.Id));
            next = pages[^1].Links.Next?.Href;
        }

        Assert.Equal(registered.Order(), read.Order());
        Assert.Equal(registered, read); // ids of version 7 grow with time
        Assert.Equal(
            [(1, 3, 7, 3), (2, 3, 7, 3), (3, 3, 7, 3)],
            pages.Select(p => (p.Meta.Page, p.Meta.Limit, p.Meta.TotalRecords, p.Meta.TotalPages))
        );
        Assert.Null(pages[0].Links.Prev);
        Assert.EndsWith("page=2", pages[2].Links.Prev!.Href, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_is_lean_and_leads_to_the_organisation()
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        var seen = await client.RegisterAsync(Association("Magra Raden"));

        var item = Assert.Single((await SearchAsync(client, "name=magra")).Organisations);

        Assert.Equal(
            (seen.Id, "Magra Raden", seen.View.OrganisationNumber, Side.Civil, LegalForm.IdeellForening, "1480"),
            (item.Id, item.Name, item.OrganisationNumber, item.Side, item.LegalForm, item.MunicipalityCode)
        );
        Assert.Equal("http://localhost" + seen.Path, Assert.Single(item.Links).Href);
    }

    [Theory]
    [InlineData("name=%20")]
    [InlineData("name=%25")]
    [InlineData("sort=number")]
    [InlineData("sort=name,-name")]
    [InlineData("page=0")]
    [InlineData("limit=101")]
    [InlineData("side=both")]
    [InlineData("legalForm=Kommun")]
    [InlineData("organisationNumber=8029")]
    [InlineData("organisationNumber=19900101-0017")]
    [InlineData("colour=red")]
    [InlineData("name=a&name=b")]
    public async Task A_search_that_makes_no_sense_is_refused(string query)
    {
        var client = await api.AsAsync(Guid.CreateVersion7());

        var response = await client.GetAsync($"{Root}?{query}");

        await response.AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-query");
    }

    [Fact]
    public async Task Nobody_searches_without_signing_in() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anonymous().GetAsync(Root)).StatusCode);

    private static string Mark() => Guid.CreateVersion7().ToString("N");

    private static async Task<SearchOrganisations.Response> SearchAsync(HttpClient client, string query)
    {
        var response = await client.GetAsync($"{Root}?{query}");
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.ReadAsync<SearchOrganisations.Response>();
    }

    private static async Task<IEnumerable<string>> NamesAsync(HttpClient client, string query) =>
        (await SearchAsync(client, query)).Organisations.Select(o => o.Name);
}
