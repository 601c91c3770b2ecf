using System.Text;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Importing;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements.Importing;

public sealed class ImportMappingTests
{
    private static readonly Actor By = new(
        Guid.CreateVersion7(),
        Guid.CreateVersion7(),
        new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero),
        new DateOnly(2026, 3, 2)
    );

    [Theory]
    [InlineData("", AgreementState.Active)]
    [InlineData("\"end\":\"2026-03-02\"", AgreementState.Active)] // the last day is still a day of the agreement
    [InlineData("\"end\":\"2026-03-01\"", AgreementState.Ended)]
    [InlineData("\"end\":\"2026-03 (början)\"", AgreementState.Active)]
    [InlineData("\"end\":\"2026\"", AgreementState.Active)]
    [InlineData("\"end\":\"2025\"", AgreementState.Ended)]
    [InlineData("\"start\":\"2026-03-02\"", AgreementState.Active)]
    [InlineData("\"start\":\"2026-03-03\"", AgreementState.Signed)]
    [InlineData("\"start\":\"2026\"", AgreementState.Active)]
    [InlineData("\"record_class\":\"proposal\",\"end\":\"2020\"", AgreementState.Proposed)]
    [InlineData("\"record_class\":\"decision_proposal\"", AgreementState.Proposed)]
    [InlineData("\"record_class\":\"proposal\",\"state\":\"declined\"", AgreementState.Declined)]
    [InlineData("\"state\":\"ended\"", AgreementState.Ended)]
    public async Task The_state_is_what_is_said_or_follows_from_it(string members, AgreementState expected) =>
        Assert.Equal(expected, (await MapAsync(members)).State);

    [Theory]
    [InlineData("", Certainty.Planned)]
    [InlineData("\"decision\":\"Socialnämnden 2025-11-01\"", Certainty.Decided)]
    [InlineData("\"decision\":\"Proposal to Socialnämnden\"", Certainty.Planned)]
    [InlineData("\"decision\":\"Förslag till beslut\"", Certainty.Planned)]
    [InlineData("\"decision\":\"KS § 4\",\"record_class\":\"proposal\"", Certainty.Planned)]
    public async Task Money_is_decided_only_by_a_decision(string members, Certainty expected)
    {
        var line = Assert.Single(
            (await MapAsync("\"amount_per_year_sek\":{\"per_year\":10}" + (members.Length > 0 ? "," + members : "")))
                .Contents
                .Financing
        );

        Assert.Equal((expected, null, 10m), (line.Certainty, line.FiscalYear, line.Amount!.Amount));
        Assert.Equal(expected == Certainty.Decided, line.DecisionReference is not null);
    }

    [Theory]
    [InlineData("Nya (earlier Gamla)", "Nya", "Gamla")]
    [InlineData("Nya (tidigare Gamla föreningen)", "Nya", "Gamla föreningen")]
    [InlineData("Nya (f.d. Gamla)", "Nya", "Gamla")]
    [InlineData("Kvinnoföreningen (IKF)", "Kvinnoföreningen (IKF)", null)]
    [InlineData("Missionen (joined in later text)", "Missionen (joined in later text)", null)]
    public async Task Only_a_change_of_name_is_read_out_of_brackets(string text, string name, string? former)
    {
        var party = ImportedParty.Of(await RecordAsync($"\"ngo_parties\":[\"{text}\"]"), [])[1];

        Assert.Equal((text, name, former), (party.Text, party.Name, party.FormerName));
    }

    [Fact]
    public async Task A_corrected_source_keeps_the_ids_of_what_stays()
    {
        var first = await MapAsync("\"quality_terms\":[\"a\",\"b\"],\"amount_per_year_sek\":{\"2026\":1}");
        var version = AgreementVersion.Write(Guid.CreateVersion7(), 1, first.Contents, first.Parties, [], null, By);
        var record = await RecordAsync("\"quality_terms\":[\"b\",\"c\"],\"amount_per_year_sek\":{\"2026\":2}");

        var second = ImportMapping.Map(record, Resolve(record, first.Parties), version, By, []);

        Assert.Equal(first.Parties[0].Id, second.Parties[0].Id);
        Assert.Equal(first.Contents.Financing[0].Id, second.Contents.Financing[0].Id);
        Assert.Equal(first.Contents.QualityTerms[1].Id, second.Contents.QualityTerms[0].Id);
        Assert.Equal(2, second.Contents.QualityTerms.Select(term => term.Id).Distinct().Count());
    }

    private static async Task<ImportedAgreement> MapAsync(string members)
    {
        var record = await RecordAsync(members);
        List<RuleViolation> reasons = [];
        var imported = ImportMapping.Map(record, Resolve(record, []), null, By, reasons);
        Assert.Empty(reasons);
        return imported;
    }

    private static List<ResolvedParty> Resolve(ImportRecord record, IReadOnlyList<Party> known) =>
        [
            .. ImportedParty
                .Of(record, [])
                .Select(
                    (party, i) =>
                        new ResolvedParty(
                            party,
                            known.ElementAtOrDefault(i)?.OrganisationId ?? Guid.CreateVersion7(),
                            null
                        )
                ),
        ];

    private static async Task<ImportRecord> RecordAsync(string members)
    {
        var row =
            """{"id":"a","title":"Bryggan","public_party":"Exempelköpings kommun" """
            + (members.Length > 0 ? "," + members : "")
            + "}";
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(row));
        return (await ImportReader.ReadAsync(file, ImportFormat.JsonLines, CancellationToken.None))[0].Record!;
    }
}
