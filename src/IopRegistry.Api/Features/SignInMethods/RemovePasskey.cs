using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Removes a passkey.</summary>
public sealed class RemovePasskey : IEndpoint
{
    private static readonly LocalText Told = new(
        "En nyckel (passkey) har tagits bort från ditt konto i IopRegistry.",
        "A passkey has been removed from your account in IopRegistry."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/me/passkeys/{passkeyId:guid}", HandleAsync)
            .WithName(nameof(RemovePasskey))
            .WithSummary("Remove a passkey")
            .WithDescription("It signs nobody in from now on. The last way to sign in cannot be removed.")
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<NoContent> HandleAsync(
        Guid passkeyId,
        IopDbContext db,
        SignInMethodsDesk desk,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        var passkey =
            await db.Passkeys.SingleOrDefaultAsync(
                p => p.Id == passkeyId && p.AccountId == account.Id,
                cancellationToken
            ) ?? throw ProblemException.NotFound();
        await desk.RequireAnotherWayInAsync(account, cancellationToken);
        db.Remove(passkey);
        await desk.SaveAsync(account, Told, cancellationToken); // whoever removes another at the same time is refused
        return TypedResults.NoContent();
    }
}
