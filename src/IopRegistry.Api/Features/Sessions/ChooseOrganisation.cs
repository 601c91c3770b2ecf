using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>Chooses which of one's organisations to act for.</summary>
public sealed class ChooseOrganisation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/organisation-choices", HandleAsync)
            .WithName(nameof(ChooseOrganisation))
            .WithSummary("Choose whom you act for")
            .WithDescription(
                "An organisation you are a user of, or one that has given yours a mandate. The answer has new tokens, or a new "
                    + "cookie; the old ones still act for the organisation before, until they run out."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely();

    /// <param name="OrganisationId">Whom to act for.</param>
    /// <param name="MandateId">By which mandate, when there is more than one way.</param>
    public sealed record Request(Guid OrganisationId, Guid? MandateId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.OrganisationId).NotEmpty();
    }

    internal static async Task<Ok<SessionTokens>> HandleAsync(
        Request request,
        CurrentUser user,
        SessionDesk sessions,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sessions.ChooseAsync(
                user.SessionId ?? throw new RuleViolationException(AccountRules.SignInAgain),
                request.OrganisationId,
                request.MandateId,
                cancellationToken
            )
        );
}
