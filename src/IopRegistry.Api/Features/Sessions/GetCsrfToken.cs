using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>What a browser with a cookie sends with every change.</summary>
public sealed class GetCsrfToken : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me/csrf-token", HandleAsync)
            .WithName(nameof(GetCsrfToken))
            .WithSummary("Get the token against forged requests")
            .WithDescription(
                "For browsers: sent as X-CSRF-Token with every change, together with the cookie that comes along. Callers with "
                    + "an Authorization header need none."
            )
            .RequirePermission(Permission.ReadNotifications);

    /// <param name="Token">For the header X-CSRF-Token.</param>
    public sealed record Response(string Token);

    internal static Ok<Response> HandleAsync(IAntiforgery antiforgery, HttpContext http) =>
        TypedResults.Ok(new Response(antiforgery.GetAndStoreTokens(http).RequestToken!));
}
