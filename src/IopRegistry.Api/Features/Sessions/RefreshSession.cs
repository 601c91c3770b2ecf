using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Trades a refresh token for the next pair of tokens.</summary>
public sealed class RefreshSession : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/session-refreshments", HandleAsync)
            .WithName(nameof(RefreshSession))
            .WithSummary("Refresh your tokens")
            .WithDescription(
                "The refresh token is good once, for fourteen days. One that comes again has been copied, and ends the session "
                    + "with everything that descends from it. May change whom the session acts for."
            )
            .AllowAnonymous()
            .RepeatsSafely()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <param name="RefreshToken">The latest one of the session.</param>
    /// <param name="OrganisationId">Whom to act for from now on; as before when left out.</param>
    public sealed record Request(string RefreshToken, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.RefreshToken).NotEmpty().MaximumLength(200);
    }

    internal static async Task<Ok<SessionTokens>> HandleAsync(
        Request request,
        SessionDesk sessions,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sessions.RefreshAsync(request.RefreshToken, request.OrganisationId, cancellationToken));
}
