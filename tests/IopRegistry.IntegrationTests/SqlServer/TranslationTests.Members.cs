using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Me;
using IopRegistry.Api.Http;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.SharedKernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Users of an organisation, invitations, mandates, and who takes over.</summary>
public sealed partial class TranslationTests
{
    private async Task MembersAsync()
    {
        var municipality = _partnership.Municipality;
        var path = $"organisations/{municipality.Id}";
        var agreement = await _partnership.InAsync(AgreementState.Assessing);
        await agreement.DoAsync(municipality, "case-officer");
        var person = await PersonAsync("Handläggaren", Role.Legal);
        var heir = await PersonAsync("Bo Ek", Role.Admin);
        var one = $"{path}/members/{person}";
        foreach (
            var address in new[] { one, $"{one}/open-matters", $"{path}/members", $"{path}/members?ended=true&page=2" }
        )
        {
            using var response = await municipality.Http.GetAsync($"/iop/v1/{address}");
        }

        await CallAsync(
            municipality,
            HttpMethod.Put,
            one,
            new { roles = new[] { "caseOfficer" }, validFrom = "2020-01-01" },
            "*"
        );
        await CallAsync(municipality, HttpMethod.Post, $"{one}/departures", new { successorId = heir }, "*");
        await InvitationsAsync(path);
        await MandatesAsync();
    }

    private async Task InvitationsAsync(string path)
    {
        var municipality = _partnership.Municipality;
        foreach (var waiting in new[] { "", "?waiting=true&page=2&limit=1" })
        {
            using var list = await municipality.Http.GetAsync($"/iop/v1/{path}/invitations{waiting}");
        }

        // A server is needed to invite, and none to accept.
        await using var host = _partnership.Api.With(services => services.AddSingleton(MailSettingsOfNobody()));
        var writer = municipality with { Http = host.CreateClient() };
        writer.Http.DefaultRequestHeaders.Authorization = municipality.Http.DefaultRequestHeaders.Authorization;
        var body = new
        {
            email = "ny@exempel.example",
            name = "Ny",
            roles = new[] { "legal" },
        };
        var invited = await CallAsync(writer, HttpMethod.Post, $"{path}/invitations", body);
        var address = invited.Headers.Location!.PathAndQuery["/iop/v1/".Length..];
        using var read = await municipality.Http.GetAsync($"/iop/v1/{address}");
        await CallAsync(writer, HttpMethod.Post, $"{address}/sendings", new { }, "*");
        await CallAsync(municipality, HttpMethod.Delete, address, null, "*");

        const string password = "fyra gula hästar vid ån";
        var token = await InvitationAsync("anna@exempel.example");
        await CallAsync(municipality, HttpMethod.Post, "invitation-acceptances", new { token, password });
        token = await InvitationAsync("bo@exempel.example");
        using var page = await municipality.Http.GetAsync($"/iop/v1/invitations/{token}");
        using var form = await municipality.Http.PostAsync(
            $"/iop/v1/invitations/{token}",
            new FormUrlEncodedContent([new("name", "Bo"), new("password", password)])
        );

        var me = await municipality.Http.GetFromJsonAsync<MeView>("/iop/v1/me", StrictJson.Options);
        await _partnership.Api.ArrangeAsync(
            new Account
            {
                Id = me!.Id,
                Email = "jag@exempel.example",
                NormalizedEmail = "JAG@EXEMPEL.EXAMPLE",
                CreatedAt = Partnership.Noon,
            }
        );
        token = await InvitationAsync("jag@exempel.example");
        using var known = await municipality.Http.GetAsync($"/iop/v1/invitations/{token}");
        await CallAsync(municipality, HttpMethod.Post, "me/memberships", new { token });
    }

    private static MailSettings MailSettingsOfNobody() =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["PublicAddress"] = "https://iop.exempelkoping.example",
                        ["Mail:Host"] = "127.0.0.1",
                        ["Mail:From"] = "iop@exempelkoping.example",
                    }
                )
                .Build()
        );

    private async Task<string> InvitationAsync(string email)
    {
        var by = new Actor(Guid.CreateVersion7(), _partnership.Newcomer.Id, Partnership.Noon, _partnership.Today);
        var (token, invitation) = Invitation.Send(by.OrganisationId, email, "Ny", [Role.Legal], null, null, "sv", by);
        await _partnership.Api.ArrangeAsync(invitation);
        return token;
    }

    private async Task MandatesAsync()
    {
        var (giver, holder) = (_partnership.Mission, _partnership.Newcomer);
        using var joined = await giver.Http.PostAsync(
            $"{OrganisationClient.Path(giver.Id)}/umbrella-memberships",
            new { umbrellaId = holder.Id, validFrom = "2020-01-01" },
            "*"
        );
        var mandate = new
        {
            holderId = holder.Id,
            roles = new[] { "legal" },
            validFrom = "2026-03-02",
            validTo = "2026-12-31",
            decision = "§ 7",
        };
        var given = await CallAsync(giver, HttpMethod.Post, $"organisations/{giver.Id}/mandates", mandate);
        var address = given.Headers.Location!.PathAndQuery["/iop/v1/".Length..];
        foreach (var query in new[] { "", "?given=true", "?given=false&page=2" })
        {
            using var list = await giver.Http.GetAsync($"/iop/v1/organisations/{giver.Id}/mandates{query}");
        }

        using var read = await giver.Http.GetAsync($"/iop/v1/{address}");
        await CallAsync(giver, HttpMethod.Delete, address, null, "*");
    }

    private async Task<Guid> PersonAsync(string name, Role role)
    {
        var user = User.Add(
            name,
            new Membership(_partnership.Municipality.Id, [role], new(2020, 1, 1), null),
            Partnership.Noon
        );
        await _partnership.Api.ArrangeAsync(user);
        return user.Id;
    }
}
