using IopRegistry.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Service;

/// <summary>What this API is, which version answers and where its documentation is (DIGG DOK.23, VER.06).</summary>
public sealed class GetApiInfo : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api-info", Handle)
            .WithName(nameof(GetApiInfo))
            .WithSummary("Read about the API")
            .WithDescription("Name, version, release date, documentation and status of the API. Open to everybody.")
            .AllowAnonymous();

    /// <param name="ApiName">The name of the API.</param>
    /// <param name="ApiVersion">The version that answers, as major.minor.patch.</param>
    /// <param name="ApiReleased">The day this version was released.</param>
    /// <param name="ApiDocumentation">Where a person reads about it.</param>
    /// <param name="ApiStatus">Whether it is for use: beta, active, deprecated or retired.</param>
    public sealed record Response(
        string ApiName,
        string ApiVersion,
        DateOnly ApiReleased,
        string ApiDocumentation,
        ApiStatus ApiStatus
    );

    /// <summary>How far the API is in its own life.</summary>
    public enum ApiStatus
    {
        Beta,
        Active,
        Deprecated,
        Retired,
    }

    internal static Ok<Response> Handle(HttpContext context) =>
        TypedResults.Ok(
            new Response(
                ApiDescription.Name,
                ApiDescription.Version,
                ApiDescription.Released,
                Addresses.Absolute(context, ApiDescription.DocumentationPath),
                ApiStatus.Beta
            )
        );
}
