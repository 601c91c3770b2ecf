using IopRegistry.Agreements;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>From proposal to renewal, over HTTP alone, by the links that each party is offered.</summary>
public sealed class WholeWalkTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public WholeWalkTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Fact]
    public async Task Carries()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        Assert.Equal(AgreementState.Active, (await agreement.ReadAsync(_partnership.Shelter)).View.State);
    }
}
