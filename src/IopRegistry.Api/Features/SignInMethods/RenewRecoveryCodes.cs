using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Gives new codes for a lost app.</summary>
public sealed class RenewRecoveryCodes : IEndpoint
{
    private static readonly LocalText Told = new(
        "Nya återställningskoder har skapats för ditt konto i IopRegistry; de gamla gäller inte längre.",
        "New recovery codes have been made for your account in IopRegistry; the old ones are no longer good."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/recovery-codes", HandleAsync)
            .WithName(nameof(RenewRecoveryCodes))
            .WithSummary("Get new recovery codes")
            .WithDescription("Ten new ones, shown this once; those of before stop working.")
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="RecoveryCodes">To be written down and kept apart from the telephone.</param>
    public sealed record Response(IReadOnlyList<string> RecoveryCodes);

    internal static async Task<Ok<Response>> HandleAsync(SignInMethodsDesk desk, CancellationToken cancellationToken)
    {
        var account = await desk.TakeAsync(cancellationToken);
        if (!account.TwoFactorEnabled)
        {
            throw new RuleViolationException(AccountRules.SecondFactorOff);
        }

        var codes = Accounts.NewRecoveryCodes(account);
        await desk.SaveAsync(account, Told, cancellationToken);
        return TypedResults.Ok(new Response(codes));
    }
}
