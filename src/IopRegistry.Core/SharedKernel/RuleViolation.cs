namespace IopRegistry.SharedKernel;

/// <summary>Why a rule refuses, which decides the HTTP status it becomes.</summary>
public enum RefusalKind
{
    /// <summary>The state of things forbids it now; it may be possible later (409).</summary>
    Conflict,

    /// <summary>The input itself breaks a rule, whatever the state (422).</summary>
    Invalid,

    /// <summary>The caller sees the record but may not do this to it (403).</summary>
    Forbidden,
}

/// <summary>
/// A broken rule. Code and title are the same every time and part of the API contract (RFC 9457 type and title); the
/// detail says what happened this time. <paramref name="Pointer"/> names the input at fault as a JSON pointer.
/// </summary>
public sealed record RuleViolation(
    string Code,
    RefusalKind Kind,
    LocalText Title,
    LocalText Detail,
    string? Pointer = null
);

/// <summary>Thrown by an aggregate that refuses a change. Becomes a problem document in one place, never caught in a slice.</summary>
public sealed class RuleViolationException(RuleViolation violation, IReadOnlyList<RuleViolation>? unmetGuards = null)
    : Exception(violation.Detail.En)
{
    public RuleViolation Violation { get; } = violation;

    /// <summary>Everything that stands in the way, so that a client can mend it all before the next try.</summary>
    public IReadOnlyList<RuleViolation> UnmetGuards { get; } = unmetGuards ?? [];
}
