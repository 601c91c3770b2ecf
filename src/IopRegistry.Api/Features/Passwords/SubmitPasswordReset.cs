using IopRegistry.Api.Http;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IopRegistry.Api.Features.Passwords;

/// <summary>Takes the form of the page behind the link.</summary>
public sealed class SubmitPasswordReset : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/password-resets/{token}", HandleAsync)
            .WithName(nameof(SubmitPasswordReset))
            .WithSummary("Set a new password on the page")
            .WithDescription(
                "The form of the page at the same address; programs use /new-passwords. The link is the protection against forged requests."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely()
            .DisableAntiforgery()
            .ReadsOne()
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        [FromForm] string password,
        PasswordDesk passwords,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await passwords.ResetAsync(token, password, cancellationToken);
            return HtmlPage.Done();
        }
        catch (RuleViolationException refused)
        {
            return AccountPages.PasswordForm(refused.Violation.Detail);
        }
    }
}
