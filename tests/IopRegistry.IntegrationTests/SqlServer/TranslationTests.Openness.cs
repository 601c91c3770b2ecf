using IopRegistry.Agreements;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>The public register and what of an agreement is in it.</summary>
public sealed partial class TranslationTests
{
    private async Task OpennessAsync()
    {
        _partnership.Api.Clock.Now = Partnership.Noon;
        var agreement = await _partnership.InAsync(AgreementState.Active);
        await CallAsync(
            _partnership.Municipality,
            HttpMethod.Put,
            $"agreements/{agreement.Id}/publication",
            new { fields = new[] { new { field = "caseOfficer", level = "public" } } },
            "*"
        );
        using var own = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/publication");
        using var preview = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/publication/preview");

        using var anyone = _partnership.Host.CreateClient();
        string[] filters =
        [
            "text=Öppen%20plats",
            "municipality=0580",
            "county=05",
            $"organisation={_partnership.Shelter.Id}",
            "year=2026",
            "state=active",
            "endsFrom=2026-01-01",
            "endsTo=2030-01-01",
        ];
        string[] orders = ["title", "-endsOn", "startsOn", "reference", "-updatedAt"];
        IEnumerable<string> addresses =
        [
            .. Queries("agreements", filters, orders),
            $"agreements/{agreement.Id}",
            "dataset",
            "catalogue",
            "download",
            "download?format=csv",
            "legal-grounds",
        ];
        foreach (var address in addresses)
        {
            using var response = await anyone.GetAsync($"/iop/v1/public-register/{address}");
        }

        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        await new PublishAgreements(db, _partnership.Api.Clock, NullLogger<PublishAgreements>.Instance).RunAsync(
            CancellationToken.None
        );
    }
}
