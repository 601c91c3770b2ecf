using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Asks to sign in with another address.</summary>
public sealed class ChangeSignInEmail : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/email-changes", HandleAsync)
            .WithName(nameof(ChangeSignInEmail))
            .WithSummary("Sign in with another address")
            .WithDescription(
                "Mails a link to the new address; nothing changes until it has been followed, within two days. The answer does not "
                    + "tell whether the address is taken. Within a quarter of an hour of signing in."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="Email">The new address.</param>
    public sealed record Request(string Email);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Email).NotEmpty().MaximumLength(User.EmailMaxLength);
    }

    internal static async Task<Accepted> HandleAsync(
        Request request,
        IopDbContext db,
        SignInMethodsDesk desk,
        MailedLinks links,
        AccountMail mail,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        var email = request.Email.Trim();
        if (!User.IsEmail(email))
        {
            throw new RuleViolationException(UserRules.EmailInvalid);
        }

        var token = links.Make(account, LinkPurpose.ConfirmEmail, email);
        mail.Write(
            account.Id,
            email,
            Letter.ConfirmEmail(
                await desk.LanguageAsync(cancellationToken),
                mail.AddressOf($"email-confirmations/{token}")
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted((string?)null);
    }
}
