using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Publications;
using IopRegistry.Api.Features.PublicRegister;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Openness;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Features.PublicRegister;

/// <summary>The register as everybody reads it, and the choice of what is in it.</summary>
public sealed class PublicRegisterTests : IClassFixture<Partnership>
{
    private const string Register = "/iop/v1/public-register";

    private readonly Partnership _partnership;
    private readonly HttpClient _anyone;

    public PublicRegisterTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
        _anyone = partnership.Host.CreateClient();
    }

    [Fact]
    public async Task An_agreement_is_public_from_its_signature_on_and_not_before()
    {
        var agreement = await _partnership.InAsync(AgreementState.Signing);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agreement));

        await agreement.CarryToAsync(AgreementState.Active);

        var shown = await ShownAsync(agreement);
        Assert.Equal(AgreementState.Active, shown.State);
        Assert.Equal(3, shown.Parties.Values!.Count);
        Assert.Equal("Socialnämnden", shown.Decisions.Value!.Decided.Single().Body);
        Assert.Equal("osl-26-1", shown.Purpose.Ground!.Code); // a women's shelter: withheld by what is written
        Assert.True(shown is { Municipality.Withheld: true, Signatories.Withheld: true, Premises.Withheld: true });

        await agreement.CarryToAsync(AgreementState.Ended);
        Assert.Equal(EndedReason.Terminated, (await ShownAsync(agreement)).EndedReason);
    }

    [Fact]
    public async Task The_legal_role_chooses_and_the_register_follows_at_once()
    {
        var agreement = await ActiveAsync();
        var before = await PublicationAsync(_partnership.Shelter, agreement);
        Assert.DoesNotContain(before.View.Links, link => link.Rel is "update");

        var chosen = await ChooseAsync(agreement, Withheld("financing"), Public("caseOfficer"));

        Assert.True(chosen.IsSuccessStatusCode, await chosen.Content.ReadAsStringAsync());
        var shown = await ShownAsync(agreement);
        Assert.Equal("osl-31-16", shown.Financing.Ground!.Code);
        Assert.Equal("Handläggaren", shown.CaseOfficer.Value);
        var preview = await _partnership.Mission.Http.GetFromJsonAsync<PublicAgreementView>(
            $"{agreement.Path}/publication/preview",
            StrictJson.Options
        );
        Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(preview));

        var trail = await _partnership.Mission.Http.GetStringAsync($"{agreement.Path}/trail?limit=100");
        Assert.Contains("ändrade vad som är offentligt", trail, StringComparison.Ordinal);

        await ChooseAsync(agreement); // as it was
        Assert.False((await ShownAsync(agreement)).Financing.Withheld);
    }

    [Fact]
    public async Task What_must_not_be_chosen_is_refused()
    {
        var agreement = await ActiveAsync();
        var etag = (await PublicationAsync(_partnership.Municipality, agreement)).ETag;
        object nothing = new { fields = Array.Empty<object>() };

        Assert.Equal("publication-shelter-address", await CodeAsync(await ChooseAsync(agreement, Public("premises"))));
        Assert.Equal("wrong-side", await CodeAsync(await PutAsync(_partnership.Shelter, agreement, nothing, etag)));
        Assert.Equal("not-found", await CodeAsync(await PutAsync(_partnership.Neighbour, agreement, nothing, etag)));
        Assert.Equal(
            "if-match-missing",
            await CodeAsync(await PutAsync(_partnership.Municipality, agreement, nothing, null))
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await PutAsync(_partnership.Municipality, agreement, nothing, etag)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await PutAsync(_partnership.Municipality, agreement, nothing, etag)).StatusCode
        );
        using var reader = await _partnership.Api.AsAsync(
            _partnership.Municipality.Id,
            _partnership.Host,
            IopRegistry.Identity.Role.Reader
        );
        var member = _partnership.Municipality with { Http = reader };
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(member, agreement, nothing, "*")).StatusCode);
    }

    /// <summary>Filters, order, words, downloads and error texts are asked for what is withheld.</summary>
    [Fact]
    public async Task What_is_withheld_cannot_be_found()
    {
        const string secret = "Hemlighetsmakarna";
        var agreement = await ActiveAsync(secret);
        Assert.Equal(1, await CountAsync($"text={secret}"));

        await ChooseAsync(
            agreement,
            [.. PublicationPolicy.Fields.Select(field => Withheld(CamelCaseEnumConverter.NameOf(field)))]
        );

        var seen = await ShownAsync(agreement);
        Assert.Equal(0, await CountAsync($"text={secret}"));
        Assert.Equal(0, await CountAsync($"text={seen.Reference}&organisation={_partnership.Shelter.Id}"));
        Assert.Equal(0, await CountAsync($"text={seen.Reference}&municipality=0580"));
        Assert.Equal(0, await CountAsync($"text={seen.Reference}&year=2026"));
        Assert.Equal(0, await CountAsync($"text={seen.Reference}&endsFrom=1900-01-01"));
        Assert.Equal(0, await CountAsync($"text={seen.Reference}&endsTo=9999-12-31"));
        Assert.Equal(1, await CountAsync($"text={seen.Reference}"));
        string[] everything =
        [
            $"{Register}/agreements/{agreement.Id}",
            $"{Register}/agreements?text={seen.Reference}",
            $"{Register}/download",
            $"{Register}/download?format=csv",
        ];
        foreach (var address in everything)
        {
            var text = await _anyone.GetStringAsync(address);
            Assert.Contains(seen.Reference, text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var row = await db.PublicAgreements.AsNoTracking().SingleAsync(a => a.AgreementId == agreement.Id);
        Assert.Equal(("", null, AgreementParty.UnknownEnd), (row.TitleKey, row.StartsOn, row.EndsOn));
        Assert.All(
            await db.PublicAgreementKeys.Where(k => k.AgreementId == agreement.Id).Select(k => k.Key).ToListAsync(),
            key =>
                Assert.Contains(
                    key[2..],
                    IopRegistry.SharedKernel.SwedishSort.KeyOf(seen.Reference),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task The_register_is_searched_by_what_is_public()
    {
        var agreement = await ActiveAsync("Gläntans trädgård");
        var view = (await agreement.ReadAsync(_partnership.Municipality)).View;
        var number = (await ShownAsync(agreement)).Parties.Values!.First(p =>
            p.OrganisationId == _partnership.Shelter.Id
        );

        foreach (
            var filter in new[]
            {
                "text=gläntans%20tr",
                $"text={view.Reference}",
                "text=gläntan&state=active",
                $"text=gläntan&organisation={_partnership.Shelter.Id}",
                $"text=gläntan&organisation={number.OrganisationNumber}",
                "text=gläntan&county=05",
                "text=gläntan&year=2026",
                $"text=gläntan&endsFrom={view.EndsOn:yyyy-MM-dd}&endsTo={view.EndsOn:yyyy-MM-dd}&sort=-endsOn,title",
            }
        )
        {
            Assert.Equal((filter, 1), (filter, await CountAsync(filter)));
        }

        Assert.Equal(0, await CountAsync("text=gläntan&state=ended"));
        Assert.Equal(0, await CountAsync("text=glantan")); // ä is a letter of its own
        foreach (
            var wrong in new[]
            {
                "state=proposed",
                "municipality=9999",
                "organisation=x",
                "year=1",
                "color=red",
                "sort=secret",
            }
        )
        {
            using var refused = await _anyone.GetAsync($"{Register}/agreements?{wrong}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var agreement = await ActiveAsync();
        foreach (
            var address in new[]
            {
                $"{Register}/agreements/{agreement.Id}",
                $"{Register}/agreements?limit=1",
                $"{Register}/dataset",
                $"{Register}/catalogue",
                $"{Register}/download",
                $"{Register}/legal-grounds",
            }
        )
        {
            using var first = await _anyone.GetAsync(address);
            Assert.Equal("public, max-age=300", first.Headers.CacheControl!.ToString());
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await _anyone.SendAsync(again);
            Assert.Equal((address, HttpStatusCode.NotModified), (address, second.StatusCode));
        }
    }

    [Fact]
    public async Task The_data_set_is_described_for_people_and_for_catalogues()
    {
        await ActiveAsync();
        using var page = new HttpRequestMessage(HttpMethod.Get, $"{Register}/dataset");
        page.Headers.Accept.ParseAdd("text/html");
        using var html = await _anyone.SendAsync(page);
        var text = await html.Content.ReadAsStringAsync();
        Assert.Equal("text/html", html.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<section lang=\"en\">", text, StringComparison.Ordinal);

        var data = (await _anyone.GetFromJsonAsync<GetDataset.Response>($"{Register}/dataset", StrictJson.Options))!;
        Assert.True(data.Records > 0);
        var entry = JsonNode.Parse(await _anyone.GetStringAsync($"{Register}/catalogue"))!;
        Assert.Equal("dcat:Catalog", entry["@type"]!.GetValue<string>());
        foreach (var distribution in entry["dcat:dataset"]!["dcat:distribution"]!.AsArray())
        {
            using var file = await _anyone.GetAsync(distribution!["dcat:downloadURL"]!["@id"]!.GetValue<string>());
            var lines = (await file.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(lines.Length >= data.Records, $"{lines.Length} lines");
        }
    }

    /// <summary>A choice and a step at once: whoever is second begins anew, so that what was withheld never comes back.</summary>
    [Theory]
    [InlineData("notices", AgreementState.Active)]
    [InlineData("signatures", AgreementState.Signing)] // the last one, which makes it public
    public async Task A_choice_and_a_step_at_once_never_show_what_was_withheld(string rel, AgreementState state)
    {
        var agreement = await _partnership.InAsync(state);
        if (state == AgreementState.Signing)
        {
            await agreement.DoAsync(_partnership.Shelter, rel);
            await agreement.DoAsync(_partnership.Municipality, rel);
        }

        var etag = (await PublicationAsync(_partnership.Municipality, agreement)).ETag;
        var reading = await agreement.ReadAsync(_partnership.Mission);
        Task<HttpResponseMessage> step;
        Task<HttpResponseMessage> choice;
        using (_partnership.Database.Connect(new Rendezvous(2)))
        {
            step = Case.SendAsync(
                _partnership.Mission,
                HttpMethod.Post,
                reading.Link(rel)!.Href,
                Said.By(_partnership.Mission, rel, reading.View, _partnership),
                reading.ETag
            );
            choice = PutAsync(_partnership.Municipality, agreement, new { fields = new[] { Withheld("title") } }, etag);
            await Task.WhenAll(step, choice);
        }

        var (stepped, chosen) = ((await step).IsSuccessStatusCode, (await choice).IsSuccessStatusCode);
        Assert.True(stepped ^ chosen, $"{(await step).StatusCode} {(await choice).StatusCode}");
        if (stepped)
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await choice).StatusCode);
            Assert.True((await ChooseAsync(agreement, Withheld("title"))).IsSuccessStatusCode);
        }
        else
        {
            await agreement.DoAsync(_partnership.Mission, rel);
        }

        Assert.True((await ShownAsync(agreement)).Title.Withheld);
    }

    [Fact]
    public async Task What_was_signed_before_there_was_a_register_is_written_by_the_job_once()
    {
        var agreement = await ActiveAsync();
        var before = await ShownAsync(agreement);
        await using (var scope = _partnership.Api.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            await db.PublicAgreementKeys.Where(k => k.AgreementId == agreement.Id).ExecuteDeleteAsync();
            await db.PublicAgreements.Where(a => a.AgreementId == agreement.Id).ExecuteDeleteAsync();
            await db.Publications.Where(p => p.AgreementId == agreement.Id).ExecuteDeleteAsync();
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(agreement));
        Assert.Equal(1, (await RunAsync())["published"]);
        Assert.Empty(await RunAsync());
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await ShownAsync(agreement)));
    }

    [Fact]
    public async Task What_older_rules_wrote_is_written_anew_and_says_when()
    {
        var agreement = await ActiveAsync();
        var before = await ShownAsync(agreement);
        await using (var scope = _partnership.Api.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            var entry = await db.PublicAgreements.SingleAsync(a => a.AgreementId == agreement.Id);
            db.Entry(entry).Property(a => a.Contents).CurrentValue = new PublicContents();
            await db.SaveChangesAsync();
            await db
                .Publications.Where(p => p.AgreementId == agreement.Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.RulesVersion, 0));
        }

        _partnership.Api.Clock.Now = Partnership.Noon.AddHours(1);

        Assert.Equal(1, (await RunAsync())["published"]);
        Assert.Empty(await RunAsync());
        Assert.Equal(
            JsonSerializer.Serialize(before with { UpdatedAt = _partnership.Api.Clock.Now }),
            JsonSerializer.Serialize(await ShownAsync(agreement))
        );
    }

    private async Task<JobCounts> RunAsync()
    {
        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        return await new PublishAgreements(db, _partnership.Api.Clock, NullLogger<PublishAgreements>.Instance).RunAsync(
            default
        );
    }

    private async Task<Case> ActiveAsync(string title = "Skyddat boende i samverkan")
    {
        var agreement = await _partnership.ProposeAsync(body: Said.Proposal(_partnership, title));
        await agreement.CarryToAsync(AgreementState.Active);
        return agreement;
    }

    private async Task<int> CountAsync(string query) =>
        (
            await _anyone.GetFromJsonAsync<ListPublicAgreements.Response>(
                $"{Register}/agreements?{query}",
                StrictJson.Options
            )
        )!
            .Meta
            .TotalRecords;

    private async Task<HttpStatusCode> StatusAsync(Case agreement)
    {
        using var response = await _anyone.GetAsync($"{Register}/agreements/{agreement.Id}");
        return response.StatusCode;
    }

    private async Task<PublicAgreementView> ShownAsync(Case agreement) =>
        (
            await _anyone.GetFromJsonAsync<PublicAgreementView>(
                $"{Register}/agreements/{agreement.Id}",
                StrictJson.Options
            )
        )!;

    private static async Task<(PublicationView View, string ETag)> PublicationAsync(Member by, Case agreement)
    {
        using var response = await by.Http.GetAsync($"{agreement.Path}/publication");
        return (
            (await response.Content.ReadFromJsonAsync<PublicationView>(StrictJson.Options))!,
            response.Headers.ETag!.ToString()
        );
    }

    private async Task<HttpResponseMessage> ChooseAsync(Case agreement, params object[] fields) =>
        await PutAsync(
            _partnership.Municipality,
            agreement,
            new { fields },
            (await PublicationAsync(_partnership.Municipality, agreement)).ETag
        );

    private static Task<HttpResponseMessage> PutAsync(Member by, Case agreement, object body, string? etag) =>
        Case.SendAsync(by, HttpMethod.Put, $"{agreement.Path}/publication", body, etag);

    private static object Withheld(string field) =>
        new
        {
            field,
            level = "withheld",
            ground = "osl-31-16",
        };

    private static object Public(string field) => new { field, level = "public" };

    private static async Task<string> CodeAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>();
}
