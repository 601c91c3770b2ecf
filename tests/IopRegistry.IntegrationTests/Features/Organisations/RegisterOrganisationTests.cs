using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

public sealed class RegisterOrganisationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Guid _steward = Guid.CreateVersion7();

    [Fact]
    public async Task What_is_registered_can_be_read_at_its_address()
    {
        var client = await api.AsAsync(_steward);
        var number = NewNumber();

        var response = await client.PostAsJsonAsync(
            Root,
            new
            {
                name = "Kvinnojouren Måsen",
                legalForm = "ideellForening",
                organisationNumber = number,
                municipalityCode = "1480",
                ideburenRegistration = new { number = "IB-17", date = "2024-05-01" },
                undertakingGroup = "Måsengruppen",
            }
        );
        var registered = await response.SeenAsync(HttpStatusCode.Created);
        var read = await client.GetAsync(response.Headers.Location);

        Assert.Equal(
            (
                "Kvinnojouren Måsen",
                $"{number[..6]}-{number[6..]}",
                Side.Civil,
                LegalForm.IdeellForening,
                "1480",
                new IdeburenRegistration("IB-17", new DateOnly(2024, 5, 1)),
                "Måsengruppen",
                _steward
            ),
            (
                registered.View.Name,
                registered.View.OrganisationNumber,
                registered.View.Side,
                registered.View.LegalForm,
                registered.View.MunicipalityCode,
                registered.View.IdeburenRegistration,
                registered.View.UndertakingGroup,
                registered.View.StewardId
            )
        );
        Assert.Equal(api.Clock.Now, registered.View.CreatedAt);
        Assert.Equal(await response.Content.ReadAsStringAsync(), await read.Content.ReadAsStringAsync());
        Assert.Equal(response.Headers.ETag, read.Headers.ETag);
    }

    [Theory]
    [InlineData(
        """{"name":"X","legalForm":"unknown","organisationNumber":"802999-9003"}""",
        "organisation-legal-form-unknown"
    )]
    [InlineData("""{"name":"X","legalForm":"stiftelse"}""", "organisation-number-required")]
    [InlineData(
        """{"name":"X","legalForm":"stiftelse","organisationNumber":"802999-9004"}""",
        "organisation-number-check-digit"
    )]
    [InlineData("""{"name":"X","legalForm":"stiftelse","organisationNumber":"8029"}""", "organisation-number-format")]
    [InlineData(
        """{"name":"X","legalForm":"stiftelse","organisationNumber":"19900101-0017"}""",
        "personal-identity-number"
    )]
    [InlineData("""{"name":"X","legalForm":"network","municipalityCode":"2680"}""", "municipality-code-invalid")]
    [InlineData(
        """{"name":"X","legalForm":"network","ideburenRegistration":{"number":"1","date":"2024-05-01"}}""",
        "ideburen-registration-not-possible"
    )]
    [InlineData(
        """{"name":"X","legalForm":"stiftelse","organisationNumber":"802999-9003","ideburenRegistration":{"number":"1","date":"2099-05-01"}}""",
        "ideburen-registration-invalid"
    )]
    [InlineData("""{"name":" ","legalForm":"network"}""", "validation")]
    [InlineData(
        """{"name":"X","legalForm":"network","undertakingGroup":"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"}""",
        "validation"
    )]
    public async Task What_breaks_a_rule_is_refused_by_its_code(string body, string code)
    {
        var client = await api.AsAsync(_steward);

        var response = await client.PostAsJsonAsync(Root, JsonDocument.Parse(body));

        await response.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_personal_identity_number_is_not_repeated_in_the_answer()
    {
        var client = await api.AsAsync(_steward);

        var response = await client.PostAsJsonAsync(Root, Association(number: "19900101-0017"));

        Assert.DoesNotContain("0017", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_registered_once()
    {
        var client = await api.AsAsync(_steward);
        var number = NewNumber();
        await client.RegisterAsync(Association(number: number));

        var again = await client.PostAsJsonAsync(Root, Association("Ett annat namn", "16" + number));

        await again.AssertRefusedAsync(HttpStatusCode.Conflict, "organisation-number-taken");
    }

    [Fact]
    public async Task Two_who_register_the_same_number_at_once_make_one_organisation()
    {
        var bothAreReady = new Rendezvous(parties: 2);
        await using var racing = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(bothAreReady))
        );
        var clients = new[] { await api.AsAsync(_steward, racing), await api.AsAsync(Guid.CreateVersion7(), racing) };
        var number = NewNumber();

        var responses = await Task.WhenAll(
            clients.Select(client => client.PostAsJsonAsync(Root, Association(number: number)))
        );

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], responses.Select(r => r.StatusCode).Order());
        await responses
            .Single(r => r.StatusCode == HttpStatusCode.Conflict)
            .AssertRefusedAsync(HttpStatusCode.Conflict, "organisation-number-taken");
    }

    [Fact]
    public async Task Any_number_of_networks_lack_a_number()
    {
        var client = await api.AsAsync(_steward);

        var first = await client.RegisterAsync(Network("Nätverket Bryggan"));
        var second = await client.RegisterAsync(Network("Nätverket Bron"));

        Assert.Equal([null, null], new[] { first, second }.Select(seen => seen.View.OrganisationNumber));
    }

    [Fact]
    public async Task Readers_do_not_register()
    {
        var reader = await api.AsAsync(_steward, roles: Role.Reader);

        var response = await reader.PostAsJsonAsync(Root, Association());

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_registers_without_signing_in()
    {
        var response = await api.Anonymous().PostAsJsonAsync(Root, Association());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
