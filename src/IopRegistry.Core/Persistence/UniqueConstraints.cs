using System.Collections.Frozen;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;

namespace IopRegistry.Persistence;

/// <summary>
/// What it means when a row breaks a unique index. Two callers can pass the same check at once; the index stops the second,
/// and this table lets that caller read the same refusal as if the check had seen it. A test demands a line for every
/// unique index of the model.
/// </summary>
public static class UniqueConstraints
{
    private static readonly FrozenDictionary<string, RuleViolation> ByName = new Dictionary<string, RuleViolation>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [OrganisationConstraints.Number] = OrganisationRules.NumberTaken,
        [OrganisationConstraints.MeetingDay] = BoardMeetingRules.Taken,
        [AgreementConstraintRules.Reference] = AgreementConstraintRules.ReferenceTaken,
        [AgreementConstraintRules.ExternalKey] = AgreementConstraintRules.ExternalKeyTaken,
        [RenewalRules.OnceConstraint] = RenewalRules.AlreadyOpen,
        [FlagRules.OnceConstraint] = FlagRules.AlreadyPlanned,
        [NotificationRules.OnceConstraint] = NotificationRules.AlreadyTold,
        [WebhookRules.OnceConstraint] = WebhookRules.AlreadyQueued,
        [AccountRules.EmailConstraint] = AccountRules.EmailTaken,
        [AccountRules.LoginConstraint] = AccountRules.LoginTaken,
        [AccountRules.ChallengeConstraint] = AccountRules.PasskeyRefused,
        [AccountRules.PasskeyConstraint] = AccountRules.PasskeyTaken,
        [InvitationRules.OnceConstraint] = InvitationRules.AlreadyInvited,
        [AgreementConstraintRules.CriteriaSet] = AgreementConstraintRules.CriteriaSetAdopted,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Keys that count an agreement's own changes. Two changes of the same version give the same number, and the database may
    /// find that before it finds the changed version; it means the same: somebody else was first.
    /// </summary>
    private static readonly FrozenSet<string> CountsChanges = new[]
    {
        "PKAgreementSteps",
        "PKAgreementVersions",
        "PKAgreementParties",
        "PKTrailEntries",
        "PKTrailHeads",
        "PKPublications", // the public register, too, is written with every change
        "PKPublicAgreements",
        "PKPublicAgreementKeys",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the broken key says that somebody else changed the same thing first, however the database spells it.</summary>
    public static bool MeansChangedBySomeoneElse(string constraint) =>
        CountsChanges.Contains(constraint.Replace("_", "", StringComparison.Ordinal));

    /// <summary>The names that have a refusal.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The refusals, for the catalogue of problems.</summary>
    public static IEnumerable<RuleViolation> Violations => ByName.Values;

    public static RuleViolation? Find(string constraint) => ByName.GetValueOrDefault(constraint);
}
