using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Organisations;

// Units, contacts, rights to sign and umbrella memberships.
public static partial class OrganisationRules
{
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

    // --- renewals ---

    public static RuleViolation RenewalSettingsPublicOnly { get; } =
        new(
            "renewal-settings-public-only",
            Conflict,
            new(
                "Bara offentliga organisationer har tider för förnyelse.",
                "Only public organisations have times for renewals."
            ),
            new(
                "Ett avtals tider följer den offentliga part som leder det.",
                "An agreement's times follow the public party that leads it."
            )
        );

    public static RuleViolation RenewalSettingsOutOfOrder { get; } =
        new(
            "renewal-settings-out-of-order",
            Invalid,
            new("Tiderna kommer inte i ordning.", "The times are not in order."),
            new(
                "openMonths >= followUpMonths >= decisionMonths >= signedMonths >= 0, räknat i månader före slutet.",
                "openMonths >= followUpMonths >= decisionMonths >= signedMonths >= 0, counted in months before the end."
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
