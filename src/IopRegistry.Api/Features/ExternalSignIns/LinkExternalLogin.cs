using FluentValidation;
using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IopRegistry.Api.Features.ExternalSignIns;

/// <summary>Begins to link an outside sign-in to one's account.</summary>
public sealed class LinkExternalLogin : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/external-login-links", HandleAsync)
            .WithName(nameof(LinkExternalLogin))
            .WithSummary("Link an outside sign-in")
            .WithDescription(
                "For a browser with a cookie session, within a quarter of an hour of signing in. The answer is where the same browser "
                    + "goes, within five minutes."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely()
            .ReadsOne();

    /// <param name="Provider">The name of the provider.</param>
    public sealed record Request(string Provider);

    /// <param name="Address">Where the browser goes.</param>
    public sealed record Response(string Address);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Provider).NotEmpty().MaximumLength(ExternalLogin.ProviderMaxLength);
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Request request,
        [FromServices] IReadOnlyList<ExternalProvider> providers,
        SignInMethodsDesk desk,
        LinkTickets tickets,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var account = await desk.TakeAsync(cancellationToken);
        if (!providers.Any(known => string.Equals(known.Name, request.Provider, StringComparison.Ordinal)))
        {
            throw ProblemException.NotFound();
        }

        var ticket = tickets.Make(account.Id, request.Provider, user.SessionId!.Value);
        return TypedResults.Ok(
            new Response(
                Addresses.Absolute(
                    http,
                    $"{HttpSetup.BasePath}/external-sign-ins/{request.Provider}?ticket={Uri.EscapeDataString(ticket)}"
                )
            )
        );
    }
}
