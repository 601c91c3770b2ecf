using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>Nine agreements in different states, ends and constellations.</summary>
public sealed class ListedAgreements : IAsyncLifetime
{
    public Partnership Partnership { get; } = new();

    internal Dictionary<string, Case> ByTitle { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await Partnership.InitializeAsync();
        var today = new DateOnly(2026, 3, 2);
        await AddAsync("Ängen", AgreementState.Proposed);
        await AddAsync("Bron", AgreementState.Active, new Plan(today, new DateOnly(2026, 12, 31)));
        await AddAsync("Bryggan", AgreementState.Active, new Plan(today, new DateOnly(2026, 12, 31)));
        var dalen = await AddAsync("Dalen", AgreementState.Negotiating);
        await dalen.WriteContentsAsync(
            (await dalen.ReadAsync(Partnership.Shelter)).View,
            new Plan(new DateOnly(2026, 7, 1), new DateOnly(2027, 6, 30))
        );
        await dalen.DoAsync(Partnership.Shelter, "confirmations");
        await AddAsync("Ekot", AgreementState.Signed, new Plan(new DateOnly(2026, 5, 1), new DateOnly(2027, 4, 30)));
        await AddAsync("Ramen", body: ProposalOf("Ramen", isFramework: true));
        await AddAsync("Bilagan", body: ProposalOf("Bilagan", frameworkId: ByTitle["Ramen"].Id));
        var havet = await AddAsync("Havet", AgreementState.Negotiating);
        await havet.DoAsync(Partnership.Mission, "departures");
        await AddAsync(
            "Två nämnder",
            body: new
            {
                description = DescriptionOf("Två nämnder"),
                parties = new object[]
                {
                    new { organisationId = Partnership.Shelter.Id, roles = new[] { "performer" } },
                    new
                    {
                        organisationId = Partnership.Municipality.Id,
                        roles = new[] { "decider" },
                        boardId = Partnership.Municipality.Board,
                    },
                    new
                    {
                        organisationId = Partnership.Municipality.Id,
                        roles = new[] { "funder" },
                        boardId = Partnership.Municipality.OtherBoard,
                    },
                },
            }
        );
    }

    public Task DisposeAsync() => Partnership.DisposeAsync();

    private async Task<Case> AddAsync(
        string title,
        AgreementState state = AgreementState.Proposed,
        Plan? plan = null,
        object? body = null
    )
    {
        Partnership.Api.Clock.Now += TimeSpan.FromMinutes(1); // so that the order of change is known
        var agreement = await Partnership.ProposeAsync(body: body ?? ProposalOf(title));
        await agreement.CarryToAsync(state, plan);
        ByTitle.Add(title, agreement);
        return agreement;
    }

    private object ProposalOf(string title, bool isFramework = false, Guid? frameworkId = null) =>
        new
        {
            description = DescriptionOf(title),
            parties = new object[]
            {
                new { organisationId = Partnership.Shelter.Id, roles = new[] { "performer" } },
                new
                {
                    organisationId = Partnership.Municipality.Id,
                    roles = new[] { "decider" },
                    boardId = Partnership.Municipality.Board,
                },
                new { organisationId = Partnership.Mission.Id, roles = new[] { "performer" } },
            },
            isFramework,
            frameworkId,
        };

    private static object DescriptionOf(string title) =>
        new
        {
            title,
            sharedChallenge = "A",
            purpose = "B",
            targetGroup = "C",
        };
}

/// <summary>What an organisation finds among its agreements, in which order and on which page.</summary>
public sealed class ListAgreementsTests(ListedAgreements listed) : IClassFixture<ListedAgreements>
{
    private const string All = "Bron Bryggan Ekot Dalen Ängen Ramen Bilagan Havet Två nämnder";

    private Partnership Partnership => listed.Partnership;

    /// <summary>Unknown ends come last; equal ends in the order they were proposed.</summary>
    [Theory]
    [InlineData("", All)]
    [InlineData("state=active", "Bron Bryggan")]
    [InlineData("state=proposed", "Ängen Ramen Bilagan Två nämnder")]
    [InlineData("state=declined", "")]
    [InlineData("party={mission}", "Bron Bryggan Ekot Dalen Ängen Ramen Bilagan Havet")]
    [InlineData("party={mission}&state=signed", "Ekot")]
    [InlineData("party={mission}&side=civil&state=active", "Bron Bryggan")]
    [InlineData("party={mission}&side=public", "")]
    [InlineData("party={neighbour}", "")]
    [InlineData("side=public", All)]
    [InlineData("side=civil", "")]
    [InlineData("board={otherBoard}", "Två nämnder")]
    [InlineData("municipality=0580", All)]
    [InlineData("municipality=0180", "")]
    [InlineData("endsTo=2026-12-31", "Bron Bryggan")]
    [InlineData("endsTo=2026-12-30", "")]
    [InlineData("endsFrom=2027-04-30&endsTo=2027-06-30", "Ekot Dalen")]
    [InlineData("endsFrom=2027-05-01", "Dalen Ängen Ramen Bilagan Havet Två nämnder")]
    [InlineData("waitingFor=me", "Dalen Ängen Ramen Bilagan Havet Två nämnder")]
    [InlineData("waitingFor=public", "Dalen Ängen Ramen Bilagan Havet Två nämnder")]
    [InlineData("waitingFor=civil", "Dalen Havet")]
    [InlineData("waitingFor={mission}", "Dalen")]
    [InlineData("waitingFor={shelter}&state=negotiating", "Havet")]
    [InlineData("framework={ramen}", "Bilagan")]
    [InlineData("text=ÄNGEN", "Ängen")]
    [InlineData("text=ängen", "Ängen")]
    [InlineData("text=TVÅ nämnder", "Två nämnder")]
    [InlineData("text=br", "Bron Bryggan")]
    [InlineData("text=älven&state=active", "Bron Bryggan")]
    [InlineData("text=100%", "")]
    [InlineData("text=_", "")]
    [InlineData("sort=title", "Bilagan Bron Bryggan Dalen Ekot Havet Ramen Två nämnder Ängen")]
    [InlineData("sort=-title", "Ängen Två nämnder Ramen Havet Ekot Dalen Bryggan Bron Bilagan")]
    [InlineData("sort=reference", "Ängen Bron Bryggan Dalen Ekot Ramen Bilagan Havet Två nämnder")]
    [InlineData("sort=-reference", "Två nämnder Havet Bilagan Ramen Ekot Dalen Bryggan Bron Ängen")]
    [InlineData("sort=updatedAt", "Ängen Bron Bryggan Dalen Ekot Ramen Bilagan Havet Två nämnder")]
    [InlineData("sort=-updatedAt", "Två nämnder Havet Bilagan Ramen Ekot Dalen Bryggan Bron Ängen")]
    [InlineData("sort=startsOn", "Bron Bryggan Ekot Dalen Ängen Ramen Bilagan Havet Två nämnder")]
    [InlineData("sort=-startsOn,title&endsTo=2027-12-31", "Dalen Ekot Bron Bryggan")]
    [InlineData("sort=endsOn,-title&endsTo=2027-12-31", "Bryggan Bron Ekot Dalen")]
    [InlineData("sort=-endsOn&endsTo=2027-12-31", "Dalen Ekot Bryggan Bron")]
    public async Task A_filter_and_an_order(string query, string titles)
    {
        var list = await ListAsync(Partnership.Municipality, query);
        Assert.Equal(titles, string.Join(' ', list.Agreements.Select(item => item.Title)));
        Assert.Equal(list.Agreements.Count, list.Meta.TotalRecords);
    }

    [Fact]
    public async Task The_compulsory_headings_are_told_in_the_readers_language()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/iop/v1/headings");
        request.Headers.Add("Accept-Language", "en");
        using var response = await Partnership.Shelter.Http.SendAsync(request);
        var told = (await response.Content.ReadFromJsonAsync<ListHeadings.Response>(StrictJson.Options))!.Headings;

        Assert.Equal(Headings.Compulsory.Select(heading => heading.Code), told.Select(item => item.Code));
        Assert.Equal("Economy", told.Single(item => item.Code is "economy").Title);
    }

    [Fact]
    public async Task A_former_party_still_reads_and_a_stranger_finds_nothing()
    {
        Assert.Contains((await ListAsync(Partnership.Mission, "")).Agreements, item => item.Title is "Havet");
        await listed.ByTitle["Havet"].ReadAsync(Partnership.Mission);
        Assert.Empty((await ListAsync(Partnership.Neighbour, "")).Agreements);
        Assert.Empty((await ListAsync(Partnership.Neighbour, "party=" + Partnership.Shelter.Id)).Agreements);
    }

    [Fact]
    public async Task Both_sides_are_told_who_is_waited_for()
    {
        var seen = await Task.WhenAll(
            Partnership.Parties.Select(async member =>
                (await ListAsync(member, "text=dalen")).Agreements.Single().Waiting
            )
        );
        Assert.All(
            seen,
            waiting =>
                Assert.Equal(
                    [Partnership.Municipality.Id, Partnership.Mission.Id],
                    waiting.For.Select(party => party.OrganisationId)
                )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("sort=-endsOn")]
    [InlineData("sort=title&party={shelter}")]
    public async Task Pages_join_to_the_whole_list(string query)
    {
        var whole = (await ListAsync(Partnership.Municipality, query)).Agreements.Select(item => item.Id);
        List<Guid> joined = [];
        var page = await ListAsync(Partnership.Municipality, query + "&limit=2");
        Assert.Null(page.Links.Prev);
        Assert.Equal((1, 2, 9, 5), (page.Meta.Page, page.Meta.Limit, page.Meta.TotalRecords, page.Meta.TotalPages));
        while (true)
        {
            joined.AddRange(page.Agreements.Select(item => item.Id));
            if (page.Links.Next is not { } next)
            {
                break;
            }

            page = (
                await Partnership.Municipality.Http.GetFromJsonAsync<ListAgreements.Response>(
                    next.Href,
                    StrictJson.Options
                )
            )!;
        }

        Assert.Equal(whole, joined);
        Assert.Equal(5, page.Meta.Page);
        Assert.NotNull(page.Links.Prev);
        Assert.Empty((await ListAsync(Partnership.Municipality, query + "&limit=2&page=6")).Agreements);
    }

    private async Task<ListAgreements.Response> ListAsync(Member by, string query)
    {
        var address = query
            .Replace("{mission}", Partnership.Mission.Id.ToString(), StringComparison.Ordinal)
            .Replace("{shelter}", Partnership.Shelter.Id.ToString(), StringComparison.Ordinal)
            .Replace("{neighbour}", Partnership.Neighbour.Id.ToString(), StringComparison.Ordinal)
            .Replace("{otherBoard}", Partnership.Municipality.OtherBoard.ToString(), StringComparison.Ordinal)
            .Replace("{ramen}", listed.ByTitle["Ramen"].Id.ToString(), StringComparison.Ordinal)
            .Replace("100%", "100%25", StringComparison.Ordinal);
        using var response = await by.Http.GetAsync($"{Case.Root}?{address.TrimStart('&')}");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<ListAgreements.Response>(StrictJson.Options))!;
    }
}
