using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Who handles the agreement on the public side.</summary>
public sealed record Handling(
    Guid OrganisationId,
    Guid BoardId,
    string BoardName,
    Guid CaseOfficerId,
    string CaseOfficer
);

/// <summary>
/// A party's yes to one version. <paramref name="Round"/> tells apart what was said before and after a reopening; only
/// the present round counts, and nothing is ever erased.
/// </summary>
public sealed record Confirmation(
    Guid PartyId,
    int ContentsVersion,
    int Round,
    Guid UserId,
    DateTimeOffset ConfirmedAt
);

/// <summary>Who decided.</summary>
public enum DecisionKind
{
    Board,
    Committee,

    /// <summary>By an official under a delegation; refers to it.</summary>
    Delegated,
}

/// <summary>Where an agreement goes when a decider says no.</summary>
public enum AfterNo
{
    Negotiate,
    Decline,
}

/// <summary>
/// A decision (beslut). It may be appealed (laglighetsprövning) within three weeks of being announced on the notice board.
/// </summary>
/// <param name="Id">The decision.</param>
/// <param name="PartyId">The decider.</param>
/// <param name="Approved">Yes or no.</param>
/// <param name="Kind">Board, committee or delegated.</param>
/// <param name="Body">Who decided, such as socialnämnden.</param>
/// <param name="Date">The day it was decided.</param>
/// <param name="Paragraph">Paragraph of the minutes, such as § 42.</param>
/// <param name="RegistryNumber">Diarienummer.</param>
/// <param name="DelegationReference">The delegation, for a delegated decision.</param>
/// <param name="Reason">Compulsory for a no.</param>
/// <param name="ContentsVersion">The version decided on.</param>
/// <param name="Round">See <see cref="Confirmation"/>.</param>
/// <param name="AnnouncedOn">When the minutes were announced (anslag).</param>
/// <param name="AppealedOn">When it was appealed, if it was.</param>
/// <param name="AppealOutcome">What the court said, in words.</param>
/// <param name="Annulled">True when the court set it aside.</param>
public sealed record Decision(
    Guid Id,
    Guid PartyId,
    bool Approved,
    DecisionKind Kind,
    string Body,
    DateOnly Date,
    string? Paragraph,
    string? RegistryNumber,
    string? DelegationReference,
    string? Reason,
    int ContentsVersion,
    int Round,
    DateOnly? AnnouncedOn = null,
    DateOnly? AppealedOn = null,
    string? AppealOutcome = null,
    bool Annulled = false
)
{
    /// <summary>Kommunallagen 13 kap. 5 §: three weeks from the announcement.</summary>
    public const int AppealWeeks = 3;

    /// <summary>
    /// Last day to appeal; null until it has been announced. One that falls on a day off is moved to the next working day
    /// (lag 1930:173 om beräkning av lagstadgad tid, 2 §).
    /// </summary>
    public DateOnly? AppealableUntil =>
        AnnouncedOn is { } announced
            ? SwedishCalendar.AddWorkingDays(announced.AddDays((7 * AppealWeeks) - 1), 1)
            : null;

    /// <summary>The appeal window has closed without an appeal, or the appeal failed.</summary>
    public bool IsInForce(DateOnly today) =>
        !Annulled && AppealableUntil < today && (AppealedOn is null || AppealOutcome is not null);
}

/// <summary>A person who signed, with the right it was done by.</summary>
public sealed record Signatory(Guid SigningRightId, string Name, string Title);

/// <summary>A party's signature (undertecknande).</summary>
public sealed record Signature(
    Guid PartyId,
    int ContentsVersion,
    string ContentHash,
    IReadOnlyList<Signatory> Signatories,
    DateOnly SignedOn,
    int Round,
    Guid UserId,
    DateTimeOffset RecordedAt
);

/// <summary>What a notice or a parting means for people; compulsory, so that nobody ends an agreement unknowingly.</summary>
/// <param name="Staff">Jobs.</param>
/// <param name="Users">People who use what the partnership does.</param>
/// <param name="Premises">Rooms and leases.</param>
public sealed record Consequences(string Staff, string Users, string Premises);

/// <summary>One party's notice (uppsägning).</summary>
public sealed record Notice(
    Guid PartyId,
    DateOnly GivenOn,
    int Months,
    DateOnly LastDay,
    string Reason,
    Consequences Consequences
);

/// <summary>A joint dialogue that both sides took part in.</summary>
public sealed record Dialogue(DateOnly HeldOn, string Summary, IReadOnlyList<Guid> PartyIds);

/// <summary>Why an agreement is ended before its time.</summary>
public enum TerminationKind
{
    Breach,
    ByAgreement,
}

/// <summary>A termination. By agreement it is complete when every party has consented.</summary>
public sealed record Termination(
    TerminationKind Kind,
    string Reason,
    Guid ProposedBy,
    IReadOnlyList<Guid> ConsentedBy,
    DateOnly ProposedOn,
    DateTimeOffset Since
);

/// <summary>A party's yes to an extension, with its own decision.</summary>
public sealed record ExtensionConsent(Guid PartyId, string? DecisionReference, DateOnly DecidedOn);

/// <summary>One use of the extension clause.</summary>
/// <param name="Number">1, 2, … never above the clause's most times.</param>
/// <param name="Kind">Automatic or option.</param>
/// <param name="NewEnd">Last day after it.</param>
/// <param name="Consents">Option: who has said yes. Automatic: who has confirmed.</param>
/// <param name="EffectiveOn">The day it took effect; null while it waits for a party.</param>
/// <param name="AgreedEnd">The end in the text that it is counted from; one counted from an earlier text no longer moves the end.</param>
/// <param name="Months">How long it is.</param>
/// <param name="Since">When the first party spoke, or the clock did.</param>
/// <param name="ObjectedBy">Automatic: the party that stopped it.</param>
public sealed record Extension(
    int Number,
    ExtensionKind Kind,
    DateOnly NewEnd,
    IReadOnlyList<ExtensionConsent> Consents,
    DateOnly? EffectiveOn,
    DateOnly AgreedEnd,
    int Months,
    DateTimeOffset Since,
    Guid? ObjectedBy = null
);

/// <summary>The unbroken row of agreements that this one continues.</summary>
/// <param name="PredecessorId">The agreement before.</param>
/// <param name="PredecessorReference">Its reference.</param>
/// <param name="PredecessorEnd">Its last day, as far as known.</param>
/// <param name="Start">First day of the unbroken chain before this agreement.</param>
/// <param name="Links">Agreements before this one.</param>
/// <param name="OneYearLinks">One-year agreements in a row directly before this one.</param>
public sealed record ChainBefore(
    Guid PredecessorId,
    string PredecessorReference,
    DateOnly? PredecessorEnd,
    DateOnly? Start,
    int Links,
    int OneYearLinks
);

/// <summary>The agreement that continues this one.</summary>
/// <param name="AgreementId">It.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Start">Its first day, as far as known.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="EndedReason">Why it has ended in its turn; tells one that had its time from one that never started.</param>
public sealed record Successor(
    Guid AgreementId,
    string Reference,
    DateOnly? Start,
    AgreementState State,
    EndedReason? EndedReason = null
)
{
    /// <summary>Signed, in force or, since then, over; a signed one that was given up before its first day is none of them.</summary>
    internal bool IsMade =>
        State is AgreementState.Signed or AgreementState.Active
        || (State == AgreementState.Ended && EndedReason != Agreements.EndedReason.NeverStarted);

    /// <summary>Declined, withdrawn, or given up before its first day: nothing follows by it, and another may be made.</summary>
    public bool IsGivenUp() =>
        State is AgreementState.Declined or AgreementState.Withdrawn
        || (State == AgreementState.Ended && EndedReason == Agreements.EndedReason.NeverStarted);
}

/// <summary>Why an agreement was not made: a "no" is a decision with a reason, never a deletion.</summary>
public sealed record Closing(
    string ReasonCode,
    string Text,
    string? DecisionReference,
    Guid OrganisationId,
    DateOnly ClosedOn
);

/// <summary>Where an imported agreement comes from, with everything the source says that has no field of its own.</summary>
/// <param name="ExternalKey">The source's own key; importing it again changes nothing.</param>
/// <param name="RecordClass">What the source knows: agreement, proposal, title only.</param>
/// <param name="SourceUrl">Where it was read.</param>
/// <param name="SourceKind">What kind of source it is.</param>
/// <param name="Decision">The decision in the source's words.</param>
/// <param name="FollowUp">Follow-up in the source's words.</param>
/// <param name="StatusNote">What the source says of its status.</param>
/// <param name="Remarks">What is unusual about it.</param>
/// <param name="Hash">Over the imported row, to see whether it has changed.</param>
/// <param name="AtVersion">The agreement's version when it was imported; a higher one has been touched here since.</param>
public sealed record ImportSource(
    string ExternalKey,
    string? RecordClass,
    string? SourceUrl,
    string? SourceKind,
    string? Decision,
    string? FollowUp,
    string? StatusNote,
    string? Remarks,
    string Hash,
    int AtVersion = 0
);

/// <summary>A change of an agreement in force (ändring), with a small lifecycle of its own.</summary>
public sealed record Amendment(
    Guid Id,
    int Number,
    AmendmentState State,
    int ContentsVersion,
    string ContentHash,
    IReadOnlyList<ContentsPart> ChangedParts,
    DateOnly EffectiveOn,
    string Reason,
    Guid ProposedBy,
    DateTimeOffset Since,
    IReadOnlyList<Confirmation> Confirmations,
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<Signature> Signatures
)
{
    public bool IsOpen =>
        State
            is AmendmentState.Confirming
                or AmendmentState.Deciding
                or AmendmentState.Signing
                or AmendmentState.Agreed;
}

/// <summary>Confirmed by all, decided by the deciders, signed by all, in force on its day.</summary>
public enum AmendmentState
{
    Confirming,
    Deciding,
    Signing,

    /// <summary>Signed by all; waits for its day.</summary>
    Agreed,
    InForce,
    Withdrawn,
}
