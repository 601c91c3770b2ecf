using IopRegistry.Agreements;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>
/// What of an agreement has been chosen to be public or withheld. It comes into being with the first choice, or when the
/// agreement enters the register with nothing chosen.
/// </summary>
public sealed class Publication
{
    public const int ReasonMaxLength = 1_000;

    /// <summary>When a new entry was asked for; only while it is written.</summary>
    private DateTimeOffset? _askedAt;

    private Publication() { }

    public Guid AgreementId { get; private init; }

    /// <summary>Grows with every choice; shown to clients as ETag.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// Grows with every choice and with every change of the signed agreement. Both write the register, each from what the
    /// other said last; whoever is second of two at once must find that out and begin anew, or what was just withheld
    /// would be public again.
    /// </summary>
    public int Stamp { get; private set; }

    /// <summary>The rules that the register was last written by; 0 when it must be written anew.</summary>
    public int RulesVersion { get; private set; }

    /// <summary>Whether somebody has said that it is about sheltered housing, or that it is not.</summary>
    public bool? ChosenSheltered { get; private set; }

    public string? ShelteredReason { get; private set; }

    public IReadOnlyList<FieldChoice> Choices { get; private set; } = [];

    public Guid? ChangedBy { get; private set; }

    public Guid? ChangedForOrganisationId { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>What is in the register; null while the agreement is not signed.</summary>
    public PublicAgreement? Entry { get; private set; }

    /// <summary>The version of the contents that the choices were made on.</summary>
    public int ChosenOnVersion { get; private set; }

    /// <summary>
    /// A no that nobody gave a reason for was said before anything looked like sheltered housing, and does not hold against
    /// what has been written since.
    /// </summary>
    public bool IsSheltered(bool suspected) =>
        ChosenSheltered is false && suspected && ShelteredReason is null ? true : ChosenSheltered ?? suspected;

    /// <summary>
    /// What was withheld stays so. What was made public against the standard was so for the text that somebody had read, and
    /// has to be chosen again for another.
    /// </summary>
    public IReadOnlyList<FieldChoice> ChoicesFor(int contentsVersion) =>
        contentsVersion == ChosenOnVersion
            ? Choices
            :
            [
                .. Choices.Where(choice =>
                    choice.Level == PublicationLevel.Withheld || !PublicationPolicy.IsWithheldByStandard(choice.Field)
                ),
            ];

    public static Publication Of(Guid agreementId) => new() { AgreementId = agreementId };

    /// <summary>Only the public side answers for what is public; the other parties read it.</summary>
    public static void RequirePublicParty(Agreement agreement, Actor by)
    {
        var own = agreement.OwnParties(by.OrganisationId, by.Today).ToList();
        Require(own.Count > 0, AgreementRules.NotYourParty);
        Require(own.Exists(party => party.Side == Side.Public), AgreementRules.WrongSide);
    }

    /// <summary>States every choice anew; a field that is not named has its standard.</summary>
    /// <param name="sheltered">Whether it is about sheltered housing; null lets what is written decide.</param>
    /// <param name="shelteredReason">Why not, where it looks like it.</param>
    /// <param name="choices">Per field.</param>
    /// <param name="suspected">Whether it looks like it.</param>
    /// <param name="contentsVersion">The version that was read.</param>
    /// <param name="by">Who chooses.</param>
    public void Choose(
        bool? sheltered,
        string? shelteredReason,
        IReadOnlyList<FieldChoice> choices,
        bool suspected,
        int contentsVersion,
        Actor by
    )
    {
        Require(
            sheltered is not false || !suspected || !string.IsNullOrWhiteSpace(shelteredReason),
            PublicationRules.ShelterReasonMissing
        );
        HashSet<PublicationField> named = [];
        for (var i = 0; i < choices.Count; i++)
        {
            var (field, level, ground) = choices[i];
            Require(named.Add(field), PublicationRules.FieldTwice(i));
            if (level == PublicationLevel.Public)
            {
                Require(ground is null, PublicationRules.GroundOfPublic(i));
                Require(
                    !PublicationPolicy.IsNeverPublic(field, sheltered ?? suspected),
                    PublicationRules.ShelterAddress(i)
                );
            }
            else
            {
                Require(ground is not null, PublicationRules.GroundMissing(i));
                Require(LegalGrounds.Find(ground!) is not null, PublicationRules.GroundUnknown(i));
            }
        }

        (ChosenSheltered, ChosenOnVersion) = (sheltered, contentsVersion);
        ShelteredReason = string.IsNullOrWhiteSpace(shelteredReason) ? null : shelteredReason.Trim();
        Choices = [.. choices.OrderBy(choice => choice.Field)];
        (ChangedBy, ChangedForOrganisationId, ChangedAt) = (by.UserId, by.OrganisationId, by.At);
        Version++;
    }

    /// <summary>Writes the register's entry from what stands now; null takes it out.</summary>
    public void Publish(Agreement agreement, PublicProjection? projection, DateTimeOffset at)
    {
        Stamp++;
        RulesVersion = PublicationPolicy.RulesVersion;
        if (projection is null)
        {
            Entry = null;
            return;
        }

        Entry ??= PublicAgreement.Of(agreement);
        Entry.Write(agreement, projection.Shown, _askedAt > at ? _askedAt.Value : at);
    }

    /// <summary>Something that the entry shows has changed elsewhere; the job writes it anew.</summary>
    public void AskForNewEntry(DateTimeOffset? at = null)
    {
        Stamp++;
        RulesVersion = 0;
        _askedAt = at;
    }

    private static void Require(bool condition, RuleViolation otherwise)
    {
        if (!condition)
        {
            throw new RuleViolationException(otherwise);
        }
    }
}
