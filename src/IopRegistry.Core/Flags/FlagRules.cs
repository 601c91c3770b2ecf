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
}
