namespace IopRegistry.Organisations;

/// <summary>The two equal sides of a partnership.</summary>
public enum Side
{
    Public,
    Civil,
}

public enum LegalForm
{
    IdeellForening,
    EkonomiskForening,
    Stiftelse,
    RegistreratTrossamfund,

    /// <summary>Aktiebolag med särskild vinstutdelningsbegränsning.</summary>
    AktiebolagSvb,

    /// <summary>Several who work together without legal personality.</summary>
    Network,
    Kommun,
    Region,
    Kommunalforbund,
    StatligMyndighet,
    KommunaltBolag,

    /// <summary>Only from an import: the source does not say.</summary>
    Unknown,
}

public static class LegalForms
{
    /// <summary>The legal form decides the side; only an unknown form decides nothing.</summary>
    public static Side? Side(this LegalForm form) =>
        form switch
        {
            LegalForm.IdeellForening
            or LegalForm.EkonomiskForening
            or LegalForm.Stiftelse
            or LegalForm.RegistreratTrossamfund
            or LegalForm.AktiebolagSvb
            or LegalForm.Network => Organisations.Side.Civil,
            LegalForm.Kommun
            or LegalForm.Region
            or LegalForm.Kommunalforbund
            or LegalForm.StatligMyndighet
            or LegalForm.KommunaltBolag => Organisations.Side.Public,
            LegalForm.Unknown => null,
        };
}
