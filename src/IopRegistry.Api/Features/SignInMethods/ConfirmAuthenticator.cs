using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Shows a code, after which one is asked for at every sign-in with the password.</summary>
public sealed class ConfirmAuthenticator : IEndpoint
{
    private static readonly LocalText Told = new(
        "Inloggning med lösenord i IopRegistry kräver nu också en kod.",
        "Signing in to IopRegistry with a password now needs a code, too."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/authenticators", HandleAsync)
            .WithName(nameof(ConfirmAuthenticator))
            .WithSummary("Use codes from now on")
            .WithDescription(
                "Needs a code of the app. The answer has ten recovery codes, shown this once and good once each, for a lost app."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="Code">Six digits from the app.</param>
    public sealed record Request(string Code);

    /// <param name="RecoveryCodes">To be written down and kept apart from the telephone.</param>
    public sealed record Response(IReadOnlyList<string> RecoveryCodes);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Code).NotEmpty().MaximumLength(10);
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Request request,
        SignInMethodsDesk desk,
        Accounts accounts,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        if (account.TwoFactorEnabled)
        {
            throw new RuleViolationException(AccountRules.SecondFactorOn);
        }

        account.LastAuthenticatorStep =
            accounts.CheckCode(account, request.Code) ?? throw new RuleViolationException(AccountRules.CodeWrong);
        account.TwoFactorEnabled = true;
        var codes = Accounts.NewRecoveryCodes(account);
        await desk.SaveAsync(account, Told, cancellationToken);
        return TypedResults.Ok(new Response(codes));
    }
}
