using System.Net;
using IopRegistry.Agreements;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>The trail: read, exported, verified, and what a party and a stranger are refused.</summary>
public sealed partial class TranslationTests
{
    private async Task TrailAsync()
    {
        var agreement = await _partnership.InAsync(AgreementState.Deciding);
        foreach (
            var address in new[]
            {
                "trail",
                "trail?outcome=refused&page=2",
                "trail/1",
                "trail/verification",
                "trail/document",
            }
        )
        {
            using var response = await _partnership.Shelter.Http.GetAsync($"{agreement.Path}/{address}");
        }

        foreach (var member in new[] { _partnership.Shelter, _partnership.Neighbour })
        {
            using var refused = await agreement.ForceAsync(member, "notices");
            Assert.Contains(refused.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.NotFound });
        }

        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        try
        {
            await new VerifyTrails(db).RunAsync(CancellationToken.None);
        }
        catch (BrokenTrailException)
        {
            // The rows come from no real database; what counts is that it could be asked.
        }
    }
}
