using System.Collections.Frozen;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;

namespace IopRegistry.Openness;

/// <summary>
/// What of an agreement is public. What the law forbids goes before what somebody chose, and that goes before the standard.
/// Pure: the register, its preview and the tests ask the same.
/// </summary>
public static class PublicationPolicy
{
    /// <summary>Grows when the standard changes or something new is published; the job then works the register out anew.</summary>
    public const int RulesVersion = 1;

    public static IReadOnlyList<PublicationField> Fields { get; } = Enum.GetValues<PublicationField>();

    /// <summary>Fields that are not listed are public when nobody has chosen.</summary>
    private static readonly FrozenDictionary<PublicationField, LegalGround> Standard = new Dictionary<
        PublicationField,
        LegalGround
    >
    {
        [PublicationField.Commitments] = LegalGrounds.NotReviewed,
        [PublicationField.QualityTerms] = LegalGrounds.NotReviewed,
        [PublicationField.FollowUp] = LegalGrounds.NotReviewed,
        [PublicationField.Text] = LegalGrounds.NotReviewed,
        [PublicationField.Premises] = LegalGrounds.NotReviewed,
        [PublicationField.CaseOfficer] = LegalGrounds.NoGroundToPublishPersons,
        [PublicationField.Signatories] = LegalGrounds.NoGroundToPublishPersons,
    }.ToFrozenDictionary();

    /// <summary>What is withheld besides when the agreement is about sheltered housing.</summary>
    private static readonly FrozenDictionary<PublicationField, LegalGround> Sheltered = new Dictionary<
        PublicationField,
        LegalGround
    >
    {
        [PublicationField.Municipality] = LegalGrounds.PersecutedPersons,
        [PublicationField.Premises] = LegalGrounds.PersecutedPersons,
        [PublicationField.Purpose] = LegalGrounds.SocialServices,
        [PublicationField.SharedChallenge] = LegalGrounds.SocialServices,
        [PublicationField.TargetGroup] = LegalGrounds.SocialServices,
        [PublicationField.Summary] = LegalGrounds.SocialServices,
        [PublicationField.Commitments] = LegalGrounds.SocialServices,
        [PublicationField.QualityTerms] = LegalGrounds.SocialServices,
        [PublicationField.FollowUp] = LegalGrounds.SocialServices,
        [PublicationField.Text] = LegalGrounds.SocialServices,
        [PublicationField.Signatories] = LegalGrounds.PersecutedPersons,
    }.ToFrozenDictionary();

    /// <summary>Whether somebody has to have read the field before it is public, in any agreement or in one about sheltered housing.</summary>
    public static bool IsWithheldByStandard(PublicationField field) =>
        Standard.ContainsKey(field) || Sheltered.ContainsKey(field);

    /// <summary>Addresses of sheltered housing: nobody can make them public.</summary>
    public static bool IsNeverPublic(PublicationField field, bool sheltered) =>
        sheltered && field == PublicationField.Premises;

    /// <summary>Whether what is written looks like an agreement about sheltered housing, which then holds until somebody says no.</summary>
    public static bool LooksSheltered(Agreement agreement, Contents contents)
    {
        var (agreed, written) = (agreement.Description, contents.Description);
        return SensitiveText.LooksSheltered([
            agreement.Title,
            .. new[] { agreed, written }.SelectMany(d =>
                new[]
                {
                    d.Title,
                    d.SharedChallenge,
                    d.Purpose,
                    d.TargetGroup,
                    d.Inclusions,
                    d.Exclusions,
                    d.AddedValue,
                    d.PlainLanguageSummary,
                    d.Basis,
                }
            ),
            .. agreement.Parties.Select(party => party.Name),
            .. contents.Commitments.Select(commitment => commitment.Statement),
            .. contents.Text.SelectMany(clause => new[] { clause.Title, clause.Body }),
        ]);
    }

    /// <summary>The level of every field, and why.</summary>
    public static IReadOnlyList<FieldLevel> LevelsOf(
        IReadOnlyList<FieldChoice> choices,
        bool sheltered,
        PublicContents everything
    ) => [.. Fields.Select(field => LevelOf(field, choices, sheltered, everything))];

    private static FieldLevel LevelOf(
        PublicationField field,
        IReadOnlyList<FieldChoice> choices,
        bool sheltered,
        PublicContents everything
    )
    {
        if (IsNeverPublic(field, sheltered))
        {
            return new FieldLevel(field, LevelSource.Shelter, Sheltered[field]);
        }

        var choice = choices.FirstOrDefault(chosen => chosen.Field == field);
        if (choice is { Level: PublicationLevel.Withheld })
        {
            return new FieldLevel(field, LevelSource.Chosen, LegalGrounds.Of(choice.Ground!));
        }

        if (choice is null && sheltered && Sheltered.TryGetValue(field, out var shelter))
        {
            return new FieldLevel(field, LevelSource.Shelter, shelter);
        }

        if (choice is null && Standard.TryGetValue(field, out var standard))
        {
            return new FieldLevel(field, LevelSource.Standard, standard);
        }

        if (InTheWay(everything.TextsOf(field), sheltered, chosen: choice is not null) is { } ground)
        {
            return new FieldLevel(field, LevelSource.Contents, ground);
        }

        return new FieldLevel(field, choice is null ? LevelSource.Standard : LevelSource.Chosen, null);
    }

    /// <summary>A functional address may be published by choice; a personal identity number or a shelter's address never is.</summary>
    private static LegalGround? InTheWay(IEnumerable<string> texts, bool sheltered, bool chosen)
    {
        foreach (var text in texts)
        {
            if (sheltered && SensitiveText.HasAddress(text))
            {
                return LegalGrounds.PersecutedPersons;
            }

            if (SensitiveText.HasPersonalIdentityNumber(text) || (!chosen && SensitiveText.HasContactDetails(text)))
            {
                return LegalGrounds.NoGroundToPublishPersons;
            }
        }

        return null;
    }
}
