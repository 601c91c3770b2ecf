using System.Reflection;
using System.Text.Json;
using IopRegistry.Openness;
using IopRegistry.Persistence;
using IopRegistry.UnitTests.Agreements;

namespace IopRegistry.UnitTests.Openness;

/// <summary>What is public by itself, what by choice, and what never.</summary>
public sealed class PublicationPolicyTests
{
    private static readonly Dictionary<Guid, string?> NoNumbers = [];

    private readonly AgreementKit _kit = new AgreementKit().Active();

    [Fact]
    public void The_standard_is_safe()
    {
        var projection = Project();

        Assert.False(projection.Sheltered);
        Assert.Equal(
            [
                PublicationField.Commitments,
                PublicationField.QualityTerms,
                PublicationField.FollowUp,
                PublicationField.Text,
                PublicationField.Premises,
                PublicationField.CaseOfficer,
                PublicationField.Signatories,
            ],
            projection.Shown.Withheld.Select(withheld => withheld.Field)
        );
        Assert.Equal("Mötesplats för unga", projection.Shown.Title);
        Assert.Equal(_kit.Agreement.Parties.Count, projection.Shown.Parties!.Count);
        Assert.NotEmpty(projection.Shown.Decisions!.Decided);
        Assert.NotEmpty(projection.Shown.Financing!.Years);
        Assert.Null(projection.Shown.Signatories);
        Assert.All(projection.Levels, level => Assert.Equal(LevelSource.Standard, level.Source));
    }

    /// <summary>Every member of what is stored has a field that withholds it; a new one without a field would leak.</summary>
    [Fact]
    public void What_is_withheld_is_not_there()
    {
        var everything = Project([
            .. PublicationPolicy.Fields.Select(field => new FieldChoice(field, PublicationLevel.Public)),
        ]);
        var members = typeof(PublicContents)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !string.Equals(property.Name, nameof(PublicContents.Withheld), StringComparison.Ordinal))
            .ToList();
        Assert.Equal(
            PublicationPolicy.Fields.Select(field => field.ToString()).Order(StringComparer.Ordinal),
            members.Select(member => member.Name).Order(StringComparer.Ordinal)
        );

        foreach (var field in PublicationPolicy.Fields)
        {
            var shown = Project([new(field, PublicationLevel.Withheld, "osl-31-16")]).Shown;
            Assert.Null(members.Single(member => Is(member, field)).GetValue(shown));
            Assert.Contains(new WithheldField(field, "osl-31-16"), shown.Withheld);
        }

        Assert.All(everything.Shown.Withheld, _ => Assert.Fail("Everything was made public."));
        var nothing = Project([
            .. PublicationPolicy.Fields.Select(f => new FieldChoice(f, PublicationLevel.Withheld, "osl-26-1")),
        ]);
        Assert.All(members, member => Assert.Null(member.GetValue(nothing.Shown)));
        Assert.Equal(["w:000001", "w:2026", "w:iop"], PublicAgreementKey.Of("IOP-2026-000001", nothing.Shown));
    }

    [Fact]
    public void Nobody_is_found_by_what_is_withheld()
    {
        var shown = Project([
            new(PublicationField.Parties, PublicationLevel.Withheld, "osl-26-1"),
            new(PublicationField.Title, PublicationLevel.Withheld, "osl-26-1"),
        ]).Shown;
        var keys = PublicAgreementKey.Of(_kit.Agreement.Reference, shown);

        Assert.DoesNotContain(keys, key => key.StartsWith("o:", StringComparison.Ordinal));
        Assert.DoesNotContain("w:exempelhj|lpen", keys);
        Assert.Contains("w:exempelhj|lpen", PublicAgreementKey.Of(_kit.Agreement.Reference, Project().Shown));
    }

    [Fact]
    public void Sheltered_housing_shows_the_county_and_neither_municipality_nor_free_text()
    {
        _kit.Agreement.Parties = [.. _kit.Agreement.Parties.Select(party => party with { MunicipalityCode = "0580" })];
        var projection = Project(sheltered: true);

        Assert.Equal(["05"], projection.Shown.County);
        Assert.Null(projection.Shown.Municipality);
        Assert.Null(projection.Shown.Purpose);
        Assert.Null(projection.Shown.TargetGroup);
        Assert.Contains(new WithheldField(PublicationField.Premises, "osl-21-3"), projection.Shown.Withheld);
    }

    [Fact]
    public void A_shelters_address_is_withheld_wherever_it_is_written_and_whatever_was_chosen()
    {
        _kit.Agreement.Title = "Boendet på Exempelgatan 1";
        FieldChoice[] choices =
        [
            new(PublicationField.Title, PublicationLevel.Public),
            new(PublicationField.Premises, PublicationLevel.Public),
        ];

        var projection = Project(choices, sheltered: true);

        Assert.Null(projection.Shown.Title);
        Assert.Null(projection.Shown.Premises);
        Assert.Equal(LevelSource.Contents, projection.Levels.Single(l => l.Field == PublicationField.Title).Source);
        Assert.DoesNotContain(
            "Exempelgatan",
            JsonSerializer.Serialize(projection.Shown, JsonColumns.Options),
            StringComparison.Ordinal
        );
        Assert.Equal("Boendet på Exempelgatan 1", Project(choices).Shown.Title);
    }

    [Fact]
    public void A_personal_identity_number_is_never_public_and_an_address_for_mail_only_by_choice()
    {
        _kit.Agreement.Description = _kit.Agreement.Description with
        {
            Purpose = "Anmälan till 900101-0000.",
            TargetGroup = "Skriv till info@forening.example.",
        };
        FieldChoice[] choices =
        [
            new(PublicationField.Purpose, PublicationLevel.Public),
            new(PublicationField.TargetGroup, PublicationLevel.Public),
        ];

        Assert.Null(Project().Shown.TargetGroup);
        Assert.Null(Project(choices).Shown.Purpose);
        Assert.Equal("Skriv till info@forening.example.", Project(choices).Shown.TargetGroup);
    }

    [Fact]
    public void Whoever_joins_by_an_amendment_that_is_not_in_force_is_no_party_yet()
    {
        var joining = AgreementKit.Party(_kit.Newcomer, "Nya föreningen", IopRegistry.Organisations.Side.Civil, null);
        _kit.Agreement.Parties =
        [
            .. _kit.Agreement.Parties,
            joining with
            {
                JoinsByAmendmentId = Guid.CreateVersion7(),
            },
        ];

        Assert.DoesNotContain(Project().Shown.Parties!, party => party.OrganisationId == _kit.Newcomer);
    }

    [Fact]
    public void Every_ground_has_a_code_of_its_own_and_both_languages()
    {
        Assert.Equal(
            LegalGrounds.All.Count,
            LegalGrounds.All.Select(g => g.Code).Distinct(StringComparer.Ordinal).Count()
        );
        Assert.All(LegalGrounds.All, ground => Assert.Same(ground, LegalGrounds.Find(ground.Code)));
        Assert.All(LegalGrounds.All, ground => Assert.True(ground.Text is { Sv.Length: > 0, En.Length: > 0 }));
    }

    private static bool Is(MemberInfo member, PublicationField field) =>
        string.Equals(member.Name, field.ToString(), StringComparison.Ordinal);

    private PublicProjection Project(IReadOnlyList<FieldChoice>? choices = null, bool? sheltered = null)
    {
        var publication = Publication.Of(_kit.Agreement.Id);
        // Past the rules of choosing: what is shown must be right whatever is stored.
        typeof(Publication).GetProperty(nameof(Publication.Choices))!.SetValue(publication, choices ?? []);
        typeof(Publication).GetProperty(nameof(Publication.ChosenSheltered))!.SetValue(publication, sheltered);
        typeof(Publication)
            .GetProperty(nameof(Publication.ShelteredReason))!
            .SetValue(publication, sheltered is false ? "Ett kontor." : null);
        typeof(Publication)
            .GetProperty(nameof(Publication.ChosenOnVersion))!
            .SetValue(publication, _kit.Agreement.ContentsVersion);
        return PublicProjection.Of(publication, _kit.Agreement, _kit.Current.Contents, NoNumbers);
    }
}
