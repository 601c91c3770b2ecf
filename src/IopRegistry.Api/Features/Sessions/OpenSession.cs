using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Signs in with an e-mail address and a password.</summary>
public sealed class OpenSession : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/sessions", HandleAsync)
            .WithName(nameof(OpenSession))
            .WithSummary("Sign in with a password")
            .WithDescription(
                "A program gets an access token for ten minutes and a refresh token; a browser that says cookie gets a cookie. "
                    + "Unknown address, wrong password and locked account are refused alike. When the account uses codes, the "
                    + "first call is answered with second-factor-needed and is sent again with the code."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <param name="Email">What the user signs in with.</param>
    /// <param name="Password">The password.</param>
    /// <param name="Code">Six digits from the authenticator app, where it is used.</param>
    /// <param name="RecoveryCode">One of the codes that were written down, when the app is gone.</param>
    /// <param name="OrganisationId">Whom to act for; the first of the user's organisations when left out.</param>
    /// <param name="Cookie">True for a browser: the session is a cookie and no token is shown.</param>
    public sealed record Request(
        string Email,
        string Password,
        string? Code = null,
        string? RecoveryCode = null,
        Guid? OrganisationId = null,
        bool Cookie = false
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Email).NotEmpty().MaximumLength(User.EmailMaxLength);
            RuleFor(r => r.Password).NotEmpty().MaximumLength(Password.MaxLength);
            RuleFor(r => r.Code).MaximumLength(10);
            RuleFor(r => r.RecoveryCode).MaximumLength(40);
        }
    }

    internal static async Task<Created<SessionTokens>> HandleAsync(
        Request request,
        SignIns signIns,
        SessionDesk sessions,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var account = await signIns.PasswordAsync(
            request.Email,
            request.Password,
            request.Code,
            request.RecoveryCode,
            cancellationToken
        );
        var tokens = await sessions.OpenAsync(
            account.Id,
            SignInMethod.Password,
            request.Cookie,
            request.OrganisationId,
            cancellationToken
        );
        return TypedResults.Created(SessionView.Address(tokens.SessionId, http), tokens);
    }
}
