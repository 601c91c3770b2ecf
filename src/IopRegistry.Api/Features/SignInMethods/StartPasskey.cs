using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Asks what a browser has to prove to make a passkey.</summary>
public sealed class StartPasskey : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/passkey-questions", HandleAsync)
            .WithName(nameof(StartPasskey))
            .WithSummary("Begin to add a passkey")
            .WithDescription(
                "The question for navigator.credentials.create (WebAuthn), good for five minutes and one answer. Within a quarter "
                    + "of an hour of signing in."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<Ok<PasskeyQuestion>> HandleAsync(
        IopDbContext db,
        SignInMethodsDesk desk,
        PasskeyQuestions questions,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        if (await db.Passkeys.CountAsync(p => p.AccountId == account.Id, cancellationToken) >= Passkey.MostPerAccount)
        {
            throw new RuleViolationException(AccountRules.TooManyPasskeys);
        }

        var name = await db.Users.Where(u => u.Id == account.Id).Select(u => u.Name).SingleAsync(cancellationToken);
        return TypedResults.Ok(await questions.AskForNewAsync(account, name));
    }
}
