using System.Globalization;
using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Organisations;

/// <summary>Every way an organisation can refuse. Codes are published under /problems and never renamed.</summary>
public static class OrganisationRules
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

    // --- units ---

    public static RuleViolation UnitsPublicOnly { get; } =
        new(
            "units-public-only",
            Conflict,
            new("Bara offentliga organisationer har nämnder.", "Only public organisations have boards."),
            new(
                "Nämnder och förvaltningar hör till en offentlig organisation.",
                "Boards and departments belong to a public organisation."
            )
        );

    public static RuleViolation UnitUnknown(string pointer) =>
        new(
            "organisation-unit-unknown",
            Invalid,
            new("Enheten finns inte.", "The unit does not exist."),
            new("Ange en enhet i samma organisation.", "Name a unit of the same organisation."),
            pointer
        );

    public static RuleViolation UnitCircular { get; } =
        new(
            "organisation-unit-circular",
            Invalid,
            new("Enheten kan inte stå under sig själv.", "The unit cannot stand under itself."),
            new("Varken direkt eller genom andra enheter.", "Neither directly nor through other units."),
            "/parentId"
        );

    public static RuleViolation SuccessorInvalid { get; } =
        new(
            "organisation-unit-successor-invalid",
            Invalid,
            new("Efterträdaren är inte giltig.", "The successor is not valid."),
            new(
                "En enhet som upphör (validTo) kan ha en annan enhet i samma organisation som efterträdare.",
                "A unit that closes (validTo) can have another unit of the same organisation as successor."
            ),
            "/successorId"
        );

    public static RuleViolation ParticipantsInvalid { get; } =
        new(
            "joint-board-participants-invalid",
            Invalid,
            new("Den gemensamma nämndens deltagare är inte giltiga.", "The joint board's participants are not valid."),
            new(
                "En nämnd kan ha andra offentliga organisationer som deltagare, var och en en gång.",
                "A board can have other public organisations as participants, each of them once."
            ),
            "/participantIds"
        );

    // --- contacts and the right to sign ---

    public static RuleViolation EmailInvalid { get; } =
        new(
            "contact-email-invalid",
            Invalid,
            new("E-postadressen är inte giltig.", "The e-mail address is not valid."),
            new("Den ser ut som namn@exempel.se.", "It looks like name@example.se."),
            "/email"
        );

    public static RuleViolation PhoneInvalid { get; } =
        new(
            "contact-phone-invalid",
            Invalid,
            new("Telefonnumret är inte giltigt.", "The phone number is not valid."),
            new(
                "Siffror, mellanslag och bindestreck, gärna med landsnummer: +46 10 000 00 00.",
                "Digits, spaces and hyphens, preferably with country code: +46 10 000 00 00."
            ),
            "/phone"
        );

    public static RuleViolation ContactUnknown { get; } = PartUnknown("organisation-contact-unknown");

    public static RuleViolation SigningRightUnknown { get; } = PartUnknown("signing-right-unknown");

    public static RuleViolation SigningRightIncomplete { get; } =
        new(
            "signing-right-incomplete",
            Invalid,
            new("Uppgifter om rätten att teckna saknas.", "The right to sign is incomplete."),
            new(
                "Ange befattning och varifrån rätten kommer (stadgar, protokoll, delegationsordning).",
                "State the title and where the right comes from (statutes, minutes, delegation order)."
            )
        );

    // --- umbrella ---

    public static RuleViolation UmbrellaMembershipUnknown { get; } = PartUnknown("umbrella-membership-unknown");

    public static RuleViolation UmbrellaUnknown { get; } =
        new(
            "umbrella-unknown",
            Invalid,
            new("Paraplyorganisationen finns inte.", "The umbrella organisation does not exist."),
            new("Registrera den först.", "Register it first."),
            "/umbrellaId"
        );

    public static RuleViolation UmbrellaCircular { get; } =
        new(
            "umbrella-circular",
            Conflict,
            new("Medlemskapet går runt.", "The membership goes in a circle."),
            new(
                "Paraplyet är organisationen själv eller står, direkt eller genom andra, redan under den.",
                "The umbrella is the organisation itself or already stands, directly or through others, under it."
            ),
            "/umbrellaId"
        );

    public static RuleViolation UmbrellaMembershipOverlaps { get; } =
        new(
            "umbrella-membership-overlaps",
            Conflict,
            new("Organisationen är redan medlem då.", "The organisation is already a member then."),
            new("Avsluta det tidigare medlemskapet först.", "End the earlier membership first."),
            "/validFrom"
        );

    private static RuleViolation PartUnknown(string code) =>
        new(
            code,
            Invalid,
            new("Det finns inte.", "It does not exist."),
            new("Organisationen har ingen sådan.", "The organisation has no such thing.")
        );
}
