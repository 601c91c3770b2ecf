using System.Text.Json;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Signs in with a passkey.</summary>
public sealed class OpenPasskeySession : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/passkey-sessions", HandleAsync)
            .WithName(nameof(OpenPasskeySession))
            .WithSummary("Sign in with a passkey")
            .WithDescription(
                "The browser's answer to the question of /passkey-questions. A passkey is two factors in one; no code is asked for."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <param name="Credential">What navigator.credentials.get gave, by its toJSON.</param>
    /// <param name="State">The state that came with the question.</param>
    /// <param name="OrganisationId">Whom to act for; the first of the user's organisations when left out.</param>
    /// <param name="Cookie">True for a browser: the session is a cookie and no token is shown.</param>
    public sealed record Request(JsonElement Credential, string State, Guid? OrganisationId = null, bool Cookie = false)
    {
        internal static Request Example =>
            new(JsonSerializer.SerializeToElement(new { id = "…", type = "public-key" }), "…");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Credential).Must(credential => credential.ValueKind == JsonValueKind.Object);
            RuleFor(r => r.State).NotEmpty().MaximumLength(10_000);
        }
    }

    internal static async Task<Created<SessionTokens>> HandleAsync(
        Request request,
        PasskeyQuestions questions,
        SignIns signIns,
        SessionDesk sessions,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var account = await questions.FindAsync(request.Credential, request.State, cancellationToken);
        await signIns.ForgetFailuresAsync(account.Id, cancellationToken);
        var tokens = await sessions.OpenAsync(
            account.Id,
            SignInMethod.Passkey,
            request.Cookie,
            request.OrganisationId,
            cancellationToken
        );
        return TypedResults.Created(SessionView.Address(tokens.SessionId, http), tokens);
    }
}
