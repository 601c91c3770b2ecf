using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>The page behind the link in a mail.</summary>
public sealed class ShowEmailConfirmation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/email-confirmations/{token}", HandleAsync)
            .WithName(nameof(ShowEmailConfirmation))
            .WithSummary("Show where to confirm an address")
            .WithDescription(
                "A page with a button. Opening it changes nothing, because programs that check mail open every link in it."
            )
            .AllowAnonymous()
            .ReadsOne()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        MailedLinks links,
        CancellationToken cancellationToken
    )
    {
        var (_, email) = await links.OpenAsync(token, LinkPurpose.ConfirmEmail, cancellationToken);
        return AccountPages.ConfirmButton(email);
    }
}
