using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>OAuth 2.0 client credentials (RFC 6749 §4.4): a system signs in with its id and secret.</summary>
public sealed class IssueToken : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/oauth/token", HandleAsync)
            .WithName(nameof(IssueToken))
            .WithSummary("Get a token for a machine client")
            .WithDescription(
                "OAuth 2.0 client credentials. The id and the secret are in the form (client_secret_post); Authorization: Basic "
                    + "is not taken. The token is good for ten minutes; get the next one in the same way. Errors are those of "
                    + "RFC 6749 §5.2."
            )
            .AllowAnonymous()
            .RepeatsSafely()
            .ThrottledSignIn()
            .Accepts<TokenForm>(TokenForm.ContentType)
            .Produces<TokenError>(StatusCodes.Status401Unauthorized);

    /// <param name="AccessToken">To be sent as Authorization: Bearer.</param>
    /// <param name="TokenType">Bearer.</param>
    /// <param name="ExpiresIn">Seconds that it is good.</param>
    /// <param name="Scope">What it may do.</param>
    public sealed record Response(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("scope")] string Scope
    )
    {
        internal static Response Example { get; } =
            new("iop_" + new string('0', 64), "Bearer", 600, "payments:read payments:write");
    }

    internal static async Task<Results<Ok<Response>, BadRequest<TokenError>, JsonHttpResult<TokenError>>> HandleAsync(
        HttpContext http,
        IopDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        http.Response.Headers.Pragma = "no-cache"; // RFC 6749 §5.1, beside the no-store of every answer
        var (form, fault) = await TokenForm.ReadAsync(http.Request, cancellationToken);
        if (form is null)
        {
            return fault == TokenError.InvalidClient ? Unknown() : TypedResults.BadRequest(fault);
        }

        var now = clock.GetUtcNow();
        var id = Guid.TryParse(form.ClientId, out var parsed) ? parsed : Guid.Empty;
        var client = await db
            .MachineClients.AsNoTracking()
            .Include(c => c.Secrets)
            .SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        var secret = (client ?? MachineClient.Nobody).Find(form.ClientSecret, SwedishCalendar.DayOf(now));
        if (client is null || secret is null)
        {
            return Unknown();
        }

        List<string> wanted = form.Scope is { } asked
            ? [.. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)]
            : [.. client.Scopes];
        if (wanted.Count == 0 || wanted.Exists(scope => !client.Scopes.Contains(scope, StringComparer.Ordinal)))
        {
            return TypedResults.BadRequest(TokenError.InvalidScope);
        }

        var (token, stored) = AccessToken.Issue(client, wanted, now);
        db.Add(stored);
        await db.SaveChangesAsync(cancellationToken);
        await NoteUseAsync(db, secret, now, cancellationToken);
        return TypedResults.Ok(
            new Response(token, "Bearer", (int)MachineClient.TokenLifetime.TotalSeconds, string.Join(' ', wanted))
        );
    }

    /// <summary>At most once a minute, so that a client that asks for every call writes no more than others.</summary>
    private static async Task NoteUseAsync(
        IopDbContext db,
        MachineSecret secret,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var before = now.AddMinutes(-1);
        if (secret.LastUsedAt is null || secret.LastUsedAt <= before)
        {
            await db
                .MachineSecrets.Where(s => s.Id == secret.Id && (s.LastUsedAt == null || s.LastUsedAt <= before))
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastUsedAt, now), cancellationToken);
        }
    }

    private static JsonHttpResult<TokenError> Unknown() =>
        TypedResults.Json(TokenError.InvalidClient, statusCode: StatusCodes.Status401Unauthorized);
}
