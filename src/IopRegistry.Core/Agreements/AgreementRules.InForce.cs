using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>The refusals of an agreement that is signed or in force: notice, termination, extension, amendment, renewal.</summary>
public static partial class AgreementRules
{
    public static RuleViolation NoNoticePeriod { get; } =
        Conflict(
            "no-notice-period",
            "Avtalet har ingen uppsägningstid för parten.",
            "The agreement has no notice period for the party.",
            "Avsluta det efter överenskommelse eller vid avtalsbrott i stället.",
            "End it by agreement or for breach instead."
        );

    public static RuleViolation NoticeAlreadyGiven { get; } =
        Conflict(
            "notice-already-given",
            "Parten har redan sagt upp avtalet.",
            "The party has given notice already.",
            "En uppsägning räcker.",
            "One notice is enough."
        );

    public static RuleViolation DialogueFirst { get; } =
        Conflict(
            "dialogue-first",
            "Gemensam dialog först.",
            "Joint dialogue first.",
            "Registrera ett samtal där båda sidor deltog.",
            "Record a dialogue that both sides took part in."
        );

    public static RuleViolation DialogueNeedsBothSides { get; } =
        Invalid(
            "dialogue-needs-both-sides",
            "En dialog har båda sidor med.",
            "A dialogue has both sides.",
            "Ange minst en part från varje sida.",
            "Name at least one party of each side.",
            "/partyIds"
        );

    public static RuleViolation AlreadyConsented { get; } =
        Conflict(
            "already-consented",
            "Parten har redan sagt ja.",
            "The party has consented already.",
            "Det väntar på de andra parterna.",
            "It waits for the other parties."
        );

    public static RuleViolation NoSuchExtension(LocalText why) =>
        new(
            "extension-not-possible",
            RefusalKind.Conflict,
            new("Avtalet kan inte förlängas så.", "The agreement cannot be extended like this."),
            why
        );

    public static RuleViolation AmendmentOpen { get; } =
        Conflict(
            "amendment-open",
            "En ändring pågår redan.",
            "An amendment is under way.",
            "Slutför eller återta den först.",
            "Finish or withdraw it first."
        );

    public static RuleViolation AmendmentAction(AmendmentState state) =>
        Conflict(
            "amendment-action-not-allowed",
            "Ändringen är inte i det läget.",
            "The amendment is not in that state.",
            $"Ändringen är i läget {state}.",
            $"The amendment is {state}."
        );

    public static RuleViolation RenewalChangesTheSame { get; } =
        Conflict(
            "renewal-changes-the-same",
            "Förnyelsen ändrar samma villkor.",
            "The renewal changes the same terms.",
            "En öppen förnyelse ändrar det som ändringen rör. Ta upp det där.",
            "An open renewal changes what the amendment touches. Raise it there."
        );

    public static RuleViolation AmendmentTooEarly { get; } =
        Invalid(
            "amendment-effective-too-early",
            "Ändringen gäller från en dag under avtalstiden.",
            "An amendment takes effect within the term.",
            "Ange en dag från och med i dag till och med sista dagen.",
            "Name a day from today to the last day.",
            "/effectiveOn"
        );

    public static RuleViolation AlreadyRenewed { get; } =
        Conflict(
            "already-renewed",
            "Avtalet har redan en efterföljare.",
            "The agreement has a successor already.",
            "Fortsätt i efterföljaren.",
            "Go on in the successor."
        );

    public static RuleViolation EndUnknown { get; } =
        Conflict(
            "end-unknown",
            "Sista dagen är inte känd.",
            "The last day is not known.",
            "Komplettera avtalets slutdag först.",
            "Fill in the agreement's last day first."
        );

    public static RuleViolation NotAFramework { get; } =
        Invalid(
            "not-a-framework",
            "Det är inget ramavtal.",
            "It is not a framework agreement.",
            "Ange ett ramavtal som du ser och som inte är avslutat.",
            "Name a framework agreement that you see and that has not ended.",
            "/frameworkId"
        );
}
