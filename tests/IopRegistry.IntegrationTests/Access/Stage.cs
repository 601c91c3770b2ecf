using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.MachineClients;
using IopRegistry.Api.Features.WebhookEndpoints;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Access;

/// <summary>What the addresses of the matrix lead to: an agreement in force that one party has left, and the municipality's own things.</summary>
internal sealed partial class Stage
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["number"] = "1",
        ["entryNumber"] = "1",
        ["sequence"] = "1",
        ["item"] = "follow-up",
        ["jobName"] = "advance-agreements",
        ["provider"] = "exempel",
    };

    private Stage() { }

    public static async Task<Stage> SetAsync(Partnership partnership)
    {
        var stage = new Stage();
        var municipality = partnership.Municipality;
        var agreement = await partnership.InAsync(AgreementState.Active);
        await agreement.DoAsync(partnership.Mission, "departures");
        await partnership.RunClockAsync(Partnership.Noon.AddMonths(5)); // its notice period is over
        await partnership.WatchAsync(); // opens the dossier and raises flags
        var party = (await agreement.ReadAsync(municipality)).View.Parties.First(p =>
            p.OrganisationId == partnership.Shelter.Id
        );
        using var endpoint = await municipality.Http.PostAsync(
            "/iop/v1/webhook-endpoints",
            new { name = "Ärendesystemet", url = "https://mottagare.example/iop" },
            null
        );
        var endpointId = (await endpoint.ReadAsync<WebhookEndpointView>()).Id;
        using var client = await municipality.Http.PostAsync(
            "/iop/v1/machine-clients",
            new { name = "Ekonomisystemet", scopes = new[] { "payments:read" } },
            null
        );
        var machine = await client.ReadAsync<MachineClientView>();

        var values = stage._values;
        values["agreementId"] = $"{agreement.Id}";
        values["partyId"] = $"{party.Id}";
        values["organisationId"] = $"{municipality.Id}";
        values["unitId"] = $"{municipality.Board}";
        values["contactId"] = $"{municipality.CaseOfficer}";
        values["signingRightId"] = $"{municipality.SigningRight}";
        values["endpointId"] = $"{endpointId}";
        values["clientId"] = $"{machine.Id}";
        values["secretId"] = $"{machine.Secrets[0].Id}";
        values["dossierId"] = await FirstAsync(municipality, $"{agreement.Path}/dossiers", "dossiers");
        values["flagId"] = await FirstAsync(municipality, $"{agreement.Path}/flags", "flags");
        using var meeting = await municipality.Http.PostAsync(
            $"{OrganisationClient.Path(municipality.Id)}/board-meetings",
            new { boardId = municipality.Board, date = "2026-11-05" },
            null
        );
        values["boardMeetingId"] = (await meeting.ReadAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var members = await municipality.Http.GetAsync($"{OrganisationClient.Path(municipality.Id)}/members");
        values["userId"] = (await members.ReadAsync<JsonElement>())
            .GetProperty("members")[0]
            .GetProperty("userId")
            .GetString()!;
        return stage;
    }

    private static async Task<string> FirstAsync(Member by, string path, string list) =>
        (await by.Http.GetFromJsonAsync<JsonElement>(path)).GetProperty(list)[0].GetProperty("id").GetString()!;

    /// <summary>A parameter that nothing is known of leads nowhere.</summary>
    public string Fill(string path) =>
        "/iop/v1"
        + Parameter()
            .Replace(
                path,
                match => _values.GetValueOrDefault(match.Groups["name"].Value) ?? $"{Guid.CreateVersion7()}"
            );

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
