using System.Collections.Frozen;
using IopRegistry.Agreements;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.Organisations;

namespace IopRegistry.Notifications;

/// <summary>
/// Who in an organisation is told what: one table. Readers and auditors look when they want to. Where nobody has a role that
/// should be told, everybody who works with agreements is: a warning that reaches no one is none.
/// </summary>
public static class Audience
{
    /// <summary>Those who handle agreements are told everything.</summary>
    private static readonly Role[] Handling = [Role.CaseOfficer, Role.Legal];

    /// <summary>What an organisation that has not divided its work yet has.</summary>
    private static readonly Role[] Otherwise = [Role.Admin, Role.Signatory, Role.Registrar, Role.Finance];

    private static readonly FrozenDictionary<FlagKind, Role[]> AlsoForFlags = new Dictionary<FlagKind, Role[]>
    {
        [FlagKind.DecisionDue] = [Role.Registrar],
        [FlagKind.DecisionNotInForce] = [Role.Registrar],
        [FlagKind.DecidedAfterStart] = [Role.Registrar],
        [FlagKind.EndUnknown] = [Role.Registrar],
        [FlagKind.SignatureDue] = [Role.Signatory],
        [FlagKind.SignatoryExpired] = [Role.Signatory, Role.Admin],
        [FlagKind.ContactMissing] = [Role.Admin],
        [FlagKind.MoneyNotSecured] = [Role.Finance],
        [FlagKind.InstalmentDue] = [Role.Finance],
        [FlagKind.PaymentLate] = [Role.Finance],
        [FlagKind.AidHeadroomLow] = [Role.Finance],
        [FlagKind.AidRegistrationDue] = [Role.Finance],
        [FlagKind.Expired] = [Role.Finance],
        [FlagKind.Gap] = [Role.Finance],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<AgreementAction, Role[]> AlsoForSteps = new Dictionary<
        AgreementAction,
        Role[]
    >
    {
        [AgreementAction.RecordDecision] = [Role.Registrar, Role.Signatory],
        [AgreementAction.RecordLegalForce] = [Role.Registrar],
        [AgreementAction.Sign] = [Role.Registrar, Role.Signatory],
        [AgreementAction.SignAmendment] = [Role.Registrar, Role.Signatory],
        [AgreementAction.DecideAmendment] = [Role.Registrar, Role.Signatory],
        [AgreementAction.GiveNotice] = [Role.Registrar, Role.Finance, Role.Signatory],
        [AgreementAction.Terminate] = [Role.Registrar, Role.Finance, Role.Signatory],
        [AgreementAction.LeaveAgreement] = [Role.Registrar, Role.Finance, Role.Signatory],
        [AgreementAction.Start] = [Role.Registrar, Role.Finance],
        [AgreementAction.End] = [Role.Registrar, Role.Finance],
        [AgreementAction.Extend] = [Role.Registrar, Role.Finance],
    }.ToFrozenDictionary();

    public static IReadOnlyList<Role> ForFlag(FlagKind kind) =>
        [.. Handling, .. AlsoForFlags.GetValueOrDefault(kind, [])];

    public static IReadOnlyList<Role> ForStep(AgreementAction action) =>
        [.. Handling, .. AlsoForSteps.GetValueOrDefault(action, [])];

    public static IReadOnlyList<Role> ForRenewals { get; } = [.. Handling, Role.Finance];

    public static IReadOnlyList<Role> ForEscalations { get; } = [.. Handling, Role.Signatory];

    public static IReadOnlyList<Role> ForConnections { get; } = [Role.Admin];

    /// <summary>Those of an organisation's people who are told.</summary>
    public static IEnumerable<T> Among<T>(
        IReadOnlyCollection<T> people,
        IReadOnlyList<Role> roles,
        Func<T, IReadOnlyList<Role>> rolesOf
    ) =>
        people.Any(person => rolesOf(person).Any(roles.Contains))
            ? people.Where(person => rolesOf(person).Any(roles.Contains))
            : people.Where(person => rolesOf(person).Any(Otherwise.Contains));

    public static bool Concerns(FlagAudience audience, Side side) =>
        audience switch
        {
            FlagAudience.Both => true,
            FlagAudience.PublicSide => side == Side.Public,
            FlagAudience.CivilSide => side == Side.Civil,
        };

    /// <summary>
    /// The contact persons of a side that a step of the escalation goes to: the party's own board first, then the
    /// organisation's, then whoever else can be reached. Empty only where no contact has an address.
    /// </summary>
    public static IReadOnlyList<Contact> Escalated(
        IEnumerable<Contact> contacts,
        Side side,
        int level,
        IReadOnlyCollection<Guid> boards,
        DateOnly today
    )
    {
        var reachable = contacts.Where(contact => contact.Email is not null && contact.IsValidOn(today)).ToList();
        ContactRole[] wanted = (side, level) switch
        {
            (Side.Civil, _) => [ContactRole.Contact, ContactRole.CaseOfficer],
            (_, 1) => [ContactRole.HeadOfUnit, ContactRole.BoardSecretary],
            _ => [ContactRole.BoardSecretary, ContactRole.HeadOfUnit],
        };
        foreach (var role in wanted.Append(ContactRole.Registrar).Append(ContactRole.Contact).Distinct())
        {
            var inRole = reachable.Where(contact => contact.Role == role).ToList();
            var own = inRole.Where(contact => contact.UnitId is { } unit && boards.Contains(unit)).ToList();
            if ((own.Count > 0 ? own : inRole) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return reachable;
    }
}
