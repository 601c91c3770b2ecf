using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The public side says no, with a reason and a reference to the decision.</summary>
public sealed class DeclineAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/declinations", HandleAsync)
            .WithName(nameof(DeclineAgreement))
            .WithSummary("Decline an agreement")
            .WithDescription("The public side says no. A no is a decision with a reason, never a deletion.")
            .RequirePermission(Permission.AssessAgreements)
            .Acts();

    /// <param name="ReasonCode">Short code for statistics, such as no-funding.</param>
    /// <param name="Reason">The reason in words; both sides read it.</param>
    /// <param name="DecisionReference">The decision, such as SN § 42/2026.</param>
    public sealed record Request(string ReasonCode, string Reason, string DecisionReference);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.ReasonCode).NotEmpty().MaximumLength(60).Matches("^[a-z][a-z-]*$");
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
            RuleFor(r => r.DecisionReference).NotEmpty().MaximumLength(200);
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        agreement.Decline(
            new Closing(
                request.ReasonCode,
                request.Reason,
                request.DecisionReference,
                desk.Actor.OrganisationId,
                desk.Actor.Today
            ),
            desk.Actor
        );
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
