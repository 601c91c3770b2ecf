using FluentValidation;
using IopRegistry.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Passwords;

/// <summary>Sets a new password by a mailed link.</summary>
public sealed class ResetPassword : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/new-passwords", HandleAsync)
            .WithName(nameof(ResetPassword))
            .WithSummary("Set a new password by a link")
            .WithDescription(
                "Ends every session of the account, unlocks it, and spends the link. Codes and passkeys stay as they are."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely();

    /// <param name="Token">The last part of the mailed link.</param>
    /// <param name="Password">The new password.</param>
    public sealed record Request(string Token, string Password);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Token).NotEmpty().MaximumLength(2_000);
            RuleFor(r => r.Password).NotEmpty().MaximumLength(1_000);
        }
    }

    internal static async Task<NoContent> HandleAsync(
        Request request,
        PasswordDesk passwords,
        CancellationToken cancellationToken
    )
    {
        await passwords.ResetAsync(request.Token, request.Password, cancellationToken);
        return TypedResults.NoContent();
    }
}
