using System.Text.RegularExpressions;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using IopRegistry.SharedKernel;
using IopRegistry.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Http;

/// <summary>What each kind of failure is to the client: the only place where an exception becomes a refusal.</summary>
internal static partial class ProblemMapping
{
    private static readonly TimeSpan UnavailableFor = TimeSpan.FromSeconds(5);

    /// <summary>The refusal this exception stands for, or null when it is a fault of ours.</summary>
    public static Refusal? Of(Exception exception) =>
        exception switch
        {
            RuleViolationException refused => OfRule(refused.Violation, refused.UnmetGuards),
            ProblemException refused => new Refusal(
                refused.Status,
                refused.Code,
                refused.Title,
                refused.Detail,
                refused.Errors,
                [],
                refused.RetryAfter
            ),
            DbUpdateConcurrencyException => Refusal.Of(ProblemKinds.ChangedBySomeoneElse),
            BadHttpRequestException bad => OfBadRequest(bad),
            _ => OfDatabase(exception),
        };

    private static Refusal OfRule(RuleViolation violation, IReadOnlyList<RuleViolation> unmetGuards) =>
        new(
            violation.Kind switch
            {
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            },
            violation.Code,
            violation.Title,
            violation.Detail,
            violation.Pointer is { } pointer ? [new FieldError(pointer, violation.Code, violation.Detail)] : [],
            unmetGuards
        );

    /// <summary>The unique index or key that was broken, whichever the database, or null when this is something else.</summary>
    public static string? ViolatedUniqueConstraint(Exception exception) =>
        Causes(exception)
            .Select(cause =>
                PostgreSqlFailures.ViolatedUniqueConstraint(cause) ?? SqlServerFailures.ViolatedUniqueConstraint(cause)
            )
            .FirstOrDefault(constraint => constraint is not null);

    private static Refusal? OfDatabase(Exception exception)
    {
        if (ViolatedUniqueConstraint(exception) is { } constraint)
        {
            return UniqueConstraints.Find(constraint) is { } violation ? OfRule(violation, []) : null;
        }

        return Causes(exception).Any(cause => PostgreSqlFailures.IsPassing(cause) || SqlServerFailures.IsPassing(cause))
            ? Refusal.Of(ProblemKinds.Unavailable) with
            {
                RetryAfter = UnavailableFor,
            }
            : null;
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    /// <summary>What the framework could not bind. Its own words name .NET types, so only the parameter's name is taken from them.</summary>
    private static Refusal OfBadRequest(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest)
        {
            return Refusal.Of(ProblemKinds.OfStatus(bad.StatusCode));
        }

        if (bad.InnerException is System.Text.Json.JsonException unreadable)
        {
            return Refusal.Of(ProblemKinds.InvalidBody, JsonFaults.Of(unreadable));
        }

        var parameter = ParameterName().Match(bad.Message).Groups["name"].Value;
        if (
            bad.Message.Contains("from body", StringComparison.Ordinal)
            || bad.Message.Contains("body was", StringComparison.Ordinal)
        )
        {
            return Refusal.Of(ProblemKinds.InvalidBody, [JsonFaults.Missing("")]);
        }

        return parameter.Length == 0
            ? Refusal.Of(ProblemKinds.BadRequest)
            : Refusal.Of(ProblemKinds.InvalidQuery, [StrictQuery.WrongValue(parameter)]);
    }

    [GeneratedRegex(
        "parameter \"[^\"]* (?<name>[A-Za-z0-9_]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ParameterName();
}

/// <summary>A refusal before the language of the answer is known.</summary>
internal sealed record Refusal(
    int Status,
    string Code,
    LocalText Title,
    LocalText Detail,
    IReadOnlyList<FieldError> Errors,
    IReadOnlyList<RuleViolation> UnmetGuards,
    TimeSpan? RetryAfter = null
)
{
    public static Refusal Of(ProblemKind kind, IReadOnlyList<FieldError>? errors = null) =>
        new(kind.Status, kind.Code, kind.Title, kind.Detail, errors ?? [], []);
}
