using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Http;

/// <summary>A refusal or failure (RFC 9457). Branch on <c>code</c>; every code is described in the problem catalogue.</summary>
/// <param name="Type">The address of the kind of problem; ends with the code.</param>
/// <param name="Title">The kind of problem in words; the same every time.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened this time.</param>
/// <param name="Instance">The address that was called.</param>
/// <param name="Code">Stable and documented.</param>
/// <param name="TraceId">Quote it to support; it is in the logs and in the traceparent header.</param>
/// <param name="Errors">The members or parameters at fault.</param>
/// <param name="UnmetGuards">Everything that stands in the way of the action, all at once.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string TraceId,
    IReadOnlyList<ProblemError>? Errors,
    IReadOnlyList<UnmetGuard>? UnmetGuards
);

/// <summary>One member or parameter at fault.</summary>
/// <param name="Pointer">JSON pointer into the body (RFC 6901), or the name of a query parameter after a question mark, or of a header after "header:".</param>
/// <param name="Code">Stable name of what is wrong.</param>
/// <param name="Message">The same in words.</param>
public sealed record ProblemError(string Pointer, string Code, string Message);

/// <summary>Something that must be true before the action can be done.</summary>
/// <param name="Code">Stable name of the guard.</param>
/// <param name="Message">What is missing, in words.</param>
public sealed record UnmetGuard(string Code, string Message);

/// <summary>A field at fault, before the language of the answer is known.</summary>
public sealed record FieldError(string Pointer, string Code, LocalText Message)
{
    /// <summary>Names a query parameter.</summary>
    public static FieldError Query(string parameter, string code, LocalText message) =>
        new("?" + parameter, code, message);
}
