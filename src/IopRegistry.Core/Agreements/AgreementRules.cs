using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Every way an agreement can refuse. Codes are published in api-spec/problems.md and never renamed.</summary>
public static partial class AgreementRules
{
    public static RuleViolation ActionNotAllowed(AgreementAction action, AgreementState state) =>
        Conflict(
            "action-not-allowed",
            "Avtalet är inte i ett läge som tillåter detta.",
            "The agreement is not in a state that allows this.",
            $"{action} är inte möjligt när avtalet är i läget {state}.",
            $"{action} is not possible while the agreement is {state}."
        );

    public static RuleViolation LastDayPassed { get; } =
        Conflict(
            "last-day-passed",
            "Avtalets sista dag har passerat.",
            "The agreement's last day has passed.",
            "Avtalet avslutas vid nästa dagliga körning. Förnya det i stället.",
            "The agreement is ended by the next daily run. Renew it instead."
        );

    public static RuleViolation NotYourParty { get; } =
        Forbidden(
            "not-your-party",
            "Bara den egna parten agerar för sin sida.",
            "Only the own party acts for its side.",
            "Din organisation är inte den parten i avtalet, eller inte längre part.",
            "Your organisation is not that party of the agreement, or no longer a party."
        );

    public static RuleViolation WhichParty { get; } =
        Invalid(
            "which-party",
            "Organisationen är part mer än en gång.",
            "The organisation is a party more than once.",
            "Ange partyId.",
            "Say which with partyId.",
            "/partyId"
        );

    public static RuleViolation WrongSide { get; } =
        Forbidden(
            "wrong-side",
            "Den andra sidan gör detta.",
            "The other side does this.",
            "Åtgärden hör till den offentliga sidan.",
            "The action belongs to the public side."
        );

    public static RuleViolation NotInitiatingSide { get; } =
        Forbidden(
            "not-initiating-side",
            "Den initierande sidan återtar förslaget.",
            "The initiating side withdraws the proposal.",
            "Din organisation står inte på den sida som lade förslaget.",
            "Your organisation is not on the side that made the proposal."
        );

    public static RuleViolation NotADecider { get; } =
        Forbidden(
            "not-a-decider",
            "Parten beslutar inte i detta avtal.",
            "The party does not decide in this agreement.",
            "Beslut fattas av parter med rollen beslutare.",
            "Decisions are made by parties with the role of decider."
        );

    public static RuleViolation InitiatorNotAParty { get; } =
        Invalid(
            "initiator-not-a-party",
            "Den som föreslår är själv part.",
            "Whoever proposes is a party.",
            "Din organisation saknas bland parterna.",
            "Your organisation is not among the parties.",
            "/parties"
        );

    public static RuleViolation PartyMissing { get; } =
        Invalid(
            "party-missing",
            "Båda sidor behövs.",
            "Both sides are needed.",
            "Ett IOP har minst en offentlig och minst en idéburen part.",
            "An IOP has at least one public and one civil party.",
            "/parties"
        );

    public static RuleViolation PartyTwice { get; } =
        Invalid(
            "party-twice",
            "Samma part finns redan.",
            "The same party is there already.",
            "En organisation kan vara part flera gånger bara med olika nämnder.",
            "An organisation is a party more than once only with different boards.",
            "/parties"
        );

    public static RuleViolation UnknownOrganisation(string pointer) =>
        Invalid(
            "unknown-organisation",
            "Organisationen finns inte i registret.",
            "The organisation is not in the registry.",
            "Registrera organisationen först.",
            "Register the organisation first.",
            pointer
        );

    public static RuleViolation UnknownBoard { get; } =
        Invalid(
            "unknown-board",
            "Nämnden eller förvaltningen gäller inte i dag.",
            "The board or department is not valid today.",
            "Ange en nämnd eller förvaltning som hör till organisationen och gäller i dag.",
            "Name a board or department of the organisation that is valid today.",
            "/boardId"
        );

    public static RuleViolation UnknownCaseOfficer { get; } =
        Invalid(
            "unknown-case-officer",
            "Handläggaren är inte en giltig kontaktperson.",
            "The case officer is not a valid contact.",
            "Ange en kontaktperson i den egna organisationen som gäller i dag.",
            "Name a contact of the own organisation that is valid today.",
            "/caseOfficerId"
        );

    public static RuleViolation HandledByAnother { get; } =
        Conflict(
            "handled-by-another",
            "Avtalet handläggs inte av er.",
            "You do not handle the agreement.",
            "Den myndighet som tog upp förslaget namnger handläggaren.",
            "The authority that took the proposal up names the case officer."
        );

    public static RuleViolation LastOfItsSide { get; } =
        Conflict(
            "last-of-its-side",
            "Parten är den sista på sin sida.",
            "The party is the last of its side.",
            "Återta, avslå eller säg upp avtalet i stället.",
            "Withdraw, decline or give notice instead."
        );

    public static RuleViolation VersionChanged(int current) =>
        Conflict(
            "version-changed",
            "Innehållet har ändrats.",
            "The contents have changed.",
            $"Version {current} är den som gäller nu.",
            $"Version {current} is the present one."
        );

    public static RuleViolation NothingChanged { get; } =
        Invalid(
            "nothing-changed",
            "Inget är ändrat.",
            "Nothing is changed.",
            "Det som skickades är redan det som gäller.",
            "What was sent is what stands already.",
            ""
        );

    public static RuleViolation NotComplete { get; } =
        Conflict(
            "version-not-complete",
            "Versionen går inte att bekräfta än.",
            "The version cannot be confirmed yet.",
            "Se vad som saknas i unmetGuards.",
            "See unmetGuards for what is missing."
        );

    public static RuleViolation AlreadyConfirmed { get; } =
        Conflict(
            "already-confirmed",
            "Parten har redan bekräftat.",
            "The party has confirmed already.",
            "Versionen är redan bekräftad av parten.",
            "The party has confirmed this version."
        );

    public static RuleViolation AlreadyDecided { get; } =
        Conflict(
            "already-decided",
            "Parten har redan beslutat.",
            "The party has decided already.",
            "Öppna avtalet på nytt om beslutet ska omprövas.",
            "Reopen the agreement if the decision is to be reconsidered."
        );

    public static RuleViolation DecisionIncomplete(string detailSv, string detailEn, string pointer) =>
        Invalid(
            "decision-incomplete",
            "Beslutet är inte fullständigt.",
            "The decision is not complete.",
            detailSv,
            detailEn,
            pointer
        );

    public static RuleViolation InTheFuture(string pointer) =>
        Invalid(
            "date-in-the-future",
            "Dagen har inte varit än.",
            "The day has not been yet.",
            "Registrera det som har hänt, tidigast samma dag.",
            "Record what has happened, on the day at the earliest.",
            pointer
        );

    public static RuleViolation UnknownDecision { get; } =
        Invalid(
            "unknown-decision",
            "Beslutet finns inte.",
            "There is no such decision.",
            "Ange ett beslut i avtalet som den egna parten har fattat.",
            "Name a decision in the agreement made by the own party.",
            "/decisionId"
        );

    public static RuleViolation LegalForceOutOfOrder { get; } =
        Invalid(
            "legal-force-out-of-order",
            "Dagarna stämmer inte med varandra.",
            "The days do not fit each other.",
            "Anslaget är tidigast beslutsdagen, och ett överklagande tidigast anslagsdagen.",
            "The announcement is on the day of the decision at the earliest, an appeal on that of the announcement.",
            "/announcedOn"
        );

    public static RuleViolation AlreadySigned { get; } =
        Conflict(
            "already-signed",
            "Parten har redan undertecknat.",
            "The party has signed already.",
            "Versionen är undertecknad av parten.",
            "The party has signed this version."
        );

    public static RuleViolation ContentHashMismatch { get; } =
        Conflict(
            "content-hash-mismatch",
            "Det är inte den bekräftade texten.",
            "It is not the confirmed text.",
            "Läs den bekräftade versionen på nytt innan ni undertecknar.",
            "Read the confirmed version again before signing."
        );

    public static RuleViolation NoRightToSign { get; } =
        Conflict(
            "no-right-to-sign",
            "Rätten att underteckna gällde inte den dagen.",
            "The right to sign was not valid on that day.",
            "Ange firmatecknare eller delegation som gällde för organisationen när det undertecknades.",
            "Name signing rights of the organisation that were valid on the day of signing."
        );

    public static RuleViolation JointSignatureNeeded { get; } =
        Conflict(
            "joint-signature-needed",
            "Två behöver underteckna tillsammans.",
            "Two must sign together.",
            "Rätten gäller två i förening.",
            "The right is held jointly."
        );

    public static RuleViolation SignedBeforeConfirmed { get; } =
        Invalid(
            "signed-before-confirmed",
            "Undertecknat före beslut.",
            "Signed before the decision.",
            "Versionen var inte skriven den dagen.",
            "The version was not written on that day.",
            "/signedOn"
        );

    private static RuleViolation Conflict(string code, string titleSv, string titleEn, string sv, string en) =>
        new(code, RefusalKind.Conflict, new(titleSv, titleEn), new(sv, en));

    private static RuleViolation Forbidden(string code, string titleSv, string titleEn, string sv, string en) =>
        new(code, RefusalKind.Forbidden, new(titleSv, titleEn), new(sv, en));

    private static RuleViolation Invalid(
        string code,
        string titleSv,
        string titleEn,
        string sv,
        string en,
        string pointer
    ) => new(code, RefusalKind.Invalid, new(titleSv, titleEn), new(sv, en), pointer);
}
