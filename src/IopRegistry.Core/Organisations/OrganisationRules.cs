using System.Globalization;
using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Organisations;

/// <summary>Every way an organisation can refuse. Codes are published under /problems and never renamed.</summary>
public static partial class OrganisationRules
{
    public static RuleViolation NameMissing { get; } =
        new(
            "organisation-name-missing",
            Invalid,
            new("Ett namn saknas.", "A name is missing."),
            new("Organisationer, enheter och personer har namn.", "Organisations, units and people have names."),
            "/name"
        );

    public static RuleViolation NameTooLong { get; } =
        new(
            "organisation-name-too-long",
            Invalid,
            new("Namnet är för långt.", "The name is too long."),
            new(
                string.Create(CultureInfo.InvariantCulture, $"Högst {Organisation.NameMaxLength} tecken."),
                string.Create(CultureInfo.InvariantCulture, $"At most {Organisation.NameMaxLength} characters.")
            ),
            "/name"
        );

    public static RuleViolation LegalFormUnknown { get; } =
        new(
            "organisation-legal-form-unknown",
            Invalid,
            new("Juridisk form saknas.", "The legal form is missing."),
            new(
                "Bara en import får lämna den okänd; ange vad organisationen är.",
                "Only an import may leave it unknown; say what the organisation is."
            ),
            "/legalForm"
        );

    public static RuleViolation NumberRequired { get; } =
        new(
            "organisation-number-required",
            Invalid,
            new("Organisationsnummer saknas.", "The organisation number is missing."),
            new("Alla utom nätverk har ett.", "All but networks have one."),
            "/organisationNumber"
        );

    public static RuleViolation NumberTaken { get; } =
        new(
            "organisation-number-taken",
            Conflict,
            new("Organisationen finns redan.", "The organisation is already registered."),
            new(
                "En annan organisation har detta nummer; sök på det.",
                "Another organisation has this number; search for it."
            ),
            "/organisationNumber"
        );

    public static RuleViolation NumberFixed { get; } =
        new(
            "organisation-number-fixed",
            Conflict,
            new("Organisationsnumret ändras inte.", "The organisation number does not change."),
            new(
                "Ett nytt nummer är en ny juridisk person: registrera den för sig.",
                "A new number is a new legal person: register it on its own."
            ),
            "/organisationNumber"
        );

    public static RuleViolation SideFixed { get; } =
        new(
            "organisation-side-fixed",
            Conflict,
            new("Organisationen byter inte sida.", "The organisation does not change sides."),
            new(
                "Den juridiska formen hör till den andra sidan, och avtalen bygger på sidan.",
                "The legal form belongs to the other side, and agreements are built on the side."
            ),
            "/legalForm"
        );

    public static RuleViolation MunicipalityCodeInvalid { get; } =
        new(
            "municipality-code-invalid",
            Invalid,
            new("Kommunkoden är inte giltig.", "The municipality code is not valid."),
            new(
                "Fyra siffror enligt SCB: länets två och kommunens två.",
                "SCB's four digits: two for the county and two for the municipality."
            ),
            "/municipalityCode"
        );

    public static RuleViolation IdeburenRegistrationNotPossible { get; } =
        new(
            "ideburen-registration-not-possible",
            Invalid,
            new("Organisationen kan inte vara registrerad som idéburen.", "It cannot be registered as idéburen."),
            new(
                "Bara juridiska personer på den civila sidan står i registret.",
                "Only legal persons on the civil side are in that register."
            ),
            "/ideburenRegistration"
        );

    public static RuleViolation IdeburenRegistrationInvalid { get; } =
        new(
            "ideburen-registration-invalid",
            Invalid,
            new("Registreringen som idéburen är inte giltig.", "The registration as idéburen is not valid."),
            new(
                "Den har ett nummer och en dag som inte ligger i framtiden.",
                "It has a number and a day that is not in the future."
            ),
            "/ideburenRegistration"
        );

    public static RuleViolation TextTooLong { get; } =
        new(
            "organisation-text-too-long",
            Invalid,
            new("Texten är för lång.", "The text is too long."),
            new(
                string.Create(CultureInfo.InvariantCulture, $"Högst {Organisation.TextMaxLength} tecken."),
                string.Create(CultureInfo.InvariantCulture, $"At most {Organisation.TextMaxLength} characters.")
            )
        );

    public static RuleViolation ValidityInverted { get; } =
        new(
            "validity-inverted",
            Invalid,
            new("Sista dagen är före den första.", "The last day is before the first."),
            new("validTo är validFrom eller senare.", "validTo is validFrom or later."),
            "/validTo"
        );

    public static RuleViolation TooManyParts { get; } =
        new(
            "organisation-too-many-parts",
            Conflict,
            new("Organisationen har för många.", "The organisation has too many."),
            new(
                string.Create(CultureInfo.InvariantCulture, $"Högst {Organisation.PartsMax} av varje slag."),
                string.Create(CultureInfo.InvariantCulture, $"At most {Organisation.PartsMax} of each kind.")
            )
        );

    public static RuleViolation NotYours { get; } =
        new(
            "organisation-not-yours",
            Forbidden,
            new("Du får inte ändra organisationen.", "You may not change the organisation."),
            new(
                "Det gör dess egen administratör, eller den som registrerade den så länge den saknar egna användare.",
                "Its own administrator does, or whoever registered it while it has no users of its own."
            )
        );
}
