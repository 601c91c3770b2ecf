using IopRegistry.Agreements;
using IopRegistry.Flags;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Flags, renewal dossiers and board meetings.</summary>
public sealed partial class TranslationTests
{
    private async Task FlagsAsync()
    {
        _partnership.Api.Clock.Now = Partnership.Noon;
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var flag = await RaiseAsync(agreement.Id);
        string[] addresses =
        [
            "flags",
            "flags?page=2&limit=1",
            $"flags?state=raised&kind=gap&severity=critical&agreementId={agreement.Id}&board={agreement.Id}&unanswered=true&targetFrom=2026-01-01&targetTo=2026-12-31",
            "flags/counts?unanswered=true",
            "headings",
            $"flags/{flag}",
            $"agreements/{agreement.Id}/flags?state=raised",
        ];
        foreach (var address in addresses)
        {
            using var response = await _partnership.Shelter.Http.GetAsync($"/iop/v1/{address}");
        }

        await CallAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"flags/{flag}/acknowledgements",
            new { note = "Sett." },
            "*"
        );
        await CallAsync(
            _partnership.Municipality,
            HttpMethod.Post,
            "flag-acknowledgements",
            new { flagIds = new[] { flag } }
        );
        await _partnership.WatchAsync();
    }

    /// <summary>Saved as the daily run would leave it, for a connection that ends before the network cannot run an UPDATE.</summary>
    private async Task<Guid> RaiseAsync(Guid agreementId)
    {
        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var flag = Flag.Plan(
            agreementId,
            new WantedFlag(FlagKind.RenewalOpens, _partnership.Today, _partnership.Today, []),
            escalationDays: 14
        );
        db.Add(flag);
        db.Entry(flag).Property(f => f.State).CurrentValue = FlagState.Raised;
        db.Entry(flag).Property(f => f.EscalatesOn).CurrentValue = _partnership.Today;
        await db.SaveChangesAsync();
        return flag.Id;
    }

    private async Task RenewalsAsync()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var path = $"agreements/{agreement.Id}/dossiers";
        var opened = await CallAsync(_partnership.Shelter, HttpMethod.Post, path, new { });
        using var list = await _partnership.Shelter.Http.GetAsync($"/iop/v1/{path}?page=1");
        path = opened.Headers.Location!.PathAndQuery["/iop/v1/".Length..];
        using var read = await _partnership.Shelter.Http.GetAsync($"/iop/v1/{path}");
        await CallAsync(_partnership.Shelter, HttpMethod.Put, $"{path}/checklist/follow-up", new { }, "*");
        await CallAsync(_partnership.Shelter, HttpMethod.Delete, $"{path}/checklist/follow-up", null, "*");
        await CallAsync(_partnership.Shelter, HttpMethod.Post, $"{path}/standpoints", new { wish = "renew" }, "*");
        await CallAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/standpoints", new { wish = "renew" }, "*");
        await CallAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/outcomes", Outcome("renew"), "*");
        await CallAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{path}/reconsiderations",
            new { wish = "letEnd", comment = "Nej." },
            "*"
        );
        await CallAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/outcomes", Outcome("letEnd"), "*");
        var party = (await agreement.ReadAsync(_partnership.Shelter)).View.Parties[0].Id;
        var task = new
        {
            title = "Säg upp lokalen",
            responsiblePartyId = party,
            dueOn = "2026-12-01",
        };
        var added = await CallAsync(_partnership.Shelter, HttpMethod.Post, $"{path}/tasks", task, "*");
        var dossier = await added.Content.ReadAsStringAsync();
        var id = System.Text.Json.JsonDocument.Parse(dossier).RootElement.GetProperty("tasks")[0].GetProperty("id");
        await CallAsync(_partnership.Shelter, HttpMethod.Put, $"{path}/tasks/{id.GetGuid()}", task, "*");
        await _partnership.WatchAsync();
    }

    private object Outcome(string kind) =>
        new
        {
            outcome = kind,
            reason = "Det behövs.",
            decidedOn = _partnership.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            decisionReference = "SN § 1/2026",
            windDownPlan = "Alla flyttar.",
        };

    private async Task MeetingsAsync()
    {
        var municipality = _partnership.Municipality;
        var root = $"organisations/{municipality.Id}/board-meetings";
        var meeting = new { boardId = municipality.Board, date = "2026-11-18" };
        var added = await CallAsync(municipality, HttpMethod.Post, root, meeting);
        var one = added.Headers.Location!.PathAndQuery["/iop/v1/".Length..];
        foreach (var address in new[] { one, $"{root}?board={municipality.Board}&from=2026-01-01&to=2026-12-31", root })
        {
            using var response = await municipality.Http.GetAsync($"/iop/v1/{address}");
        }

        await CallAsync(
            municipality,
            HttpMethod.Post,
            $"organisations/{municipality.Id}/meeting-plans",
            new { boardId = municipality.Board, meetings = new[] { new { date = "2027-01-20" } } }
        );
        await CallAsync(municipality, HttpMethod.Put, one, new { date = "2026-11-19" }, "*");
        await CallAsync(
            municipality,
            HttpMethod.Put,
            $"organisations/{municipality.Id}/renewal-settings",
            new
            {
                openMonths = 12,
                followUpMonths = 10,
                decisionMonths = 6,
                signedMonths = 3,
                escalationDays = 10,
            },
            "*"
        );
        using var settings = await municipality.Http.GetAsync(
            $"/iop/v1/organisations/{municipality.Id}/renewal-settings"
        );
        await CallAsync(municipality, HttpMethod.Delete, one, null, "*");
    }

    /// <summary>A call that is carried out.</summary>
    private static async Task<HttpResponseMessage> CallAsync(
        Member by,
        HttpMethod method,
        string path,
        object? body,
        string? etag = null
    )
    {
        var response = await Case.SendAsync(by, method, $"/iop/v1/{path}", body ?? new { }, etag);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return response;
    }
}
