using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Gives a secret for an authenticator app.</summary>
public sealed class StartAuthenticator : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/authenticator-setups", HandleAsync)
            .WithName(nameof(StartAuthenticator))
            .WithSummary("Begin to use codes")
            .WithDescription(
                "A secret for an authenticator app (TOTP, RFC 6238), shown this once. Nothing changes until a code of it has been "
                    + "shown. Within a quarter of an hour of signing in."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="Secret">To type into the app.</param>
    /// <param name="Address">To show as a QR code.</param>
    public sealed record Response(string Secret, string Address);

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
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

        var key = accounts.NewAuthenticatorKey(account);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Response(key, AuthenticatorCode.Address(key, account.Email)));
    }
}
