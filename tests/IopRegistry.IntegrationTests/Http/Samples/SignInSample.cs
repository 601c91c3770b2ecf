using IopRegistry.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IopRegistry.IntegrationTests.Http.Samples;

/// <summary>Lets nobody in; only its limit is of interest.</summary>
public sealed class SignInSample : IEndpoint
{
    public const string Path = "/iop/v1/sample-sign-ins";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/sample-sign-ins", Handle)
            .WithName(nameof(SignInSample))
            .WithSummary("Sign in")
            .WithDescription("Only in tests.")
            .AllowAnonymous()
            .RepeatsSafely()
            .ThrottledSignIn();

    internal static NoContent Handle() => TypedResults.NoContent();
}
