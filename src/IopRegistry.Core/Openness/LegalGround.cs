using System.Collections.Frozen;
using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>A rule of law on which something is withheld from the public register.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Law">The law by its name.</param>
/// <param name="Chapter">Chapter (kapitel), where the law has chapters.</param>
/// <param name="Section">Section (paragraf) or article.</param>
/// <param name="Text">What it protects, for a reader who is no lawyer.</param>
public sealed record LegalGround(string Code, LocalText Law, string? Chapter, string Section, LocalText Text);

/// <summary>The grounds there are, as data. A code is never taken away: old choices name it.</summary>
public static class LegalGrounds
{
    private static readonly LocalText Secrecy = new(
        "Offentlighets- och sekretesslagen (2009:400)",
        "Public Access to Information and Secrecy Act (2009:400)"
    );

    public static LegalGround SocialServices { get; } =
        new(
            "osl-26-1",
            Secrecy,
            "26",
            "1",
            new(
                "Enskildas personliga förhållanden inom socialtjänsten.",
                "Personal circumstances of individuals within the social services."
            )
        );

    public static LegalGround PersecutedPersons { get; } =
        new(
            "osl-21-3",
            Secrecy,
            "21",
            "3",
            new(
                "Adresser till den som kan utsättas för hot eller våld, såsom skyddade boenden.",
                "Addresses of those who may meet threats or violence, such as sheltered housing."
            )
        );

    public static LegalGround NoGroundToPublishPersons { get; } =
        new(
            "gdpr-6",
            new("Dataskyddsförordningen (EU) 2016/679", "General Data Protection Regulation (EU) 2016/679"),
            null,
            "6",
            new(
                "Personuppgifter som det saknas rättslig grund att publicera öppet på nätet.",
                "Personal data that there is no legal ground to publish openly on the web."
            )
        );

    public static LegalGround NotReviewed { get; } =
        new(
            "tf-2-15",
            new("Tryckfrihetsförordningen (1949:105)", "Freedom of the Press Act (1949:105)"),
            "2",
            "15",
            new(
                "Fri text som inte har granskats för publicering. Handlingen kan begäras ut hos den offentliga parten, "
                    + "som då prövar om något i den är hemligt.",
                "Free text that has not been reviewed for publication. The document can be asked for at the public party, "
                    + "which then examines whether anything in it is secret."
            )
        );

    /// <summary>In the order that they are shown.</summary>
    public static IReadOnlyList<LegalGround> All { get; } =
    [
        SocialServices,
        PersecutedPersons,
        new(
            "osl-21-1",
            Secrecy,
            "21",
            "1",
            new("Enskildas hälsa eller sexualliv.", "The health or sexual life of individuals.")
        ),
        new(
            "osl-21-7",
            Secrecy,
            "21",
            "7",
            new(
                "Personuppgifter som kan antas bli behandlade i strid med dataskyddsreglerna.",
                "Personal data that may be presumed to be processed against the data protection rules."
            )
        ),
        new(
            "osl-25-1",
            Secrecy,
            "25",
            "1",
            new(
                "Enskildas förhållanden inom hälso- och sjukvården.",
                "Circumstances of individuals within health care."
            )
        ),
        new(
            "osl-23-2",
            Secrecy,
            "23",
            "2",
            new("Enskildas förhållanden inom skolan.", "Circumstances of individuals within schools.")
        ),
        new(
            "osl-18-8",
            Secrecy,
            "18",
            "8",
            new(
                "Säkerhets- och bevakningsåtgärder för byggnader och lokaler.",
                "Measures for the security and guarding of buildings and premises."
            )
        ),
        new(
            "osl-19-3",
            Secrecy,
            "19",
            "3",
            new("Det allmännas ekonomiska intressen vid avtal.", "Economic interests of the public in contracts.")
        ),
        new(
            "osl-31-16",
            Secrecy,
            "31",
            "16",
            new(
                "Affärs- eller driftförhållanden hos den som har en affärsförbindelse med en myndighet.",
                "Business conditions of those who have business relations with an authority."
            )
        ),
        NoGroundToPublishPersons,
        NotReviewed,
    ];

    private static readonly FrozenDictionary<string, LegalGround> ByCode = All.ToFrozenDictionary(
        ground => ground.Code,
        StringComparer.Ordinal
    );

    public static LegalGround? Find(string code) => ByCode.GetValueOrDefault(code);

    public static LegalGround Of(string code) => ByCode[code];
}
