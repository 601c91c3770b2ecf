namespace IopRegistry.Openness;

/// <summary>
/// What of an agreement is public or withheld on its own. Reference, state and the reason for an end are always public: that
/// a signed agreement exists is no secret, and nobody can ask for what cannot be named.
/// </summary>
public enum PublicationField
{
    Title,

    /// <summary>Names, organisation numbers and roles.</summary>
    Parties,
    County,

    /// <summary>Of the public parties; more exact than the county.</summary>
    Municipality,

    /// <summary>From when to when, notice and extension.</summary>
    Term,

    /// <summary>Who decided and when, with registry numbers (diarienummer).</summary>
    Decisions,

    /// <summary>Sums per year.</summary>
    Financing,
    Purpose,
    SharedChallenge,
    TargetGroup,
    Summary,

    /// <summary>Promises in their own words.</summary>
    Commitments,
    QualityTerms,
    FollowUp,

    /// <summary>The clauses of the agreement.</summary>
    Text,

    /// <summary>Rooms and addresses.</summary>
    Premises,

    /// <summary>The person who handles the agreement.</summary>
    CaseOfficer,

    /// <summary>The persons who signed.</summary>
    Signatories,
}

/// <summary>Whether everybody may read it.</summary>
public enum PublicationLevel
{
    Public,
    Withheld,
}

/// <summary>Why a field has the level it has.</summary>
public enum LevelSource
{
    /// <summary>Nobody has chosen.</summary>
    Standard,

    /// <summary>The legal role chose.</summary>
    Chosen,

    /// <summary>The agreement is about sheltered housing.</summary>
    Shelter,

    /// <summary>What is written holds an address, a personal identity number or a person's contact details.</summary>
    Contents,
}

/// <summary>What somebody chose for a field.</summary>
/// <param name="Field">What.</param>
/// <param name="Level">Public or withheld.</param>
/// <param name="Ground">Code of the legal ground; only for what is withheld.</param>
public sealed record FieldChoice(PublicationField Field, PublicationLevel Level, string? Ground = null);

/// <summary>The level that holds for a field, and why.</summary>
public sealed record FieldLevel(PublicationField Field, LevelSource Source, LegalGround? Ground)
{
    public PublicationLevel Level => Ground is null ? PublicationLevel.Public : PublicationLevel.Withheld;
}
