using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>When a decision was announced, appealed and settled.</summary>
public sealed class RecordLegalForce : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/decisions/{decisionId:guid}/legal-force", HandleAsync)
            .WithName(nameof(RecordLegalForce))
            .WithSummary("Record announcement and appeal")
            .WithDescription(
                "When a decision was announced on the notice board (anslag), appealed (laglighetsprövning) and settled. It is in force when three weeks have passed without an appeal, or the appeal has failed."
            )
            .RequirePermission(Permission.DecideAgreements)
            .Changes();

    /// <param name="AnnouncedOn">The day of the announcement.</param>
    /// <param name="AppealedOn">The day of the appeal.</param>
    /// <param name="AppealOutcome">What the court said, in words.</param>
    /// <param name="Annulled">True when the court set the decision aside.</param>
    public sealed record Request(
        DateOnly? AnnouncedOn = null,
        DateOnly? AppealedOn = null,
        string? AppealOutcome = null,
        bool Annulled = false
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.AppealOutcome).MaximumLength(AgreementStep.ReasonMaxLength);
        }
    }

    internal static async Task<Tagged<AgreementView>> HandleAsync(
        Guid agreementId,
        Guid decisionId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        if (agreement.AllDecisions().All(decision => decision.Id != decisionId))
        {
            throw ProblemException.NotFound();
        }

        agreement.RecordLegalForce(
            decisionId,
            request.AnnouncedOn,
            request.AppealedOn,
            request.AppealOutcome,
            request.Annulled,
            desk.Actor
        );
        return await desk.UpdateAsync(agreement, cancellationToken);
    }
}
