using IopRegistry.Api.Features.MachineClients;
using IopRegistry.Api.Http;
using IopRegistry.Api.Keys;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Machine clients, and what the product asks beside its operations: keys, and calls counted by the other nodes.</summary>
public sealed partial class TranslationTests
{
    private async Task MachinesAsync()
    {
        const string root = "/iop/v1/machine-clients";
        using var admin = await _partnership.Api.AsAsync(_partnership.Municipality.Id, _partnership.Host, Role.Admin);
        var body = new { name = "Ekonomisystemet", scopes = new[] { Scopes.ReadPayments } };
        using var made = await admin.PostAsync(root, body, null);
        var client = await made.ReadAsync<MachineClientView>();
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("client_id", $"{client.Id}"),
            new("client_secret", client.ClientSecret),
        ]);
        using var token = await admin.PostAsync("/iop/v1/oauth/token", form); // with a header: refused
        using var anonymous = _partnership.Host.CreateClient();
        using var issued = await anonymous.PostAsync("/iop/v1/oauth/token", form);
        using var list = await admin.GetAsync(root);
        using var read = await admin.GetAsync($"{root}/{client.Id}");
        using var changed = await admin.PutAsync($"{root}/{client.Id}", body, made.Headers.ETag!.ToString());
        using var second = await admin.PostAsync($"{root}/{client.Id}/secrets", new { }, Tag(changed));
        using var end = new HttpRequestMessage(HttpMethod.Delete, $"{root}/{client.Id}/secrets/{client.Secrets[0].Id}");
        end.Headers.TryAddWithoutValidation("If-Match", Tag(second));
        using var ended = await admin.SendAsync(end);
        using var now = await admin.GetAsync($"{root}/{client.Id}");
        using var revoked = await admin.PostAsync($"{root}/{client.Id}/revocations", new { }, Tag(now));

        var services = _partnership.Host.Services;
        await services.GetRequiredService<RateExchange>().ExchangeAsync(CancellationToken.None);
        await services.RequireOpenableKeysAsync(CancellationToken.None);
        services.GetRequiredService<KeysInDatabase>().GetAllElements();

        static string Tag(HttpResponseMessage response) => response.Headers.ETag!.ToString();
    }
}
