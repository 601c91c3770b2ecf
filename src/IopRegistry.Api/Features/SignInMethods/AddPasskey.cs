using System.Text.Json;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>Adds a passkey that the browser has made.</summary>
public sealed class AddPasskey : IEndpoint
{
    private static readonly LocalText Told = new(
        "En nyckel (passkey) har lagts till ditt konto i IopRegistry.",
        "A passkey has been added to your account in IopRegistry."
    );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/passkeys", HandleAsync)
            .WithName(nameof(AddPasskey))
            .WithSummary("Add a passkey")
            .WithDescription("The browser's answer to the question of /me/passkey-questions. Told to your address.")
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="Name">What to call it, such as the telephone.</param>
    /// <param name="Credential">What navigator.credentials.create gave, by its toJSON.</param>
    /// <param name="State">The state that came with the question.</param>
    public sealed record Request(string Name, JsonElement Credential, string State)
    {
        internal static Request Example =>
            new("Telefonen", JsonSerializer.SerializeToElement(new { id = "…", type = "public-key" }), "…");
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(Passkey.NameMaxLength);
            RuleFor(r => r.Credential).Must(credential => credential.ValueKind == JsonValueKind.Object);
            RuleFor(r => r.State).NotEmpty().MaximumLength(10_000);
        }
    }

    internal static async Task<NoContent> HandleAsync(
        Request request,
        SignInMethodsDesk desk,
        PasskeyQuestions questions,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        await questions.AddAsync(account, request.Name.Trim(), request.Credential, request.State, cancellationToken);
        await desk.SaveAsync(account, Told, cancellationToken);
        return TypedResults.NoContent();
    }
}
