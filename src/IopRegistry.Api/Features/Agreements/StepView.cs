using IopRegistry.Agreements;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>One step in an agreement's life.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps.</param>
/// <param name="Action">What was done.</param>
/// <param name="FromState">State before; absent for the first step.</param>
/// <param name="ToState">State after.</param>
/// <param name="EndedReason">Why it ended, when it did.</param>
/// <param name="UserId">Who did it; the clock has an id of its own.</param>
/// <param name="OrganisationId">For which organisation; absent for the clock.</param>
/// <param name="PartyId">For which party.</param>
/// <param name="PartyName">Its name.</param>
/// <param name="ContentsVersion">The version it is about.</param>
/// <param name="EffectiveOn">The Swedish day it counts from.</param>
/// <param name="Late">True when the clock could not run on the day.</param>
/// <param name="Reason">Why.</param>
/// <param name="OccurredAt">When it was recorded.</param>
public sealed record StepView(
    int Sequence,
    AgreementAction Action,
    AgreementState? FromState,
    AgreementState ToState,
    EndedReason? EndedReason,
    Guid UserId,
    Guid? OrganisationId,
    Guid? PartyId,
    string? PartyName,
    int ContentsVersion,
    DateOnly EffectiveOn,
    bool Late,
    string? Reason,
    DateTimeOffset OccurredAt
)
{
    public static StepView From(AgreementStep step, Agreement agreement) =>
        new(
            step.Sequence,
            step.Action,
            step.FromState,
            step.ToState,
            step.EndedReason,
            step.UserId,
            step.OrganisationId == Guid.Empty ? null : step.OrganisationId,
            step.PartyId,
            agreement.Parties.FirstOrDefault(party => party.Id == step.PartyId)?.Name,
            step.ContentsVersion,
            step.EffectiveOn,
            step.Late,
            step.Reason,
            step.OccurredAt
        );
}
