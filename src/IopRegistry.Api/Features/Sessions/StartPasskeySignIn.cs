using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Asks what a browser has to prove to sign in with a passkey.</summary>
public sealed class StartPasskeySignIn : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/passkey-questions", HandleAsync)
            .WithName(nameof(StartPasskeySignIn))
            .WithSummary("Begin to sign in with a passkey")
            .WithDescription(
                "The question for navigator.credentials.get (WebAuthn). It names nobody, and is good for five minutes and one answer."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely();

    internal static async Task<Ok<PasskeyQuestion>> HandleAsync(PasskeyQuestions questions) =>
        TypedResults.Ok(await questions.AskForAnyAsync());
}
