using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>How the caller can sign in.</summary>
public sealed class GetSignInMethods : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me/sign-in-methods", HandleAsync)
            .WithName(nameof(GetSignInMethods))
            .WithSummary("Read how you can sign in")
            .WithDescription("Password, codes, passkeys and outside providers; nothing that signs anybody in.")
            .RequirePermission(Permission.ReadNotifications)
            .ReadsOne();

    internal static async Task<Ok<SignInMethodsView>> HandleAsync(
        IopDbContext db,
        SignInMethodsDesk desk,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.ReadAsync(cancellationToken);
        var passkeys = await db
            .Passkeys.AsNoTracking()
            .Where(p => p.AccountId == account.Id)
            .OrderBy(p => p.CreatedAt)
            .Take(Passkey.MostPerAccount)
            .ToListAsync(cancellationToken);
        var logins = await db
            .ExternalLogins.AsNoTracking()
            .Where(l => l.AccountId == account.Id)
            .OrderBy(l => l.Provider)
            .Take(Passkey.MostPerAccount)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new SignInMethodsView(
                account.Email,
                account.EmailConfirmed,
                account.PasswordHash is not null,
                account.TwoFactorEnabled,
                account.RecoveryCodes.Count,
                passkeys.ConvertAll(PasskeyView.Of),
                logins.ConvertAll(login => new ExternalLoginView(login.Provider, login.CreatedAt)),
                [
                    To(http, "sign-in-methods", HttpMethods.Get, "self"),
                    To(http, "password", HttpMethods.Put, "change-password"),
                    To(http, "email-changes", HttpMethods.Post, "change-email"),
                    To(http, "passkey-questions", HttpMethods.Post, "add-passkey"),
                    account.TwoFactorEnabled
                        ? To(http, "authenticator", HttpMethods.Delete, "stop-codes")
                        : To(http, "authenticator-setups", HttpMethods.Post, "use-codes"),
                ]
            )
        );
    }

    private static Link To(HttpContext http, string path, string method, string rel) =>
        new(Addresses.Absolute(http, $"{HttpSetup.BasePath}/me/{path}"), method, rel);
}
