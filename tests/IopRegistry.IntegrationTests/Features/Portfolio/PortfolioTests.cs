using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Portfolio;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Portfolio;

/// <summary>What an organisation sees of all its agreements at once.</summary>
public sealed class PortfolioTests : IAsyncLifetime
{
    private const string Root = "/iop/v1/portfolio";

    private readonly Partnership _partnership = new();

    public Task InitializeAsync() => _partnership.InitializeAsync();

    public Task DisposeAsync() => _partnership.DisposeAsync();

    private DateOnly Today => _partnership.Today;

    [Fact]
    public async Task What_needs_somebodys_eyes_is_counted_and_listed_the_most_pressing_first()
    {
        var later = await ActiveAsync(Today, Today.AddDays(364));
        var sooner = await ActiveAsync(Today.AddDays(-100), Today.AddDays(90)); // decided and signed after it began
        await ActiveAsync(Today, Today.AddYears(3));
        var renewed = await ActiveAsync(Today, Today.AddDays(200));
        await renewed.DoAsync(_partnership.Shelter, "renewals"); // a successor that nobody has decided on
        var waiting = await _partnership.ProposeAsync();

        var portfolio = await ReadAsync(_partnership.Municipality, "");

        var counts = portfolio.Counts;
        Assert.Equal((4, 2), (counts.InForce, counts.OnTheirWay));
        Assert.Equal((3, 3), (counts.EndingWithinDays, counts.EndingUndecided));
        Assert.Equal([sooner.Id, renewed.Id, later.Id], Ids(portfolio.EndingUndecided));
        Assert.Equal([sooner.Id], Ids(portfolio.DecidedAfterStart));
        Assert.Equal(100, portfolio.DecidedAfterStart[0].DaysDecidedLate);
        Assert.Contains(waiting.Id, Ids(portfolio.LongestWaits));
        var wait = portfolio.LongestWaits.Single(item => item.Id == waiting.Id);
        Assert.Equal(_partnership.Municipality.Name, Assert.Single(wait.WaitingFor).Name);
        Assert.Equal(Partnership.Noon, wait.WaitingSince);
        Assert.True(counts.WaitingForOwn >= 1);
        Assert.True(counts.CashPerYearUndecided.Amount > 0);
        Assert.True(counts.PublicCashPerYear.Amount > counts.CashPerYearUndecided.Amount);
        Assert.Equal(
            portfolio.LongestWaits.OrderBy(item => item.WaitingSince).Select(item => item.Id),
            Ids(portfolio.LongestWaits)
        );

        var narrow = await ReadAsync(_partnership.Municipality, "?withinDays=100&limit=1");
        Assert.Equal([sooner.Id], Ids(narrow.EndingUndecided));
        Assert.Equal(1, narrow.Counts.EndingUndecided);
        var few = await ReadAsync(_partnership.Municipality, "?limit=1");
        Assert.Equal((3, 1), (few.Counts.EndingUndecided, few.EndingUndecided.Count));
    }

    [Fact]
    public async Task A_gap_and_a_chain_of_one_year_agreements_are_seen_from_the_first_day()
    {
        var first = await ActiveAsync(Today, Today.AddYears(1).AddDays(-1));
        var successor = new Case(_partnership, (await first.DoAsync(_partnership.Shelter, "renewals")).View.Id);
        var end = Today.AddYears(1).AddDays(-1);

        var chained = await ReadAsync(_partnership.Municipality, "");
        await successor.DoAsync(
            _partnership.Shelter,
            "revise-term",
            Said.Term(new Plan(end.AddDays(32), end.AddDays(31).AddYears(1)))
        );
        var gapped = await ReadAsync(_partnership.Shelter, "");

        Assert.Equal([successor.Id], Ids(chained.OneYearChains));
        Assert.Equal(2, chained.OneYearChains[0].OneYearLinks);
        Assert.Empty(chained.Gaps);
        Assert.Equal((first.Id, 31), (Assert.Single(gapped.Gaps).Id, gapped.Gaps[0].GapDays));
        Assert.Equal(successor.Id, gapped.Gaps[0].SuccessorId);
        Assert.Empty(gapped.OneYearChains); // a gap breaks the chain
    }

    [Fact]
    public async Task A_decided_successor_is_a_continuation()
    {
        var first = await ActiveAsync(Today, Today.AddDays(200));
        var successor = new Case(_partnership, (await first.DoAsync(_partnership.Shelter, "renewals")).View.Id);
        await successor.CarryToAsync(AgreementState.Signing, new Plan(Today.AddDays(201), Today.AddDays(600)));

        var portfolio = await ReadAsync(_partnership.Municipality, "");

        Assert.Equal((1, 0), (portfolio.Counts.EndingWithinDays, portfolio.Counts.EndingUndecided));
        Assert.Empty(portfolio.EndingUndecided);
    }

    [Fact]
    public async Task Five_years_are_told_month_by_month()
    {
        await ActiveAsync(Today, new DateOnly(2026, 12, 31));
        await ActiveAsync(Today, new DateOnly(2026, 12, 15));
        await ActiveAsync(Today, new DateOnly(2031, 2, 28));
        await ActiveAsync(Today, new DateOnly(2031, 3, 1)); // beyond

        var months = (await GetAsync<GetPortfolioMonths.Response>(_partnership.Municipality, $"{Root}/months")).Months;

        Assert.Equal(60, months.Count);
        Assert.Equal(new DateOnly(2026, 3, 1), months[0].Begins.Date);
        Assert.Equal(3, months.Sum(month => month.Ending));
        var december = months.Single(month => month.Begins.Date == new DateOnly(2026, 12, 1));
        Assert.Equal((2, 2), (december.Ending, december.Undecided));
        Assert.True(december.PublicCashPerYear.Amount > 0);
        Assert.Equal(december.PublicCashPerYear, december.CashPerYearUndecided);
        Assert.Equal(1, months[^1].Ending);
    }

    [Fact]
    public async Task The_list_of_one_concern_has_pages()
    {
        for (var i = 1; i <= 3; i++)
        {
            await ActiveAsync(Today, Today.AddDays(i * 30));
        }

        var first = await ListAsync("concern=endingUndecided&limit=2");
        var second = await ListAsync("concern=endingUndecided&limit=2&page=2");
        var none = await ListAsync("concern=gap");

        Assert.Equal((3, 2), (first.Meta.TotalRecords, first.Meta.TotalPages));
        Assert.Equal(2, first.Agreements.Count);
        Assert.Single(second.Agreements);
        Assert.Equal(3, first.Agreements.Concat(second.Agreements).DistinctBy(item => item.Id).Count());
        Assert.Contains("concern=endingUndecided", first.Links.Next!.Href, StringComparison.Ordinal);
        Assert.Empty(none.Agreements);

        Task<ListPortfolioAgreements.Response> ListAsync(string query) =>
            GetAsync<ListPortfolioAgreements.Response>(_partnership.Municipality, $"{Root}/agreements?{query}");
    }

    [Fact]
    public async Task A_spreadsheet_gets_all_of_it_in_its_own_language()
    {
        await ActiveAsync(Today, Today.AddDays(90), "=HYPERLINK(\"x\");Skyddat boende i Åmål");
        await ActiveAsync(Today, Today.AddDays(60));

        var (bytes, type) = await CsvAsync($"{Root}?limit=1", "sv");
        var (english, _) = await CsvAsync($"{Root}/months", "en");

        Assert.Equal("text/csv; charset=utf-8", type);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("Bevakning;Beteckning;Titel;", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(line => line.StartsWith("endingUndecided;", StringComparison.Ordinal)));
        Assert.Contains(
            lines,
            line => line.Contains("\"'=HYPERLINK(\"\"x\"\");Skyddat boende i Åmål\"", StringComparison.Ordinal)
        );
        Assert.Equal("", lines[^1]);
        Assert.StartsWith("\uFEFFMonth;Ending;", Encoding.UTF8.GetString(english), StringComparison.Ordinal);

        using var neither = new HttpRequestMessage(HttpMethod.Get, Root);
        neither.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));
        using var refused = await _partnership.Municipality.Http.SendAsync(neither);
        Assert.Equal(HttpStatusCode.NotAcceptable, refused.StatusCode);
    }

    [Fact]
    public async Task It_is_the_callers_own_by_board_and_by_municipality_and_nobody_elses()
    {
        await ActiveAsync(Today, Today.AddDays(90));

        Assert.Equal(1, (await ReadAsync(_partnership.Shelter, "")).Counts.InForce);
        Assert.Equal(0, (await ReadAsync(_partnership.Neighbour, "")).Counts.InForce);
        Assert.Equal(
            1,
            (await ReadAsync(_partnership.Shelter, $"?board={_partnership.Municipality.Board}")).Counts.InForce
        );
        Assert.Equal(0, (await ReadAsync(_partnership.Shelter, $"?board={Guid.CreateVersion7()}")).Counts.InForce);
        Assert.Equal(0, (await ReadAsync(_partnership.Shelter, "?municipality=1480")).Counts.InForce);
        Assert.Equal(1, (await ReadAsync(_partnership.Shelter, "?municipality=0580")).Counts.InForce);
    }

    [Theory]
    [InlineData("?withinDays=-1")]
    [InlineData("?withinDays=3654")]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?municipality=9999")]
    [InlineData("?board=socialnämnden")]
    [InlineData("?days=3")]
    [InlineData("/agreements")]
    [InlineData("/agreements?concern=everything")]
    [InlineData("/months?withinDays=3")]
    public async Task A_wrong_question_is_refused(string query)
    {
        using var response = await _partnership.Municipality.Http.GetAsync(Root + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_operator_has_no_portfolio()
    {
        using var http = await _partnership.Api.AsAsync(Guid.CreateVersion7(), _partnership.Host, Role.Operator);

        await (await http.GetAsync(Root)).AssertRefusedAsync(HttpStatusCode.Forbidden, "permission-missing");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _partnership.Api.Anonymous().GetAsync(Root)).StatusCode);
    }

    [Fact]
    public async Task It_takes_two_queries_however_much_there_is()
    {
        await ActiveAsync(Today, Today.AddDays(90));
        var one = await CountAsync();
        await ActiveAsync(Today, Today.AddDays(91));
        await ActiveAsync(Today, Today.AddDays(92));

        Assert.Equal((one, 2), (await CountAsync(), one));

        async Task<int> CountAsync()
        {
            await ReadAsync(_partnership.Municipality, ""); // signed in and remembered
            var count = new CommandCount();
            using var counting = _partnership.Database.Connect(count);
            await ReadAsync(_partnership.Municipality, "");
            return count.Sent.Count;
        }
    }

    private static IEnumerable<Guid> Ids(IEnumerable<PortfolioItem> items) => items.Select(item => item.Id);

    private async Task<Case> ActiveAsync(DateOnly start, DateOnly end, string title = "Skyddat boende i samverkan")
    {
        var agreement = await _partnership.ProposeAsync(body: Said.Proposal(_partnership, title));
        await agreement.CarryToAsync(AgreementState.Active, new Plan(start, end));
        return agreement;
    }

    private static Task<GetPortfolio.Response> ReadAsync(Member by, string query) =>
        GetAsync<GetPortfolio.Response>(by, Root + query);

    private static async Task<T> GetAsync<T>(Member by, string address)
    {
        using var response = await by.Http.GetAsync(address);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return System.Text.Json.JsonSerializer.Deserialize<T>(
            await response.Content.ReadAsStringAsync(),
            StrictJson.Options
        )!;
    }

    private async Task<(byte[] Bytes, string Type)> CsvAsync(string address, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        using var response = await _partnership.Municipality.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType!.ToString());
    }
}
