using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>
/// One step in an agreement's life: what everybody sees in the timeline, and what the trail, the outbox and webhooks are
/// fed from. Steps in order replay to the agreement's state.
/// </summary>
public sealed class AgreementStep : IDomainEvent
{
    public const int ReasonMaxLength = 4_000;

    public required Guid AgreementId { get; init; }

    /// <summary>The agreement's version after the step; 1, 2, 3 … without gaps.</summary>
    public required int Sequence { get; init; }

    public required AgreementAction Action { get; init; }

    /// <summary>Null for the first step.</summary>
    public AgreementState? FromState { get; init; }

    public required AgreementState ToState { get; init; }

    public EndedReason? EndedReason { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>Empty for the clock.</summary>
    public required Guid OrganisationId { get; init; }

    public Guid? PartyId { get; init; }

    /// <summary>The version of the contents that the step is about.</summary>
    public required int ContentsVersion { get; init; }

    /// <summary>The Swedish day the step counts from; before the day it was recorded when the clock was late.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>True when the clock could not run on the day, for instance during downtime.</summary>
    public bool Late { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
