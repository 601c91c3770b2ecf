using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IopRegistry.Api.Features.ExternalSignIns;

/// <summary>The outside providers that one can sign in with.</summary>
public sealed class ListSignInProviders : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/sign-in-providers", HandleAsync)
            .WithName(nameof(ListSignInProviders))
            .WithSummary("List outside sign-ins")
            .WithDescription("As many as whoever runs the service has configured; often none.")
            .AllowAnonymous();

    /// <param name="Name">Part of addresses.</param>
    /// <param name="DisplayName">What people call it.</param>
    /// <param name="Links">Where a browser goes to sign in.</param>
    public sealed record Item(
        string Name,
        string DisplayName,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    /// <param name="Providers">All of them.</param>
    public sealed record Response(IReadOnlyList<Item> Providers);

    internal static Ok<Response> HandleAsync(
        [FromServices] IReadOnlyList<ExternalProvider> providers,
        HttpContext http
    ) =>
        TypedResults.Ok(
            new Response([
                .. providers.Select(provider => new Item(
                    provider.Name,
                    provider.DisplayName,
                    [
                        new Link(
                            Addresses.Absolute(http, $"{HttpSetup.BasePath}/external-sign-ins/{provider.Name}"),
                            HttpMethods.Get,
                            "sign-in"
                        ),
                    ]
                )),
            ])
        );
}
