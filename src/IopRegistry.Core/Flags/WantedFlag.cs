using IopRegistry.SharedKernel;

namespace IopRegistry.Flags;

/// <summary>A flag that the agreement's present data call for.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="TargetDate">The date that it is about.</param>
/// <param name="DueOn">The first day on which it is raised.</param>
/// <param name="Inputs">What its explanation is made from.</param>
/// <param name="ClosesOn">The first day on which it no longer means anything by itself.</param>
/// <param name="PartyId">The party it concerns.</param>
/// <param name="Stage">Days before the target, for a kind that warns more than once.</param>
public sealed record WantedFlag(
    FlagKind Kind,
    DateOnly TargetDate,
    DateOnly DueOn,
    IReadOnlyList<DateInput> Inputs,
    DateOnly? ClosesOn = null,
    Guid PartyId = default,
    int Stage = 0
)
{
    public (FlagKind, DateOnly, Guid, int) Key => (Kind, TargetDate, PartyId, Stage);
}
