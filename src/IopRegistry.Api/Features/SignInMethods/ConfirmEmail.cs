using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Shows that an address is one's own.</summary>
public sealed class ConfirmEmail : IEndpoint
{
    private static readonly LocalText Told = new(
        "Ditt konto i IopRegistry loggar nu in med en annan e-postadress.",
        "Your account in IopRegistry now signs in with another e-mail address."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/email-confirmations/{token}", HandleAsync)
            .WithName(nameof(ConfirmEmail))
            .WithSummary("Confirm an address")
            .WithDescription(
                "Called by the button of the page at the same address. The account signs in with the new address from now on, and the "
                    + "old one is told."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely()
            .ReadsOne()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        IopDbContext db,
        MailedLinks links,
        AccountMail mail,
        CancellationToken cancellationToken
    )
    {
        var (account, email) = await links.OpenAsync(token, LinkPurpose.ConfirmEmail, cancellationToken);
        var language = await db
            .Users.Where(u => u.Id == account.Id)
            .Select(u => u.Language)
            .SingleAsync(cancellationToken);
        mail.Write(account.Id, account.Email, Letter.Changed(language, Told));
        account.Email = email;
        account.NormalizedEmail = Accounts.Normalize(email);
        account.EmailConfirmed = true;
        Accounts.Changed(account);
        await db.SaveChangesAsync(cancellationToken); // an address that is taken is found by the unique index
        return HtmlPage.Done();
    }
}
