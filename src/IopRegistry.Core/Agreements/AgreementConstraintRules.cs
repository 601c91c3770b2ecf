using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>What the unique indexes of agreements refuse when two callers come at once.</summary>
public static class AgreementConstraintRules
{
    public const string Reference = "ux_agreements_reference";
    public const string ExternalKey = "ux_agreements_external_key";
    public const string CriteriaSet = "ux_criteria_sets_organisation";

    public static RuleViolation ReferenceTaken { get; } =
        new(
            "agreement-reference-taken",
            RefusalKind.Conflict,
            new("Avtalets nummer är upptaget.", "The agreement's reference is taken."),
            new("Gör om anropet, så får avtalet nästa nummer.", "Repeat the call and the agreement gets the next one.")
        );

    public static RuleViolation ExternalKeyTaken { get; } =
        new(
            "external-key-taken",
            RefusalKind.Conflict,
            new("Avtalet är redan inläst.", "The agreement is already imported."),
            new(
                "Någon annan läste in ett avtal med samma externa nyckel samtidigt.",
                "Someone else imported an agreement with the same external key at the same time."
            )
        );

    public static RuleViolation CriteriaSetAdopted { get; } =
        new(
            "criteria-set-adopted-meanwhile",
            RefusalKind.Conflict,
            new("Organisationen har redan kriterier.", "The organisation already has criteria."),
            new("Läs dem och gör om ändringen.", "Read them and repeat the change.")
        );
}
