using System.Net;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>What is kept from one read to the next is never older than the database, and nobody else's.</summary>
public sealed class KeptAnswersTests : IClassFixture<Partnership>, IAsyncLifetime
{
    private readonly Partnership _partnership;
    private readonly CommandCount _commands = new();
    private readonly IDisposable _listening;
    private readonly Member _municipality;
    private readonly Member _shelter;

    public KeptAnswersTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
        _listening = partnership.Database.Connect(_commands);
        (_municipality, _shelter) = (partnership.Municipality, partnership.Shelter);
    }

    public async Task InitializeAsync()
    {
        using var known = await _municipality.Http.GetAsync(Case.Root); // the token is looked up once
    }

    public Task DisposeAsync()
    {
        _listening.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_second_read_asks_only_whether_the_first_still_holds()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var first = await ReadAsync(_municipality, agreement.Path);

        _commands.Clear();
        var second = await ReadAsync(_municipality, agreement.Path);

        Assert.Equal(first, second);
        Assert.DoesNotContain("description", Assert.Single(_commands.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_asked_for_its_state_only_and_then_for_nothing_else()
    {
        await _partnership.InAsync(AgreementState.Proposed);
        var first = await ReadAsync(_municipality, Case.Root + "?state=proposed");

        _commands.Clear();
        var second = await ReadAsync(_municipality, Case.Root + "?state=proposed");

        Assert.Equal(first.Body, second.Body);
        Assert.DoesNotContain("title", Assert.Single(_commands.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_seen_by_the_next_read_of_everybody()
    {
        var agreement = await _partnership.InAsync(AgreementState.Negotiating);
        Member[] readers = [_municipality, _shelter];
        foreach (var reader in readers)
        {
            await agreement.ReadAsync(reader);
            await ListAsync(reader, "?limit=100");
        }

        await agreement.DoAsync(_partnership.Shelter, "withdrawals");

        foreach (var reader in readers)
        {
            Assert.Equal(AgreementState.Withdrawn, (await agreement.ReadAsync(reader)).View.State);
            var listed = Assert.Single(await ListAsync(reader, "?limit=100"), item => item.Id == agreement.Id);
            Assert.Equal(AgreementState.Withdrawn, listed.State);
        }
    }

    /// <summary>The successor has a life of its own, which is shown by its predecessor and is no step of it.</summary>
    [Fact]
    public async Task A_neighbour_that_moves_is_seen()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var renewed = await agreement.DoAsync(_partnership.Municipality, "renewals");
        var before = await agreement.ReadAsync(_municipality);
        Assert.Equal(AgreementState.Negotiating, before.View.Chain.After!.State);

        await new Case(_partnership, renewed.View.Id).DoAsync(_partnership.Municipality, "withdrawals");

        var after = await agreement.ReadAsync(_municipality);
        Assert.Equal(AgreementState.Withdrawn, after.View.Chain.After!.State);
        Assert.NotEqual(before.ETag, after.ETag);
    }

    [Fact]
    public async Task Each_reader_gets_the_own_links_language_and_day()
    {
        var agreement = await _partnership.InAsync(AgreementState.Proposed);
        var municipality = await agreement.ReadAsync(_municipality);
        var shelter = await agreement.ReadAsync(_shelter);
        Assert.Contains("acceptances", municipality.Rels);
        Assert.DoesNotContain("acceptances", shelter.Rels);

        using var request = new HttpRequestMessage(HttpMethod.Get, agreement.Path);
        request.Headers.Add("Accept-Language", "en");
        using var english = await _municipality.Http.SendAsync(request);
        Assert.NotEqual(municipality.View.Waiting.Why, (await english.ReadingAsync()).View.Waiting.Why);

        _partnership.Api.Clock.Now = Partnership.Noon.AddDays(1);
        Assert.NotEqual(municipality.ETag, (await agreement.ReadAsync(_municipality)).ETag);
    }

    [Fact]
    public async Task A_stranger_gets_404_however_often_others_have_read()
    {
        var agreement = await _partnership.InAsync(AgreementState.Proposed);
        await agreement.ReadAsync(_municipality);
        var neighbour = _partnership.Neighbour;

        using var response = await neighbour.Http.GetAsync(agreement.Path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain(await ListAsync(neighbour, ""), item => item.Id == agreement.Id);
    }

    [Fact]
    public async Task What_the_client_has_is_not_sent_again()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        await agreement.ReadAsync(_municipality);
        var known = await agreement.ReadAsync(_municipality);
        using var request = new HttpRequestMessage(HttpMethod.Get, agreement.Path);
        request.Headers.TryAddWithoutValidation("If-None-Match", known.ETag);

        using var response = await _municipality.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Nothing_has_to_be_kept()
    {
        await using var host = _partnership
            .Api.With(_ => { })
            .WithWebHostBuilder(web => web.UseSetting(KeptAnswers.MegabytesKey, "0"));
        var municipality = _municipality with { Http = await _partnership.Api.AsAsync(_municipality.Id, host) };
        var agreement = await _partnership.InAsync(AgreementState.Active);

        var first = await ReadAsync(municipality, agreement.Path);

        Assert.Equal(first, await ReadAsync(municipality, agreement.Path));
    }

    private static async Task<(string ETag, string Body)> ReadAsync(Member by, string path)
    {
        using var response = await by.Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        return (response.Headers.ETag?.ToString() ?? "", body);
    }

    private static async Task<IReadOnlyList<ListAgreements.Item>> ListAsync(Member by, string query) =>
        (await by.Http.GetFromJsonAsync<ListAgreements.Response>(Case.Root + query, StrictJson.Options))!.Agreements;
}
