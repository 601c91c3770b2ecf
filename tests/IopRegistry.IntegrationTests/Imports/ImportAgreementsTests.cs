using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Features.Imports;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Http;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Imports;

public sealed class ImportAgreementsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_dry_run_writes_only_its_report_and_says_what_a_real_run_does()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var file = PublishedAgreements.With(line =>
            line.Replace("\"R47\"", "\"R46\"", StringComparison.Ordinal)
                .Replace("\"length_months\": 42", "\"length_months\": 0", StringComparison.Ordinal)
        );
        var before = await CountAsync();

        var dry = await client.ImportAsync(file, dryRun: true);

        Assert.Equal(before, await CountAsync());
        Assert.True(dry.DryRun);
        Assert.All(dry.Rows, row => Assert.Null(row.AgreementId));
        var real = await client.ImportAsync(file);
        Assert.Equal(new ImportCounts(45, 43, 0, 0, 2), real.Counts);
        Assert.Equal(dry.Counts, real.Counts);
        Assert.Equal(dry.Rows.Select(Said), real.Rows.Select(Said));
    }

    [Fact]
    public async Task A_dry_run_knows_what_is_there_already()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        await client.ImportAsync($"{Row("a")}\n{Row("b")}");

        var dry = await client.ImportAsync($"{Row("a")}\n{Row("b", "Nytt namn")}\n{Row("c")}", dryRun: true);

        Assert.Equal(
            [ImportOutcome.Unchanged, ImportOutcome.Updated, ImportOutcome.Created],
            dry.Rows.Select(row => row.Outcome)
        );
    }

    [Fact]
    public async Task Importing_again_changes_only_what_the_source_has_changed()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var first = await client.ImportAsync(PublishedAgreements.JsonLines);

        var second = await client.ImportAsync(PublishedAgreements.JsonLines);
        var third = await client.ImportAsync(
            PublishedAgreements.With(line =>
                line.Replace("IOP Kvinnojouren Kalmar", "IOP Kvinnojouren i Kalmar", StringComparison.Ordinal)
                    .Replace("\"2024\": 1000000}, \"quality", "\"2024\": 1200000}, \"quality", StringComparison.Ordinal)
            )
        );

        Assert.Equal(new ImportCounts(45, 0, 0, 45, 0), second.Counts);
        Assert.Equal(new ImportCounts(45, 0, 1, 44, 0), third.Counts);
        Assert.Equal(first.Rows.Select(row => row.AgreementId), second.Rows.Select(row => row.AgreementId));
        var kalmar = third.Rows.Single(row => row.Outcome == ImportOutcome.Updated);
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var agreement = await db.Agreements.SingleAsync(a => a.Id == kalmar.AgreementId);
        var versions = await db.AgreementVersions.Where(v => v.AgreementId == agreement.Id).ToListAsync();
        Assert.Equal("IOP Kvinnojouren i Kalmar", agreement.Title);
        Assert.Equal(3_200_000m, agreement.Figures.ContractValue.Amount);
        Assert.Equal(2, versions.Count);
        Assert.Equal(versions[0].Parties.Select(p => p.Id), versions[1].Parties.Select(p => p.Id));
        Assert.Equal(
            versions[0].Contents.Financing.Select(line => line.Id),
            versions[1].Contents.Financing.Select(line => line.Id)
        );
        Assert.Equal(
            [1, 2],
            await db
                .AgreementSteps.Where(s => s.AgreementId == agreement.Id)
                .Select(s => s.Sequence)
                .Order()
                .ToListAsync()
        );
    }

    [Fact]
    public async Task What_has_been_touched_in_the_register_is_not_overwritten()
    {
        var municipality = await RegisteredAsync("Berörda kommun");
        var client = await api.AsAsync(municipality);
        var row = Row("touched", party: "Berörda kommun");
        var imported = (await client.ImportAsync(row)).Rows[0];
        var agreement = await client.GetAsync($"/iop/v1/agreements/{imported.AgreementId}");
        var parties = (await client.GetJsonAsync($"/iop/v1/agreements/{imported.AgreementId}"))
            .GetProperty("parties")
            .EnumerateArray()
            .Select(party => party.GetProperty("id").GetGuid());
        var touch = new HttpRequestMessage(HttpMethod.Post, $"/iop/v1/agreements/{imported.AgreementId}/dialogues")
        {
            Content = JsonContent.Create(
                new
                {
                    heldOn = "2026-02-01",
                    summary = "Vi talades vid.",
                    partyIds = parties,
                }
            ),
            Headers = { { "If-Match", agreement.Headers.ETag!.ToString() } },
        };
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(touch)).StatusCode);

        var same = await client.ImportAsync(row);
        var changed = await client.ImportAsync(row.Replace("Bryggan", "Bron", StringComparison.Ordinal));

        Assert.Equal(ImportOutcome.Unchanged, same.Rows[0].Outcome);
        Assert.Equal("changed-in-the-register-since", changed.Rows[0].Codes());
        Assert.Equal(
            (imported.AgreementId, imported.Reference),
            (changed.Rows[0].AgreementId, changed.Rows[0].Reference)
        );
    }

    [Fact]
    public async Task An_organisation_imports_only_what_it_is_a_party_of_by_name_or_number()
    {
        var number = OrganisationClient.NewNumber();
        var municipality = await RegisteredAsync("Åmotfors kommun", number);
        await RegisteredAsync("Grannkommunen");
        var client = await api.AsAsync(municipality, roles: Role.Registrar);

        var report = await client.ImportAsync(
            string.Join(
                '\n',
                Row("by-name", party: "åmotfors Kommun"),
                $$"""{"id":"by-number","title":"x","public_party":"ÅK","public_organisation_number":"{{number}}"}""",
                Row("other", party: "Grannkommunen"),
                Row("unknown", party: "Okända kommunen"),
                """{"id":"funder","title":"x","public_party":"Grannkommunen","funders":["Åmotfors kommun"]}"""
            )
        );

        Assert.Equal(
            ["", "", "not-own-agreement", "not-own-agreement", "not-own-agreement"],
            report.Rows.Select(row => row.Codes())
        );
        Assert.Equal(0, await FoundAsync("Okända kommunen")); // a refused row brings nobody with it
    }

    [Fact]
    public async Task Organisations_are_found_by_number_then_by_name_and_completed_by_whoever_brought_them()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var other = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var (first, second) = (OrganisationClient.NewNumber(), OrganisationClient.NewNumber());
        await client.ImportAsync(Row("1", party: "Nya stads kommun", ngo: "Föreningen Tärnan"));

        var completed = await client.ImportAsync(Numbered("2", "Föreningen Tärnan", first));
        var again = await client.ImportAsync(Numbered("3", "FT under annat namn", first));
        var namesake = await other.ImportAsync(Numbered("4", "Föreningen Tärnan", second));
        var ambiguous = await other.ImportAsync(Row("5", ngo: "Föreningen Tärnan"));
        var wrongSide = await other.ImportAsync(
            $$"""{"id":"6","title":"x","public_party":"Föreningen Tärnan","public_organisation_number":"{{first}}"}"""
        );

        Assert.All(new[] { completed, again, namesake }, report => Assert.Equal(1, report.Counts.Created));
        Assert.Equal("organisation-ambiguous", ambiguous.Rows[0].Codes());
        Assert.Equal("organisation-on-the-other-side", wrongSide.Rows[0].Codes());
        Assert.Equal(2, await FoundAsync("Föreningen Tärnan"));

        static string Numbered(string id, string ngo, string number) =>
            $$"""{"id":"{{id}}","title":"x","public_party":"Nya stads kommun","ngo_parties":["{{ngo}}"],"ngo_organisation_numbers":["{{number}}"]}""";
    }

    [Fact]
    public async Task Everything_a_register_may_know_besides_has_a_place()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync(
            """
            {"id":"full","title":"Bryggan","public_party":"Fullständiga kommunen","municipality_code":"0580","ngo_parties":["Föreningen A","Föreningen B"],"ngo_organisation_numbers":[null,""],"funders":["Fullständiga kommunen","Myndigheten för exempel"],"notice_months":6,"state":"ended","ended_reason":"terminated","shared_challenge":"s","inclusions":"i","exclusions":"e","added_value":"a","plain_language_summary":"p","civil_legal_form":"c","basis":"b","start":"2020-01-01","end":"2030-12-31","extension_clause":{"kind":"automatic","months":12,"most_times":2,"notice_months":3,"text":"t"},"amount_per_year_sek":{"2020":1.50},"decision":"KS 2019-12-01 § 5"}
            """.Trim()
        );

        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var agreement = await db.Agreements.SingleAsync(a => a.Id == report.Rows[0].AgreementId);
        var contents = (await db.AgreementVersions.SingleAsync(v => v.AgreementId == agreement.Id)).Contents;
        Assert.Equal((AgreementState.Ended, EndedReason.Terminated), (agreement.State, agreement.EndedReason));
        Assert.Equal(
            new Agreements.Drafting.Description("Bryggan", "s", null, null, "i", "e", "a", "p", "c", "b"),
            agreement.Description
        );
        Assert.Equal(6, agreement.Term.NoticeMonths);
        Assert.Equal(
            new ExtensionClause(ExtensionKind.Automatic, 12, 2, 3, null, false, "t"),
            agreement.Term.Extension
        );
        Assert.Equal(
            [
                ("Fullständiga kommunen", true),
                ("Föreningen A", false),
                ("Föreningen B", false),
                ("Myndigheten för exempel", true),
            ],
            agreement.Parties.Select(party => (party.Name, party.Has(PartyRole.Funder)))
        );
        Assert.Equal("0580", agreement.Parties[0].MunicipalityCode);
        var line = Assert.Single(contents.Financing);
        Assert.Equal(
            (1.50m, 2020, Agreements.Drafting.Certainty.Decided, "KS 2019-12-01 § 5"),
            (line.Amount!.Amount, line.FiscalYear, line.Certainty, line.DecisionReference)
        );
    }

    [Fact]
    public async Task A_contribution_of_nobody_known_is_kept_too()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync(
            """{"id":"x","title":"x","public_party":"Exempelköpings kommun","ngo_contribution":"lokal","unusual":"udda"}"""
        );

        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var agreement = await db.Agreements.SingleAsync(a => a.Id == report.Rows[0].AgreementId);
        Assert.Equal("udda\nngo_contribution: lokal", agreement.Source!.Remarks);
    }

    [Fact]
    public async Task Only_those_who_may_import_do_and_only_their_organisation_reads_the_report()
    {
        var municipality = await RegisteredAsync("Behöriga kommunen");
        var registrar = await api.AsAsync(municipality, roles: Role.Registrar);
        var file = Encoding.UTF8.GetBytes(Row("a", party: "Behöriga kommunen"));
        foreach (var role in new[] { Role.Reader, Role.CaseOfficer, Role.Finance, Role.Signatory, Role.Admin })
        {
            var client = await api.AsAsync(municipality, roles: role);
            await (await client.SendAsync(file)).ProblemAsync(403);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/iop/v1/imports")).StatusCode);
        }

        await (await api.Anonymous().SendAsync(file)).ProblemAsync(401);
        var response = await registrar.SendAsync(file);
        var address = response.Headers.Location!;
        var colleague = await api.AsAsync(municipality, roles: Role.Legal);
        var stranger = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Legal);

        var read = await colleague.GetAsync(address);
        Assert.Equal(await response.Content.ReadAsStringAsync(), await read.Content.ReadAsStringAsync());
        await (await stranger.GetAsync(address)).ProblemAsync(404);
        Assert.Equal(0, (await stranger.GetJsonAsync("/iop/v1/imports")).GetProperty("imports").GetArrayLength());
    }

    [Fact]
    public async Task The_list_shows_the_latest_first_page_by_page()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var first = await client.ImportAsync(Row("a"), dryRun: true);
        api.Clock.Now += TimeSpan.FromSeconds(1);
        var second = await client.ImportAsync(Row("a"));

        var list = await client.GetJsonAsync("/iop/v1/imports?limit=1");

        Assert.Equal(second.Id, list.GetProperty("imports")[0].GetProperty("id").GetGuid());
        Assert.Equal(2, list.GetProperty("_meta").GetProperty("totalRecords").GetInt32());
        var next = await client.GetJsonAsync(
            list.GetProperty("_links").GetProperty("next").GetProperty("href").GetString()!
        );
        Assert.Equal(first.Id, next.GetProperty("imports")[0].GetProperty("id").GetGuid());
        Assert.True(next.GetProperty("imports")[0].GetProperty("dryRun").GetBoolean());
    }

    [Theory]
    [InlineData("", ImportClient.JsonLines, 422, "import-empty")]
    [InlineData("\uFEFF\r\n\r\n", ImportClient.JsonLines, 422, "import-empty")]
    [InlineData("id;title;public_party\r\n;;\r\n", ImportClient.Csv, 422, "import-empty")]
    [InlineData("R1;Bryggan;Exempelköpings kommun", ImportClient.Csv, 422, "import-heading-unreadable")]
    [InlineData("id;title;title\na;b;c", ImportClient.Csv, 422, "import-heading-unreadable")]
    [InlineData("{}", "application/json", 415, "media-type-not-supported")]
    [InlineData("{}", "text/csv; charset=iso-8859-1", 415, "media-type-not-supported")]
    public async Task A_file_with_nothing_to_report_on_is_refused_whole(
        string file,
        string type,
        int status,
        string code
    )
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var problem = await (await client.SendAsync(Encoding.UTF8.GetBytes(file), type)).ProblemAsync(status);

        Assert.Equal(code, problem.Code);
    }

    [Fact]
    public async Task One_row_too_many_and_nothing_goes_in()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var before = await CountAsync();
        var file = string.Join('\n', Enumerable.Range(0, ImportLimits.MaxRows + 1).Select(i => Row($"many-{i}")));

        var problem = await (await client.SendAsync(Encoding.UTF8.GetBytes(file))).ProblemAsync(422);

        Assert.Equal("import-too-many-rows", problem.Code);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Whether_it_is_a_dry_run_must_be_said()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var file = new StringContent(Row("a"), Encoding.UTF8, ImportClient.JsonLines);

        await (await client.PostAsync("/iop/v1/imports", file)).ProblemAsync(400);
    }

    [Fact]
    public async Task A_body_over_ten_megabytes_is_refused_by_the_server()
    {
        await using var host = api.With(_ => { });
        host.UseKestrel(0);
        host.StartServer();
        var client = await api.AsAsync(Guid.CreateVersion7(), host, Role.Operator);
        byte[] large = [.. Encoding.UTF8.GetBytes(Row("a") + "\n"), .. Enumerable.Repeat((byte)' ', 5_000_000)];

        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(large)).StatusCode);
        Assert.StartsWith(
            "HTTP/1.1 413",
            await AnnounceAsync(client, ImportLimits.MaxBytes + 1),
            StringComparison.Ordinal
        );
    }

    /// <summary>Says how much is coming and sends nothing: the server does not wait for what it will refuse.</summary>
    private static async Task<string> AnnounceAsync(HttpClient client, int bytes)
    {
        var address = client.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /iop/v1/imports?dryRun=false HTTP/1.1\r\nHost: {address.Authority}\r\n"
                    + $"Authorization: {client.DefaultRequestHeaders.Authorization}\r\n"
                    + $"Content-Type: {ImportClient.JsonLines}\r\nContent-Length: {bytes}\r\n\r\n"
            )
        );
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync() ?? "";
    }

    internal static string Row(
        string id,
        string title = "Bryggan",
        string party = "Exempelköpings kommun",
        string ngo = "Föreningen Måsen"
    ) => $$"""{"id":"{{id}}","title":"{{title}}","public_party":"{{party}}","ngo_parties":["{{ngo}}"]}""";

    private static (int, string?, ImportOutcome, string) Said(ImportRowView row) =>
        (row.Row, row.ExternalKey, row.Outcome, row.Codes());

    private async Task<Guid> RegisteredAsync(string name, string? number = null)
    {
        var client = await api.AsAsync(Guid.CreateVersion7());
        var seen = await client.RegisterAsync(
            new
            {
                name,
                legalForm = "kommun",
                organisationNumber = number ?? OrganisationClient.NewNumber(),
                municipalityCode = "0580",
            }
        );
        return seen.Id;
    }

    private async Task<int> FoundAsync(string name)
    {
        await using var scope = api.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<IopDbContext>()
            .Organisations.CountAsync(o => o.Name == name);
    }

    private async Task<(int, int, int, int, long)> CountAsync()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        return (
            await db.Agreements.CountAsync(),
            await db.AgreementVersions.CountAsync(),
            await db.AgreementSteps.CountAsync(),
            await db.Organisations.CountAsync(),
            await db.ReferenceCounters.SumAsync(counter => counter.Last)
        );
    }
}
