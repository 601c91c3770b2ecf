using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Renewals;

/// <summary>Every way a renewal dossier can refuse.</summary>
public static class RenewalRules
{
    /// <summary>One dossier for each end of an agreement.</summary>
    public const string OnceConstraint = "ux_renewal_dossiers_once";

    public static RuleViolation AlreadyOpen { get; } =
        Conflict(
            "renewal-already-open",
            "Förnyelsen är redan öppnad.",
            "The renewal is open already.",
            "Det finns redan en förnyelseakt för avtalets slut.",
            "There is a renewal dossier for the agreement's end already."
        );

    public static RuleViolation NothingToRenew { get; } =
        Conflict(
            "nothing-to-renew",
            "Avtalet har inget slut att förbereda.",
            "The agreement has no end to prepare for.",
            "Bara ett undertecknat eller gällande avtal med känt slut har en förnyelseakt.",
            "Only an agreement that is signed or in force, with a known end, has a renewal dossier."
        );

    public static RuleViolation NotOpen { get; } =
        Conflict(
            "renewal-not-open",
            "Förnyelseakten är inte öppen.",
            "The renewal dossier is not open.",
            "Utfallet är beslutat, eller akten är stängd.",
            "The outcome is decided, or the dossier is closed."
        );

    public static RuleViolation NotDecided { get; } =
        Conflict(
            "renewal-not-decided",
            "Inget utfall är beslutat.",
            "No outcome is decided.",
            "Akten är öppen eller stängd.",
            "The dossier is open or closed."
        );

    public static RuleViolation OutcomeNotPossible { get; } =
        Conflict(
            "outcome-not-possible",
            "Utfallet kan inte beslutas än.",
            "The outcome cannot be decided yet.",
            "Det som saknas står i unmetGuards.",
            "What is missing is in unmetGuards."
        );

    public static RuleViolation StandpointMissing { get; } =
        Conflict(
            "standpoint-missing",
            "Båda sidor har inte sagt vad de vill.",
            "Both sides have not said what they want.",
            "Minst en part på varje sida lämnar sin ståndpunkt först.",
            "At least one party on each side gives its standpoint first."
        );

    public static RuleViolation SideWantsEnd { get; } =
        Conflict(
            "side-wants-end",
            "En sida vill inte fortsätta.",
            "One side does not want to go on.",
            "Ingen kan hållas kvar: minst en part på varje sida vill fortsätta.",
            "Nobody can be held: at least one party on each side wants to go on."
        );

    public static RuleViolation NoExtensionLeft { get; } =
        Conflict(
            "no-extension-left",
            "Avtalet kan inte förlängas.",
            "The agreement cannot be extended.",
            "Avtalet saknar en förlängningsklausul som kan användas. Förnya det i stället.",
            "The agreement has no extension clause that can be used. Renew it instead."
        );

    public static RuleViolation WindDownPlanMissing { get; } =
        Invalid(
            "wind-down-plan-missing",
            "En avvecklingsplan behövs.",
            "A wind-down plan is needed.",
            "Den som låter avtalet upphöra säger vad som händer med användare, personal, lokaler och uppgifter.",
            "Whoever lets the agreement end says what becomes of users, staff, premises and data.",
            "/windDownPlan"
        );

    public static RuleViolation DecisionReferenceMissing { get; } =
        Invalid(
            "decision-reference-missing",
            "Beslutet behöver en hänvisning.",
            "The decision needs a reference.",
            "Den offentliga parten hänvisar till sitt beslut.",
            "The public party refers to its decision.",
            "/decisionReference"
        );

    public static RuleViolation TaskUnknown { get; } =
        Conflict(
            "task-unknown",
            "Uppgiften finns inte.",
            "There is no such task.",
            "Uppgiften hör inte till akten.",
            "The task does not belong to the dossier."
        );

    public static RuleViolation PartyUnknown { get; } =
        Invalid(
            "responsible-party-unknown",
            "Parten finns inte i avtalet.",
            "The party is not in the agreement.",
            "En uppgift hör till en av avtalets parter.",
            "A task belongs to one of the agreement's parties.",
            "/responsiblePartyId"
        );

    public static RuleViolation TooManyTasks { get; } =
        Conflict(
            "too-many-tasks",
            "Akten har för många uppgifter.",
            "The dossier has too many tasks.",
            $"En akt har högst {RenewalDossier.MostTasks} uppgifter.",
            $"A dossier has at most {RenewalDossier.MostTasks} tasks."
        );

    private static RuleViolation Conflict(string code, string titleSv, string titleEn, string sv, string en) =>
        new(code, RefusalKind.Conflict, new(titleSv, titleEn), new(sv, en));

    private static RuleViolation Invalid(
        string code,
        string titleSv,
        string titleEn,
        string sv,
        string en,
        string pointer
    ) => new(code, RefusalKind.Invalid, new(titleSv, titleEn), new(sv, en), pointer);
}
