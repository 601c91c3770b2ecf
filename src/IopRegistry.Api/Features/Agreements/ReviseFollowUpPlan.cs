using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Revise the follow-up plan.</summary>
public sealed class ReviseFollowUpPlan : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/follow-up-plan", HandleAsync)
            .WithName(nameof(ReviseFollowUpPlan))
            .WithSummary("Revise the follow-up plan")
            .WithDescription(
                "When and how the parties look at the period together (uppföljningsplan). Any party writes; the new version asks everybody to confirm again."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="FollowUpPlan">All of the plan.</param>
    /// <param name="Note">What the change is about; both sides read it.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(FollowUpPlan FollowUpPlan, string? Note = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.FollowUpPlan).NotNull().SetValidator(new FollowUpPlanValidator());
            RuleFor(r => r.Note).MaximumLength(AgreementStep.ReasonMaxLength);
        }
    }

    internal static Task<Tagged<ContentsView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    ) =>
        desk.ReviseAsync(
            agreementId,
            ifMatch,
            ContentsPart.FollowUpPlan,
            contents => contents with { FollowUpPlan = request.FollowUpPlan },
            request.Note,
            request.PartyId,
            cancellationToken
        );
}
