using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Http;

/// <summary>Refusals that belong to HTTP itself and not to a rule of the domain.</summary>
public sealed class ProblemException(
    int status,
    string code,
    LocalText title,
    LocalText detail,
    IReadOnlyList<FieldError>? errors = null
) : Exception(detail.En)
{
    public ProblemException(ProblemKind kind, params IReadOnlyList<FieldError> errors)
        : this(kind.Status, kind.Code, kind.Title, kind.Detail, errors) { }

    public int Status => status;

    public string Code => code;

    public LocalText Title => title;

    public LocalText Detail => detail;

    public IReadOnlyList<FieldError> Errors => errors ?? [];

    /// <summary>Becomes the Retry-After header.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Unknown, or not visible to the caller: the answer is the same, so existence never leaks.</summary>
    public static ProblemException NotFound() => new(ProblemKinds.NotFound);

    public static ProblemException Forbidden() => new(ProblemKinds.Forbidden);

    public static ProblemException PreconditionFailed() => new(ProblemKinds.ChangedBySomeoneElse);

    public static ProblemException PreconditionRequired() => new(ProblemKinds.IfMatchMissing);

    public static ProblemException InvalidQuery(params IReadOnlyList<FieldError> errors) =>
        new(ProblemKinds.InvalidQuery, errors);

    public static ProblemException InvalidHeader(string header, string code, LocalText message) =>
        new(ProblemKinds.InvalidHeader, new FieldError("header:" + header, code, message));
}

/// <summary>Problem types are URIs a client may branch on; each is described in api-spec/problems.md.</summary>
public static class ProblemTypes
{
    private const string Root = "https://iopregistry.se/problems/";

    public static string For(string code) => Root + code;
}
