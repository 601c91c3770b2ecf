using System.Net;
using System.Net.Http.Headers;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Trail;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Trail;

/// <summary>Who reads the trail, page by page, entry by entry and as a document.</summary>
public sealed class TrailAccessTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public TrailAccessTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    public static TheoryData<string> Addresses => ["trail", "trail/1", "trail/verification", "trail/document"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task The_trail_is_for_the_parties_and_those_of_them_who_may(string address)
    {
        var agreement = await _partnership.ProposeAsync();
        using var auditor = await _partnership.Api.AsAsync(
            _partnership.Municipality.Id,
            _partnership.Host,
            Role.Auditor
        );
        using var reader = await _partnership.Api.AsAsync(_partnership.Municipality.Id, _partnership.Host, Role.Reader);
        using var anyone = _partnership.Host.CreateClient();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(auditor));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_partnership.Mission.Http));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_partnership.Neighbour.Http));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anyone));

        async Task<HttpStatusCode> StatusAsync(HttpClient client)
        {
            using var response = await client.GetAsync($"{agreement.Path}/{address}");
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task It_has_pages_and_every_entry_an_address()
    {
        var agreement = await _partnership.InAsync(AgreementState.Negotiating);
        var all = await agreement.TrailAsync(_partnership.Shelter);

        using var second = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/trail?page=2&limit=1");
        var page = await second.ReadAsync<ListTrail.Response>();
        Assert.Equal([all[^2].Number], page.Entries.Select(entry => entry.Number)); // the latest first
        Assert.Equal(all.Count, page.Meta.TotalRecords);
        using var one = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/trail/1");
        Assert.Equal("propose", (await one.ReadAsync<TrailEntryView>()).Action);
        using var none = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/trail/{all.Count + 1}");
        await none.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        using var wrong = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/trail?limit=101");
        await wrong.AssertRefusedAsync(HttpStatusCode.BadRequest, "invalid-query");
    }

    [Fact]
    public async Task The_document_is_plain_Swedish_or_a_table()
    {
        var agreement = await _partnership.InAsync(AgreementState.Signed);
        await (await agreement.ForceAsync(_partnership.Shelter, "reopenings")).AssertRefusedAsync(
            HttpStatusCode.Conflict,
            "action-not-allowed"
        );
        var entries = await agreement.TrailAsync(_partnership.Mission);

        var (text, plain) = await ExportAsync("text/plain");
        Assert.Equal("text/plain; charset=utf-8", plain);
        Assert.StartsWith("Spår för IOP-2026-", text, StringComparison.Ordinal);
        Assert.Contains("\n1. 2026-03-02 12:00 Test Testsson (jurist, ", text, StringComparison.Ordinal);
        Assert.Contains(" föreslog avtalet.\n", text, StringComparison.Ordinal);
        Assert.Contains("   state: signing → signed\n", text, StringComparison.Ordinal);
        Assert.Contains("försökte öppna förhandlingen igen, men nekades: ", text, StringComparison.Ordinal);

        var (table, csv) = await ExportAsync("text/csv");
        Assert.Equal("text/csv; charset=utf-8", csv);
        Assert.StartsWith("\uFEFFNummer;Tidpunkt;Vem;", table, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.Contains(entry.Hash, table, StringComparison.Ordinal));
        Assert.Equal(1, table.Count(c => c == '\uFEFF'));

        using var neither = new HttpRequestMessage(HttpMethod.Get, $"{agreement.Path}/trail/document");
        neither.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));
        using var refused = await _partnership.Mission.Http.SendAsync(neither);
        await refused.AssertRefusedAsync(HttpStatusCode.NotAcceptable, "not-acceptable");

        async Task<(string Text, string? Type)> ExportAsync(string type)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{agreement.Path}/trail/document");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            using var response = await _partnership.Mission.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            return (System.Text.Encoding.UTF8.GetString(bytes), response.Content.Headers.ContentType?.ToString());
        }
    }
}
