using System.Text;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Features.Imports;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Imports;

/// <summary>A bad row is refused by its code and field; the good rows around it go in.</summary>
public sealed class BadRowsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Head = """{"id":"bad","title":"Bryggan","public_party":"Exempelköpings kommun" """;

    public static TheoryData<string, string, string?> BadJson =>
        new()
        {
            { "{\"id\":\"bad\",", "malformed-row", null },
            { "inte json", "malformed-row", null },
            { "[\"bad\"]", "row-not-an-object", null },
            { "\"bad\"", "row-not-an-object", null },
            { """{"title":"Bryggan","public_party":"Exempelköpings kommun"}""", "field-missing", "id" },
            { """{"id":" ","title":"Bryggan","public_party":"Exempelköpings kommun"}""", "field-missing", "id" },
            { """{"id":"bad","public_party":"Exempelköpings kommun"}""", "field-missing", "title" },
            { """{"id":"bad","title":"Bryggan"}""", "field-missing", "public_party" },
            { """{"id":"bad","title":"Bryggan","public_party":null}""", "field-missing", "public_party" },
            { """{"id":"bad","title":"Bryggan","public_party":"—"}""", "name-not-readable", "public_party" },
            { """{"id":7,"title":"Bryggan","public_party":"Exempelköpings kommun"}""", "wrong-type", "id" },
            { Bad("id2", "1"), "unknown-field", "id2" },
            { Bad("Purpose", "\"Stöd\""), "unknown-field", "Purpose" },
            { Bad("title", "\"En gång till\""), "duplicate-field", "title" },
            { Bad("ngo_parties", "\"Föreningen Måsen\""), "wrong-type", "ngo_parties" },
            { Bad("ngo_parties", "[\"Föreningen Måsen\",3]"), "wrong-type", "ngo_parties" },
            { Bad("ngo_parties", "[\"\"]"), "empty-list-entry", "ngo_parties" },
            { Bad("ngo_parties", "[\"Föreningen Måsen\",\"föreningen måsen\"]"), "party-twice", "ngo_parties" },
            { Bad("length_months", "\"36\""), "wrong-type", "length_months" },
            { Bad("length_months", "36.5"), "wrong-type", "length_months" },
            { Bad("length_months", "0"), "value-out-of-range", "length_months" },
            { Bad("length_months", "601"), "value-out-of-range", "length_months" },
            { Bad("amount_per_year_sek", "1000000"), "wrong-type", "amount_per_year_sek" },
            { Bad("amount_per_year_sek", """{"2026":"1000000"}"""), "wrong-type", "amount_per_year_sek" },
            { Bad("amount_per_year_sek", """{"2026":-1}"""), "amount-negative", "amount_per_year_sek" },
            { Bad("amount_per_year_sek", """{"2026":0.001}"""), "amount-not-whole-ore", "amount_per_year_sek" },
            { Bad("amount_per_year_sek", """{"2026":1e12}"""), "amount-too-large", "amount_per_year_sek" },
            { Bad("amount_per_year_sek", """{"first":1}"""), "amount-year-unknown", "amount_per_year_sek" },
            { Bad("amount_per_year_sek", """{"2026":1,"2026":2}"""), "duplicate-field", "amount_per_year_sek" },
            { Bad("start", "\"okänt\""), "date-not-readable", "start" },
            { Bad("end", "\"2026-02-30\""), "date-not-readable", "end" },
            { Bad("start", "\"2026-05-01\",\"end\":\"2026-04-30\""), "agreement-ends-before-it-starts", "end" },
            { Bad("extension_clause", "\"automatic\""), "wrong-type", "extension_clause" },
            { Bad("extension_clause", """{"kind":"perhaps"}"""), "unknown-value", "extension_clause_kind" },
            { Bad("extension_clause", """{"words":"x"}"""), "unknown-field", "extension_clause_words" },
            {
                Bad("extension_clause", """{"kind":"automatic","months":12,"most_times":2}"""),
                "extension-clause-incomplete",
                "extension_clause_notice_months"
            },
            { Bad("state", "\"deciding\""), "unknown-value", "state" },
            { Bad("ended_reason", "\"expired\""), "ended-reason-without-end", "ended_reason" },
            {
                Bad("public_organisation_number", "\"8112189876\""),
                "personal-identity-number",
                "public_organisation_number"
            },
            {
                Bad("public_organisation_number", "\"212000-0002\""),
                "organisation-number-check-digit",
                "public_organisation_number"
            },
            { Bad("public_organisation_number", "\"12\""), "organisation-number-format", "public_organisation_number" },
            {
                Bad("ngo_organisation_numbers", "[\"802002-0001\"]"),
                "numbers-do-not-match-names",
                "ngo_organisation_numbers"
            },
            { Bad("municipality_code", "\"9999\""), "municipality-code-invalid", "municipality_code" },
            { Bad("purpose", "\"\\u0000\""), "character-not-allowed", "purpose" },
            { Bad("purpose", "\"\\ud800\""), "character-not-allowed", "purpose" },
            { Bad("purpose", $"\"{new string('x', 20_001)}\""), "value-too-long", "purpose" },
            { Bad("unusual", $"\"{new string('x', ImportLimits.MaxRowLength)}\""), "row-too-long", null },
        };

    [Theory]
    [MemberData(nameof(BadJson))]
    public async Task A_bad_row_is_refused_and_its_neighbours_go_in(string row, string code, string? field)
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync($"{Good("a")}\n{row}\n\r\n{Good("å")}\n");

        AssertOnlyTheMiddleIsRefused(report, code, field, [1, 2, 4]);
    }

    public static TheoryData<string, string, string?> BadCsv =>
        new()
        {
            { "bad;Bryggan;Exempelköpings kommun", "wrong-column-count", null },
            { "bad;Bryggan;Exempelköpings kommun;;;", "wrong-column-count", null },
            { "bad;Brygg\"an;Exempelköpings kommun;;", "malformed-row", null },
            { "bad;\"Brygg\"an;Exempelköpings kommun;;", "malformed-row", null },
            { ";Bryggan;Exempelköpings kommun;;", "field-missing", "id" },
            { "bad;Bryggan;Exempelköpings kommun;tolv;", "wrong-type", "length_months" },
            { "bad;Bryggan;Exempelköpings kommun;12,0;", "wrong-type", "length_months" },
            { "bad;Bryggan;Exempelköpings kommun;;2026", "wrong-type", "amount_per_year_sek" },
            { "bad;Bryggan;Exempelköpings kommun;;2026=1 000", "wrong-type", "amount_per_year_sek" },
            { "bad;Bryggan;Exempelköpings kommun;;2026=1000,50", "wrong-type", "amount_per_year_sek" },
            { "bad;Bryggan;Exempelköpings kommun;;2026=-1", "amount-negative", "amount_per_year_sek" },
        };

    [Theory]
    [MemberData(nameof(BadCsv))]
    public async Task So_it_is_with_CSV(string row, string code, string? field)
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync(
            $"id;title;public_party;length_months;amount_per_year_sek\r\n"
                + $"a;Ett;Exempelköpings kommun;12;2026=1.50|2027=2\r\n{row}\r\n\r\n"
                + "å;\"Två\r\nrader; och \"\"citat\"\"\";Exempelköpings kommun;;per_year=3\r\n",
            ImportClient.Csv
        );

        AssertOnlyTheMiddleIsRefused(report, code, field, [2, 3, 5]);
    }

    [Fact]
    public async Task A_column_that_nobody_knows_refuses_only_the_rows_that_say_something_in_it()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync(
            "id,title,public_party,handläggare,\na,Ett,Exempelköpings kommun,,\nb,Två,Exempelköpings kommun,Kim,",
            ImportClient.Csv
        );

        Assert.Equal([ImportOutcome.Created, ImportOutcome.Refused], report.Rows.Select(row => row.Outcome));
        Assert.Equal(("unknown-field", "handläggare"), (report.Rows[1].Codes(), report.Rows[1].Reasons[0].Field));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_says_where_it_began()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync(
            "id;title;public_party;unusual\na;Ett;Exempelköpings kommun;\nb;Två;Exempelköpings kommun;\"öppet\nc;Tre;Ex;",
            ImportClient.Csv
        );

        Assert.Equal([2, 3], report.Rows.Select(row => row.Row));
        Assert.Equal("malformed-row", report.Rows[1].Codes());
    }

    [Fact]
    public async Task A_row_that_is_not_UTF_8_is_refused_alone()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes("id;title;public_party\na;Ängen;Exempelköpings kommun\nb;"),
            .. Encoding.Latin1.GetBytes("Ängen;Exempelköpings kommun\n"),
        ];

        var response = await client.SendAsync(file, ImportClient.Csv);
        var report = await response.ReadAsync<ImportView>();

        Assert.Equal(ImportOutcome.Created, report.Rows[0].Outcome);
        Assert.Equal("character-not-allowed,character-not-allowed", report.Rows[1].Codes());
    }

    [Fact]
    public async Task An_id_counts_once_in_a_file_and_upper_case_is_another_one()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await client.ImportAsync($"{Good("r1")}\n{Good("R1")}\n{Good("r1")}");

        Assert.Equal(["", "", "duplicate-external-key"], report.Rows.Select(row => row.Codes()));
    }

    [Fact]
    public async Task Everything_wrong_with_a_row_is_said_at_once_in_the_readers_language()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        const string row = """{"id":"bad","length_months":0,"quality_terms":"x","nytt":1}""";

        var swedish = await client.ImportAsync(row);
        var english = await client.ImportAsync(row, language: "en");

        Assert.Equal(
            "value-out-of-range,wrong-type,unknown-field,field-missing,field-missing",
            swedish.Rows[0].Codes()
        );
        Assert.Equal("Ska vara 1–600.", swedish.Rows[0].Reasons[0].Message);
        Assert.Equal("Must be between 1 and 600.", english.Rows[0].Reasons[0].Message);
    }

    [Fact]
    public async Task A_personal_number_is_never_repeated()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var response = await client.SendAsync(
            Encoding.UTF8.GetBytes(Bad("public_organisation_number", "\"8112189876\""))
        );

        Assert.DoesNotContain("8112189876", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static void AssertOnlyTheMiddleIsRefused(ImportView report, string code, string? field, int[] numbers)
    {
        Assert.Equal(numbers, report.Rows.Select(row => row.Row));
        Assert.Equal(
            [ImportOutcome.Created, ImportOutcome.Refused, ImportOutcome.Created],
            report.Rows.Select(row => row.Outcome)
        );
        Assert.Equal((code, field), (report.Rows[1].Codes(), report.Rows[1].Reasons[0].Field));
        Assert.Null(report.Rows[1].AgreementId);
    }

    private static string Good(string id) =>
        $$"""{"id":"{{id}}","title":"Bryggan","public_party":"Exempelköpings kommun","ngo_parties":["Föreningen Måsen"]}""";

    private static string Bad(string field, string value) => $"{Head},\"{field}\":{value}}}";
}
