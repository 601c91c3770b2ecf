namespace IopRegistry.Organisations;

/// <summary>
/// When a public organisation wants the steps of a renewal done, counted in months before the end of an agreement
/// (domain §6), and how long a warning may wait for an answer before it goes to the next person.
/// </summary>
/// <param name="OpenMonths">The renewal dossier opens.</param>
/// <param name="FollowUpMonths">The follow-up is done.</param>
/// <param name="DecisionMonths">The board has decided.</param>
/// <param name="SignedMonths">What comes next is signed.</param>
/// <param name="EscalationDays">Days without an answer between two steps of the escalation.</param>
public sealed record RenewalSettings(
    int OpenMonths = 12,
    int FollowUpMonths = 10,
    int DecisionMonths = 6,
    int SignedMonths = 3,
    int EscalationDays = 14
)
{
    /// <summary>Longer than any agreement known, and short enough to stay within the calendar.</summary>
    public const int MonthsMax = 60;

    public const int EscalationDaysMax = 365;

    /// <summary>What holds for an organisation that has said nothing else.</summary>
    public static RenewalSettings Default { get; } = new();

    /// <summary>First the dossier, then the follow-up, the decision and the signatures.</summary>
    public bool IsInOrder =>
        OpenMonths <= MonthsMax
        && OpenMonths >= FollowUpMonths
        && FollowUpMonths >= DecisionMonths
        && DecisionMonths >= SignedMonths
        && SignedMonths >= 0
        && EscalationDays is >= 1 and <= EscalationDaysMax;
}
