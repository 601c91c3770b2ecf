using System.Text.Json.Nodes;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Trail;

/// <summary>
/// Appends to an agreement's trail what somebody who is signed in tried to do with it and was refused, after whatever it had
/// begun is undone and in a transaction of its own. What is told is who tried what and why not, never what the body said. The
/// answer is the same whether or not this succeeds.
/// </summary>
internal sealed partial class RefusedActions(
    RequestDelegate next,
    IServiceScopeFactory scopes,
    RefusalQueue queue,
    TimeProvider clock,
    ILogger<RefusedActions> logger
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (
            HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method)
            || Caller.Current is not { } caller
            || !Guid.TryParse(context.GetRouteValue("agreementId") as string, out var agreementId)
        )
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception) when (ProblemMapping.Of(exception) is { } refusal && IsTold(refusal))
        {
            await TellAsync(caller, agreementId, refusal);
            throw;
        }

        // Such as a permission that is missing, which nobody throws.
        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest and var status })
        {
            var refusal = Refusal.Of(ProblemKinds.OfStatus(status));
            if (IsTold(refusal))
            {
                await TellAsync(caller, agreementId, refusal);
            }
        }
    }

    /// <summary>
    /// Not what the caller has to write better (400), read again (412, 428) or wait for (429), nor a repetition while the
    /// call itself is still at work: what it comes to is told.
    /// </summary>
    private static bool IsTold(Refusal refusal) =>
        refusal.Status
            is StatusCodes.Status403Forbidden
                or StatusCodes.Status404NotFound
                or StatusCodes.Status409Conflict
                or StatusCodes.Status422UnprocessableEntity
        && !string.Equals(refusal.Code, ProblemKinds.IdempotencyKeyInUse.Code, StringComparison.Ordinal);

    private async Task TellAsync(Caller caller, Guid agreementId, Refusal refusal)
    {
        var record = TrailRecord.By(
            caller,
            agreementId,
            clock.GetUtcNow(),
            TrailWords.KeyOf(caller.Operation) ?? caller.Operation,
            TrailOutcome.Refused
        ) with
        {
            RefusalCode = refusal.Code,
            Changes =
            [
                new TrailChange(
                    "refusal",
                    null,
                    new JsonObject { ["sv"] = refusal.Title.Sv, ["en"] = refusal.Title.En }
                ),
            ],
        };
        try
        {
            // Not with the request's own token: who hangs up in time would leave no trace.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            var parties = await db
                .AgreementParties.Where(party => party.AgreementId == agreementId)
                .Select(party => party.OrganisationId)
                .ToListAsync(CancellationToken.None);
            if (parties.Contains(caller.OrganisationId))
            {
                db.AppendToTrail(record);
                await db.SaveChangesAsync(CancellationToken.None);
            }
            else if (parties.Count > 0)
            {
                // After the answer: how long it takes must not tell a stranger whether the agreement exists.
                queue.Add(record);
            }
        }
        catch (Exception exception)
        {
            LogNotTold(record.Operation, agreementId, refusal.Code, exception);
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "That {Operation} of agreement {AgreementId} was refused with {Code} could not be appended to its trail"
    )]
    private partial void LogNotTold(string operation, Guid agreementId, string code, Exception exception);
}
