using IopRegistry.Agreements;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>How many commands an operation sends: reading is one, and no write grows with what is in the registry.</summary>
public sealed class QueryCountTests : IClassFixture<Partnership>, IDisposable
{
    private readonly Partnership _partnership;
    private readonly CommandCount _commands = new();
    private readonly IDisposable _listening;

    public QueryCountTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
        _listening = partnership.Database.Connect(_commands);
    }

    public void Dispose() => _listening.Dispose();

    [Fact]
    public async Task Reading_is_one_command_and_so_is_a_list_that_is_known()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);

        Assert.Equal(1, await CountAsync(() => _partnership.Municipality.Http.GetAsync(agreement.Path)));
        Assert.Equal(2, await CountAsync(ListAsync)); // what is on the page, and its rows
        Assert.Equal(1, await CountAsync(ListAsync)); // the rows are known
        Assert.Equal(2, await CountAsync(() => _partnership.Municipality.Http.GetAsync($"{agreement.Path}/contents")));
        Assert.Equal(3, await CountAsync(() => _partnership.Municipality.Http.GetAsync($"{agreement.Path}/timeline")));

        Task<HttpResponseMessage> ListAsync() =>
            _partnership.Municipality.Http.GetAsync("/iop/v1/agreements?state=active");
    }

    /// <summary>Read, the end of the trail, and one batch that updates and inserts; what more there is, is named.</summary>
    [Theory]
    [InlineData("acceptances", AgreementState.Proposed, 4)] // the organisation's boards and contacts
    [InlineData("assessments", AgreementState.Assessing, 4)] // the criteria
    [InlineData("revise-text", AgreementState.Negotiating, 4)] // the contents
    [InlineData("parties", AgreementState.Negotiating, 5)] // the contents and the organisation that joins
    [InlineData("decisions", AgreementState.Deciding, 3)]
    [InlineData("reopenings", AgreementState.Signing, 3)]
    [InlineData("signatures", AgreementState.Signing, 4)] // the signing rights
    [InlineData("notices", AgreementState.Active, 5)] // what of it is public, and the contents
    [InlineData("amendments", AgreementState.Active, 5)] // the contents, and what of it is public
    [InlineData("renewals", AgreementState.Active, 7)] // the contents, what of it is public, and the reference read and taken
    public async Task A_write_is_bounded(string rel, AgreementState state, int most)
    {
        var agreement = await _partnership.InAsync(state);
        var reading = await agreement.ReadAsync(_partnership.Municipality);
        var sent = await CountAsync(() =>
            Case.SendAsync(
                _partnership.Municipality,
                new HttpMethod(reading.Link(rel)!.Method),
                reading.Link(rel)!.Href,
                Said.By(_partnership.Municipality, rel, reading.View, _partnership),
                reading.ETag
            )
        );
        Assert.True(sent <= most, $"{rel}: {sent}\n{string.Join("\n\n", _commands.Sent)}");
    }

    private async Task<int> CountAsync(Func<Task<HttpResponseMessage>> call)
    {
        _commands.Clear();
        using var response = await call();
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return _commands.Sent.Count(sql => !sql.Contains("access_tokens", StringComparison.Ordinal)); // once in some seconds
    }
}
