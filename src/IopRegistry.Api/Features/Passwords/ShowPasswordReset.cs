using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Passwords;

/// <summary>The page behind the link in a mail.</summary>
public sealed class ShowPasswordReset : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/password-resets/{token}", HandleAsync)
            .WithName(nameof(ShowPasswordReset))
            .WithSummary("Show where to set a new password")
            .WithDescription(
                "A page with a form. Opening it changes nothing, because programs that check mail open every link in it."
            )
            .AllowAnonymous()
            .ReadsOne()
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        MailedLinks links,
        CancellationToken cancellationToken
    )
    {
        await links.OpenAsync(token, LinkPurpose.ResetPassword, cancellationToken);
        return AccountPages.PasswordForm();
    }
}
