using IopRegistry.Openness;
using IopRegistry.SharedKernel;
using IopRegistry.UnitTests.Agreements;

namespace IopRegistry.UnitTests.Openness;

/// <summary>Who chooses what is public, and what cannot be chosen.</summary>
public sealed class PublicationTests
{
    private readonly AgreementKit _kit = new AgreementKit().Active();
    private readonly Publication _publication = Publication.Of(Guid.CreateVersion7());

    private static readonly FieldChoice Open = new(PublicationField.CaseOfficer, PublicationLevel.Public);

    [Fact]
    public void The_public_side_chooses()
    {
        Publication.RequirePublicParty(_kit.Agreement, _kit.By(_kit.Kommun));
        Assert.Equal("wrong-side", CodeOf(() => Publication.RequirePublicParty(_kit.Agreement, _kit.By(_kit.Help))));
        Assert.Equal(
            "not-your-party",
            CodeOf(() => Publication.RequirePublicParty(_kit.Agreement, _kit.By(_kit.Stranger)))
        );
    }

    [Fact]
    public void A_choice_is_kept_with_who_made_it()
    {
        Choose([Open]);

        Assert.Equal((1, Open), (_publication.Version, _publication.Choices.Single()));
        Assert.Equal(_kit.Kommun, _publication.ChangedForOrganisationId);
        Choose([]);
        Assert.Equal(2, _publication.Version);
        Assert.Empty(_publication.Choices);
    }

    [Fact]
    public void What_breaks_a_rule_changes_nothing()
    {
        Assert.Equal("publication-field-twice", CodeOf(() => Choose([Open, Open])));
        Assert.Equal(
            "publication-ground-missing",
            CodeOf(() => Choose([Open with { Level = PublicationLevel.Withheld }]))
        );
        Assert.Equal("publication-ground-of-public", CodeOf(() => Choose([Open with { Ground = "osl-26-1" }])));
        Assert.Equal(
            "publication-ground-unknown",
            CodeOf(() => Choose([new(PublicationField.Title, PublicationLevel.Withheld, "osl-99-9")]))
        );
        Assert.Equal(0, _publication.Version);
    }

    [Fact]
    public void A_shelters_address_cannot_be_made_public()
    {
        FieldChoice premises = new(PublicationField.Premises, PublicationLevel.Public);

        Assert.Equal("publication-shelter-address", CodeOf(() => Choose([premises], sheltered: true)));
        Assert.Equal("publication-shelter-address", CodeOf(() => Choose([premises], suspected: true)));
        Assert.Equal(
            "publication-shelter-reason-missing",
            CodeOf(() => Choose([premises], sheltered: false, suspected: true))
        );
        Choose([premises], sheltered: false, reason: "Jouren har bara ett kontor.", suspected: true);
        Assert.Equal("Jouren har bara ett kontor.", _publication.ShelteredReason);
    }

    [Fact]
    public void What_was_chosen_holds_for_what_was_read()
    {
        FieldChoice[] choices =
        [
            new(PublicationField.Text, PublicationLevel.Public, null),
            new(PublicationField.Title, PublicationLevel.Public, null),
            new(PublicationField.Term, PublicationLevel.Withheld, LegalGrounds.All[0].Code),
        ];
        Choose(choices);

        Assert.Equal(3, _publication.ChoicesFor(1).Count);
        Assert.Equal(
            [PublicationField.Title, PublicationField.Term],
            _publication.ChoicesFor(2).Select(choice => choice.Field).Order()
        );
    }

    [Fact]
    public void A_no_without_a_reason_does_not_hold_against_what_is_written_later()
    {
        Choose([], sheltered: false);
        Assert.False(_publication.IsSheltered(suspected: false));
        Assert.True(_publication.IsSheltered(suspected: true));

        Choose([], sheltered: false, reason: "Jouren har bara ett kontor.", suspected: true);
        Assert.False(_publication.IsSheltered(suspected: true));
    }

    private void Choose(
        IReadOnlyList<FieldChoice> choices,
        bool? sheltered = null,
        string? reason = null,
        bool suspected = false
    ) => _publication.Choose(sheltered, reason, choices, suspected, contentsVersion: 1, _kit.By(_kit.Kommun));

    private static string CodeOf(Action refused) => Assert.Throws<RuleViolationException>(refused).Violation.Code;
}
