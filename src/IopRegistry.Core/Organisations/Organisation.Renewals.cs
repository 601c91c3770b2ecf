using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

// When renewals are to be done.
public sealed partial class Organisation
{
    /// <summary>Null until the organisation has said something of its own, so that it follows the product's defaults.</summary>
    public RenewalSettings? OwnRenewalSettings { get; private set; }

    /// <summary>What holds for the organisation's agreements.</summary>
    public RenewalSettings RenewalSettings => OwnRenewalSettings ?? RenewalSettings.Default;

    /// <summary>States all of it anew. Saying what is already so changes nothing.</summary>
    public void SetRenewalSettings(RenewalSettings settings, Actor by)
    {
        Require(Side == Side.Public, OrganisationRules.RenewalSettingsPublicOnly);
        Require(settings.IsInOrder, OrganisationRules.RenewalSettingsOutOfOrder);
        if (settings == OwnRenewalSettings)
        {
            return;
        }

        OwnRenewalSettings = settings;
        Changed(OrganisationPart.RenewalSettings, null, by);
    }
}
