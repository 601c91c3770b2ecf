using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Assessments;

/// <summary>Every way an assessment can be refused.</summary>
public static class AssessmentRules
{
    private static readonly LocalText Incomplete = new(
        "Bedömningen går inte att registrera.",
        "The assessment cannot be recorded."
    );

    public static RuleViolation NotComplete { get; } =
        new(
            "assessment-not-complete",
            RefusalKind.Conflict,
            Incomplete,
            new("Se vad som saknas i unmetGuards.", "See unmetGuards for what is missing.")
        );

    public static RuleViolation EmptySet { get; } =
        new(
            "criteria-set-empty",
            RefusalKind.Invalid,
            new("Kriterielistan är tom.", "The criteria set is empty."),
            new("Ange minst ett kriterium.", "Give at least one criterion."),
            "/criteria"
        );

    public static RuleViolation OnlyPublicBodies { get; } =
        new(
            "only-public-bodies",
            RefusalKind.Forbidden,
            new("Den offentliga sidan bedömer.", "The public side assesses."),
            new("Kriterier hör till ett offentligt organ.", "Criteria belong to a public body.")
        );

    public static void RequirePublic(Side side)
    {
        if (side != Side.Public)
        {
            throw new RuleViolationException(OnlyPublicBodies);
        }
    }

    public static RuleViolation CriterionTwice { get; } =
        new(
            "criterion-twice",
            RefusalKind.Invalid,
            new("Ett kriterium står två gånger.", "A criterion stands twice."),
            new("Varje kriterium har ett eget id.", "Every criterion has an id of its own."),
            "/criteria"
        );

    public static RuleViolation LegalCheckUnmotivated { get; } =
        Guard(
            "legal-check-unmotivated",
            "Upphandling, statsstöd och befogenheter ska alla vara motiverade.",
            "Procurement, state aid and powers must all be motivated."
        );

    public static RuleViolation MustProcure { get; } =
        Guard(
            "must-procure",
            "En tjänst som måste upphandlas kan inte bli ett IOP.",
            "A service that must be procured cannot become an IOP."
        );

    public static RuleViolation OutsideMunicipalPowers { get; } =
        Guard(
            "outside-municipal-powers",
            "Verksamheten ligger utanför kommunens befogenheter.",
            "The activity is outside the powers of the municipality."
        );

    public static RuleViolation CriterionUnanswered(string id) =>
        Guard(
            "criterion-unanswered",
            $"{id} saknar ett svar med motivering.",
            $"{id} lacks one answer with a motivation."
        );

    public static RuleViolation UnknownCriterion(string id) =>
        Guard("unknown-criterion", $"{id} finns inte i kriterielistan.", $"{id} is not in the criteria set.");

    public static RuleViolation RequiredCriterionNotMet(string id) =>
        Guard("required-criterion-not-met", $"{id} ska vara uppfyllt.", $"{id} must be met.");

    private static RuleViolation Guard(string code, string sv, string en) =>
        new(code, RefusalKind.Conflict, Incomplete, new(sv, en));
}
