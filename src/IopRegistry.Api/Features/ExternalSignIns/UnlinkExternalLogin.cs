using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.ExternalSignIns;

/// <summary>Unlinks an outside sign-in.</summary>
public sealed class UnlinkExternalLogin : IEndpoint
{
    private static readonly LocalText Told = new(
        "En yttre inloggning har kopplats bort från ditt konto i IopRegistry.",
        "An outside sign-in has been unlinked from your account in IopRegistry."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/me/external-logins/{provider}", HandleAsync)
            .WithName(nameof(UnlinkExternalLogin))
            .WithSummary("Unlink an outside sign-in")
            .WithDescription("It signs nobody in from now on. The last way to sign in cannot be removed.")
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<NoContent> HandleAsync(
        string provider,
        IopDbContext db,
        SignInMethodsDesk desk,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        var logins = await db
            .ExternalLogins.Where(l => l.Provider == provider && l.AccountId == account.Id)
            .Take(IopRegistry.Identity.Passkey.MostPerAccount)
            .ToListAsync(cancellationToken);
        if (logins.Count == 0)
        {
            throw ProblemException.NotFound();
        }

        await desk.RequireAnotherWayInAsync(account, cancellationToken);
        db.RemoveRange(logins);
        await desk.SaveAsync(account, Told, cancellationToken);
        return TypedResults.NoContent();
    }
}
