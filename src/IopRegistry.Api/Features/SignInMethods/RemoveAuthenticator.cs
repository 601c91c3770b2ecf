using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Stops asking for codes.</summary>
public sealed class RemoveAuthenticator : IEndpoint
{
    private static readonly LocalText Told = new(
        "Inloggning med lösenord i IopRegistry kräver inte längre någon kod.",
        "Signing in to IopRegistry with a password no longer needs a code."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/me/authenticator", HandleAsync)
            .WithName(nameof(RemoveAuthenticator))
            .WithSummary("Stop using codes")
            .WithDescription(
                "For whoever gets a new telephone: the secret and the recovery codes are forgotten. Within a quarter of an hour of "
                    + "signing in, which needed a code or a recovery code."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<NoContent> HandleAsync(SignInMethodsDesk desk, CancellationToken cancellationToken)
    {
        var account = await desk.TakeAsync(cancellationToken);
        if (!account.TwoFactorEnabled)
        {
            throw new RuleViolationException(AccountRules.SecondFactorOff);
        }

        account.TwoFactorEnabled = false;
        account.AuthenticatorKey = null;
        account.RecoveryCodes = [];
        await desk.SaveAsync(account, Told, cancellationToken);
        return TypedResults.NoContent();
    }
}
