namespace IopRegistry.Organisations;

/// <summary>How early a public body wants to be reminded of what ends (domain §6); months are counted back from the end.</summary>
/// <param name="OpenMonths">The renewal dossier opens.</param>
/// <param name="FollowUpMonths">The follow-up is done.</param>
/// <param name="DecisionMonths">What comes next is decided.</param>
/// <param name="SignedMonths">What comes next is signed.</param>
/// <param name="EscalationDays">Days without an answer before a flag goes one step up.</param>
public sealed record RenewalSettings(
    int OpenMonths = 12,
    int FollowUpMonths = 10,
    int DecisionMonths = 6,
    int SignedMonths = 3,
    int EscalationDays = 14
)
{
    public static RenewalSettings Default { get; } = new();
}
