using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Passwords;

/// <summary>Changes one's own password.</summary>
public sealed class ChangePassword : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/me/password", HandleAsync)
            .WithName(nameof(ChangePassword))
            .WithSummary("Change your password")
            .WithDescription(
                "Needs the present one; whoever has none signs in with a passkey and sets a first one within a quarter of an hour. "
                    + "Ends all other sessions and tells the address by mail."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="NewPassword">What it shall be.</param>
    /// <param name="Password">What it is; left out by whoever has none.</param>
    public sealed record Request(string NewPassword, string? Password = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.NewPassword).NotEmpty().MaximumLength(1_000);
            RuleFor(r => r.Password).MaximumLength(1_000);
        }
    }

    internal static async Task<NoContent> HandleAsync(
        Request request,
        PasswordDesk passwords,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        await passwords.ChangeAsync(user, request.Password, request.NewPassword, cancellationToken);
        return TypedResults.NoContent();
    }
}
