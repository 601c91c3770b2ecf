using System.Diagnostics;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Http;

/// <summary>Refusals that belong to HTTP itself and not to a rule of the domain.</summary>
public sealed class ProblemException(int status, string code, LocalText title, LocalText detail) : Exception(detail.En)
{
    public int Status => status;

    public string Code => code;

    public LocalText Title => title;

    public LocalText Detail => detail;

    /// <summary>Unknown, or not visible to the caller: the answer is the same, so existence never leaks.</summary>
    public static ProblemException NotFound() =>
        new(
            StatusCodes.Status404NotFound,
            "not-found",
            new("Det finns inte.", "It does not exist."),
            new("Adressen leder inte till något som du kan se.", "The address leads to nothing that you can see.")
        );

    public static ProblemException PreconditionFailed() =>
        new(
            StatusCodes.Status412PreconditionFailed,
            "changed-by-someone-else",
            new("Någon annan ändrade detta först.", "Someone else changed this first."),
            new("Läs det igen och gör om ändringen.", "Read it again and repeat the change.")
        );

    public static ProblemException PreconditionRequired() =>
        new(
            StatusCodes.Status428PreconditionRequired,
            "if-match-missing",
            new("If-Match saknas.", "If-Match is missing."),
            new(
                "Skicka med den ETag du läste, så att ingen ändring skrivs över.",
                "Send the ETag that you read, so that nobody's change is overwritten."
            )
        );
}

/// <summary>Problem types are URIs a client may branch on; each is described in api-spec/problems.md.</summary>
public static class ProblemTypes
{
    private const string Root = "https://iopregistry.se/problems/";

    public static string For(string code) => Root + code;
}

public static class Problems
{
    public static IServiceCollection AddIopProblems(this IServiceCollection services) =>
        services
            .AddExceptionHandler<RefusalHandler>()
            .AddProblemDetails(options =>
                options.CustomizeProblemDetails = context =>
                {
                    context.ProblemDetails.Instance ??= context.HttpContext.Request.Path;
                    context.ProblemDetails.Extensions["traceId"] =
                        Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
                }
            );
}

/// <summary>The only place where a refused change becomes HTTP.</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var language = httpContext.Request.Headers.AcceptLanguage.ToString();
        var problem = exception switch
        {
            RuleViolationException refused => Of(refused, language),
            ProblemException refused => Of(refused, language),
            DbUpdateConcurrencyException => Of(ProblemException.PreconditionFailed(), language),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static ProblemDetails Of(RuleViolationException refused, string language)
    {
        var violation = refused.Violation;
        var problem = new ProblemDetails
        {
            Type = ProblemTypes.For(violation.Code),
            Title = violation.Title.In(language),
            Detail = violation.Detail.In(language),
            Status = violation.Kind switch
            {
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            },
            Extensions = { ["code"] = violation.Code },
        };
        if (refused.UnmetGuards.Count > 0)
        {
            problem.Extensions["unmetGuards"] = refused.UnmetGuards.Select(guard => new
            {
                code = guard.Code,
                message = guard.Detail.In(language),
            });
        }

        return problem;
    }

    private static ProblemDetails Of(ProblemException refused, string language) =>
        new()
        {
            Type = ProblemTypes.For(refused.Code),
            Title = refused.Title.In(language),
            Detail = refused.Detail.In(language),
            Status = refused.Status,
            Extensions = { ["code"] = refused.Code },
        };
}
