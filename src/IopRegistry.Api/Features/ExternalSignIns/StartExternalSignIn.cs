using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IopRegistry.Api.Features.ExternalSignIns;

/// <summary>Sends a browser to an outside provider.</summary>
public sealed class StartExternalSignIn : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/external-sign-ins/{provider}", Handle)
            .WithName(nameof(StartExternalSignIn))
            .WithSummary("Sign in with an outside provider")
            .WithDescription(
                "For browsers: redirects to the provider, which sends the browser back with a cookie session. Only a sign-in that "
                    + "its owner has linked is let in; one with the same e-mail address is not."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .ReadsOne()
            .Produces(StatusCodes.Status302Found);

    internal static ChallengeHttpResult Handle(
        string provider,
        [FromServices] IReadOnlyList<ExternalProvider> providers,
        LinkTickets tickets,
        CurrentUser user,
        string? returnTo = null,
        string? ticket = null
    )
    {
        if (!providers.Any(known => string.Equals(known.Name, provider, StringComparison.Ordinal)))
        {
            throw ProblemException.NotFound();
        }

        var target = returnTo ?? $"{HttpSetup.BasePath}/me";
        if (!IsOwn(target))
        {
            throw ProblemException.InvalidQuery(StrictQuery.WrongValue(nameof(returnTo)));
        }

        var linkTo = ticket is null ? (Guid?)null : tickets.Open(ticket, provider, user);
        return TypedResults.Challenge(ExternalSignIn.Properties(target, linkTo, user.SessionIfAny), [provider]);
    }

    /// <summary>A path of this host; anything else would let a link of ours lead anywhere.</summary>
    private static bool IsOwn(string path) =>
        path.StartsWith('/')
        && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Any(char.IsControl);
}
