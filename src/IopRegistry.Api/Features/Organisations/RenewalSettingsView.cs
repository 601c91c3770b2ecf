using IopRegistry.Organisations;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>When the steps of a renewal are to be done, in months before the end of an agreement.</summary>
/// <param name="OpenMonths">The renewal dossier opens.</param>
/// <param name="FollowUpMonths">The follow-up is done.</param>
/// <param name="DecisionMonths">The board has decided.</param>
/// <param name="SignedMonths">What comes next is signed.</param>
/// <param name="EscalationDays">Days without an answer before a warning goes to the next person.</param>
/// <param name="IsDefault">True until the organisation has said something of its own.</param>
public sealed record RenewalSettingsView(
    int OpenMonths,
    int FollowUpMonths,
    int DecisionMonths,
    int SignedMonths,
    int EscalationDays,
    bool IsDefault
)
{
    internal static RenewalSettingsView Example => Of(RenewalSettings.Default, isDefault: false);

    internal static RenewalSettingsView Of(Organisation organisation) =>
        Of(organisation.RenewalSettings, isDefault: organisation.OwnRenewalSettings is null);

    private static RenewalSettingsView Of(RenewalSettings settings, bool isDefault) =>
        new(
            settings.OpenMonths,
            settings.FollowUpMonths,
            settings.DecisionMonths,
            settings.SignedMonths,
            settings.EscalationDays,
            isDefault
        );
}
