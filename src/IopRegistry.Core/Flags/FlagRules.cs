using IopRegistry.SharedKernel;

namespace IopRegistry.Flags;

/// <summary>Why a flag refuses.</summary>
public static class FlagRules
{
    public const string OnceConstraint = "ux_flags_once";

    /// <summary>Two planners at once; the second finds the first's flag and has nothing left to do.</summary>
    public static RuleViolation AlreadyPlanned { get; } =
        new(
            "flag-already-planned",
            RefusalKind.Conflict,
            new("Bevakningen finns redan", "The flag exists already"),
            new("Samma bevakning finns redan.", "The same flag exists already.")
        );

    public static RuleViolation NotRaised { get; } =
        new(
            "flag-not-raised",
            RefusalKind.Conflict,
            new("Bevakningen är inte väckt än", "The flag is not raised yet"),
            new("Dess dag har inte kommit.", "Its day has not come.")
        );

    public static RuleViolation NotAsked { get; } =
        new(
            "not-asked",
            RefusalKind.Forbidden,
            new("Den andra sidan svarar", "The other side answers"),
            new("Bevakningen riktar sig till den andra sidan.", "The flag is for the other side.")
        );
}
