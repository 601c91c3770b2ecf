using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Renewals;

public enum DossierState
{
    /// <summary>What comes next is prepared.</summary>
    Open,

    /// <summary>It is decided what comes next.</summary>
    Decided,

    /// <summary>The end has moved, come or been taken over.</summary>
    Closed,
}

/// <summary>What happens at the end.</summary>
public enum OutcomeKind
{
    /// <summary>By the extension clause.</summary>
    Extend,

    /// <summary>By a successor, which deciding seeds.</summary>
    Renew,

    /// <summary>By a successor with other terms, which deciding seeds.</summary>
    Renegotiate,

    /// <summary>Nothing follows; there is a plan for winding down.</summary>
    LetEnd,
}

/// <summary>What is done before a decision, so that it is made on something.</summary>
public enum ChecklistItem
{
    FollowUp,
    NeedsReviewed,
    FinancingPrepared,
    TextReviewed,
    StaffAndPremisesConsidered,
    BoardPaperWritten,
}

/// <summary>What a party wants; a later one takes the earlier one's place in what counts, and both stay readable.</summary>
public sealed record Standpoint(
    Guid PartyId,
    string PartyName,
    Side Side,
    OutcomeKind Wish,
    string? Comment,
    Guid UserId,
    DateTimeOffset At
);

public sealed record CheckedItem(ChecklistItem Item, Guid PartyId, string? Note, Guid UserId, DateTimeOffset At);

/// <summary>What was decided.</summary>
/// <param name="Kind">What happens at the end.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecisionReference">The public party's decision.</param>
/// <param name="DecidedOn">The day.</param>
/// <param name="PartyId">Who recorded it.</param>
/// <param name="WindDownPlan">What becomes of users, staff, premises and data; when it is let end.</param>
/// <param name="SuccessorId">The agreement that follows.</param>
/// <param name="UserId">The person.</param>
/// <param name="At">When it was recorded.</param>
public sealed record Outcome(
    OutcomeKind Kind,
    string Reason,
    string? DecisionReference,
    DateOnly DecidedOn,
    Guid PartyId,
    string? WindDownPlan,
    Guid? SuccessorId,
    Guid UserId,
    DateTimeOffset At
);

/// <summary>Something to do before the end when nothing follows.</summary>
public sealed record WindDownTask(Guid Id, string Title, Guid ResponsiblePartyId, DateOnly DueOn, DateOnly? DoneOn);

public sealed record RenewalDossierChanged(Guid DossierId, Guid UserId, DateTimeOffset OccurredAt) : IDomainEvent;
