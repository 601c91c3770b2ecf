using static IopRegistry.Agreements.ActingParty;
using static IopRegistry.Agreements.AgreementAction;
using static IopRegistry.Agreements.AgreementState;

namespace IopRegistry.Agreements;

/// <summary>Where an agreement is in its life.</summary>
public enum AgreementState
{
    Proposed,
    Assessing,
    Negotiating,
    Deciding,
    Signing,
    Signed,
    Active,
    Ended,
    Declined,
    Withdrawn,
}

/// <summary>Why an agreement is ended.</summary>
public enum EndedReason
{
    /// <summary>The end date passed with no successor.</summary>
    Expired,

    /// <summary>Ended before its time: notice (uppsägning), breach, or by agreement.</summary>
    Terminated,

    /// <summary>A successor took over.</summary>
    Replaced,

    /// <summary>Signed, and given up before the first day.</summary>
    NeverStarted,
}

/// <summary>Everything that can be done to an agreement.</summary>
public enum AgreementAction
{
    Propose,
    Import,
    AcceptForAssessment,
    RecordAssessment,
    ChangeCaseOfficer,
    Decline,
    Withdraw,
    Revise,
    AddParty,
    ChangeParty,
    LeaveAgreement,
    ConfirmVersion,
    Reopen,
    RecordDecision,
    RecordLegalForce,
    Sign,
    Start,
    GiveNotice,
    RecordDialogue,
    Terminate,
    Extend,
    ConfirmExtension,
    ObjectToExtension,
    ProposeAmendment,
    ConfirmAmendment,
    DecideAmendment,
    SignAmendment,
    WithdrawAmendment,
    ApplyAmendment,
    Renew,
    End,
}

/// <summary>Who may take an action.</summary>
public enum ActingParty
{
    AnyParty,
    PublicSide,
    InitiatingSide,
    Decider,
    Clock,
}

/// <summary>One row of the lifecycle: an action, who takes it, and where it can lead from a state.</summary>
public sealed record Move(
    AgreementState From,
    AgreementAction Action,
    ActingParty By,
    IReadOnlyList<AgreementState> To
);

/// <summary>
/// The whole lifecycle as data: guards, the links in answers, the documentation and the tests all read it. What an action
/// demands beyond the state stands in the aggregate's methods.
/// </summary>
public static class AgreementLifecycle
{
    public static IReadOnlyList<Move> Moves { get; } =
    [
        new(Proposed, AcceptForAssessment, PublicSide, [Assessing]),
        new(Proposed, Decline, PublicSide, [Declined]),
        new(Proposed, Withdraw, InitiatingSide, [Withdrawn]),
        new(Proposed, Revise, AnyParty, [Proposed]),
        .. PartyChanges(Proposed),
        new(Assessing, RecordAssessment, PublicSide, [Negotiating, Declined]),
        new(Assessing, Decline, PublicSide, [Declined]),
        new(Assessing, Withdraw, InitiatingSide, [Withdrawn]),
        new(Assessing, ChangeCaseOfficer, PublicSide, [Assessing]),
        .. PartyChanges(Assessing),
        new(Negotiating, Revise, AnyParty, [Negotiating]),
        new(Negotiating, ConfirmVersion, AnyParty, [Negotiating, Deciding]),
        new(Negotiating, Decline, PublicSide, [Declined]),
        new(Negotiating, Withdraw, InitiatingSide, [Withdrawn]),
        new(Negotiating, ChangeCaseOfficer, PublicSide, [Negotiating]),
        .. PartyChanges(Negotiating),
        new(Deciding, RecordDecision, Decider, [Deciding, AgreementState.Signing, Negotiating, Declined]),
        new(Deciding, RecordLegalForce, AnyParty, [Deciding]),
        new(Deciding, ChangeParty, AnyParty, [Deciding]),
        new(Deciding, ChangeCaseOfficer, PublicSide, [Deciding]),
        new(Deciding, Reopen, AnyParty, [Negotiating]),
        new(Deciding, Decline, PublicSide, [Declined]),
        new(Deciding, Withdraw, InitiatingSide, [Withdrawn]),
        new(AgreementState.Signing, Sign, AnyParty, [AgreementState.Signing, Signed, Active]),
        new(AgreementState.Signing, RecordLegalForce, AnyParty, [AgreementState.Signing]),
        new(AgreementState.Signing, ChangeParty, AnyParty, [AgreementState.Signing]),
        new(AgreementState.Signing, ChangeCaseOfficer, PublicSide, [AgreementState.Signing]),
        new(AgreementState.Signing, Reopen, AnyParty, [Negotiating]),
        new(AgreementState.Signing, Withdraw, InitiatingSide, [Withdrawn]),
        new(Signed, Start, Clock, [Active]),
        new(Signed, RecordLegalForce, AnyParty, [Signed]),
        new(Signed, ChangeParty, AnyParty, [Signed]),
        new(Signed, ChangeCaseOfficer, PublicSide, [Signed]),
        new(Signed, RecordDialogue, AnyParty, [Signed]),
        new(Signed, Terminate, AnyParty, [Signed, Ended]),
        new(Active, RecordLegalForce, AnyParty, [Active]),
        new(Active, ChangeParty, AnyParty, [Active]),
        new(Active, ChangeCaseOfficer, PublicSide, [Active]),
        new(Active, LeaveAgreement, AnyParty, [Active]),
        new(Active, GiveNotice, AnyParty, [Active]),
        new(Active, RecordDialogue, AnyParty, [Active]),
        new(Active, Terminate, AnyParty, [Active, Ended]),
        new(Active, Extend, AnyParty, [Active]),
        new(Active, ConfirmExtension, AnyParty, [Active]),
        new(Active, ObjectToExtension, AnyParty, [Active]),
        new(Active, ProposeAmendment, AnyParty, [Active]),
        new(Active, ConfirmAmendment, AnyParty, [Active]),
        new(Active, DecideAmendment, Decider, [Active]),
        new(Active, SignAmendment, AnyParty, [Active]),
        new(Active, WithdrawAmendment, AnyParty, [Active]),
        new(Active, ApplyAmendment, Clock, [Active]),
        new(Active, Renew, AnyParty, [Active]),
        new(Active, End, Clock, [Ended]),
        new(Ended, Renew, AnyParty, [Ended]),
        new(Ended, RecordLegalForce, AnyParty, [Ended]),
    ];

    private static readonly Dictionary<(AgreementState, AgreementAction), Move> ByCell = Moves.ToDictionary(move =>
        (move.From, move.Action)
    );

    /// <summary>The move, or null where the state forbids the action.</summary>
    public static Move? Find(AgreementState from, AgreementAction action) => ByCell.GetValueOrDefault((from, action));

    public static bool IsFinal(AgreementState state) => state is Ended or Declined or Withdrawn;

    private static IEnumerable<Move> PartyChanges(AgreementState state) =>
        [
            new(state, AddParty, AnyParty, [state]),
            new(state, ChangeParty, AnyParty, [state]),
            new(state, LeaveAgreement, AnyParty, [state]),
        ];
}
