using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The public side records its assessment: every criterion of its set, the legal checks, the outcome.</summary>
public sealed class RecordAssessment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/assessments", HandleAsync)
            .WithName(nameof(RecordAssessment))
            .WithSummary("Record the assessment")
            .WithDescription(
                "Every criterion of the body's criteria set answered with a motivation, the three legal checks done, and "
                    + "the outcome. It leads to negotiation, or declines."
            )
            .RequirePermission(Permission.AssessAgreements)
            .Acts();

    /// <param name="Answers">One per criterion.</param>
    /// <param name="LegalChecks">Procurement (LOU), state aid (statsstöd), local government act (kommunallagen).</param>
    /// <param name="Outcome">Proceed or decline.</param>
    /// <param name="Decline">Compulsory when the outcome is to decline.</param>
    public sealed record Request(
        IReadOnlyList<CriterionAnswer> Answers,
        LegalChecks LegalChecks,
        AssessmentOutcome Outcome,
        Declination? Decline = null
    );

    /// <param name="ReasonCode">Short code for statistics.</param>
    /// <param name="Reason">The reason in words.</param>
    /// <param name="DecisionReference">The decision.</param>
    public sealed record Declination(string ReasonCode, string Reason, string DecisionReference);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Answers).NotNull().MostItems(CriteriaSet.MostCriteria);
            RuleForEach(r => r.Answers)
                .NotNull()
                .ChildRules(answer =>
                {
                    answer.RuleFor(a => a.CriterionId).NotEmpty().MaximumLength(40);
                    answer.RuleFor(a => a.Answer).IsInEnum();
                    answer.RuleFor(a => a.Motivation).NotNull().MaximumLength(4_000);
                });
            RuleFor(r => r.LegalChecks).NotNull();
            RuleFor(r => r.LegalChecks.Procurement).IsInEnum();
            RuleFor(r => r.LegalChecks.ProcurementMotivation).NotEmpty().MaximumLength(4_000);
            RuleFor(r => r.LegalChecks.StateAid).IsInEnum();
            RuleFor(r => r.LegalChecks.StateAidMotivation).NotEmpty().MaximumLength(4_000);
            RuleFor(r => r.LegalChecks.MunicipalPowersMotivation).NotEmpty().MaximumLength(4_000);
            RuleFor(r => r.Outcome).IsInEnum();
            RuleFor(r => r.Decline).NotNull().When(r => r.Outcome == AssessmentOutcome.Decline);
            RuleFor(r => r.Decline).Null().When(r => r.Outcome == AssessmentOutcome.Proceed);
            RuleFor(r => r.Decline!)
                .ChildRules(decline =>
                {
                    decline.RuleFor(d => d.ReasonCode).NotEmpty().MaximumLength(60).Matches("^[a-z][a-z-]*$");
                    decline.RuleFor(d => d.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
                    decline.RuleFor(d => d.DecisionReference).NotEmpty().MaximumLength(200);
                })
                .When(r => r.Decline is not null);
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        var criteria =
            await db
                .CriteriaSets.AsNoTracking()
                .SingleOrDefaultAsync(set => set.OrganisationId == desk.Actor.OrganisationId, cancellationToken)
            ?? CriteriaSet.Canonical;
        var assessment = new Assessment(
            criteria.Name,
            criteria.Version,
            request.Answers,
            request.LegalChecks,
            request.Outcome,
            desk.Actor.OrganisationId,
            desk.Actor.Today
        );
        var closing = request.Decline is { } no
            ? new Closing(no.ReasonCode, no.Reason, no.DecisionReference, desk.Actor.OrganisationId, desk.Actor.Today)
            : null;
        agreement.RecordAssessment(assessment, criteria, closing, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
