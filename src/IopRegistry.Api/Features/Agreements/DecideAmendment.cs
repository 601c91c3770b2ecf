using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A decider decides on an amendment.</summary>
public sealed class DecideAmendment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/amendments/{amendmentId:guid}/decisions", HandleAsync)
            .WithName(nameof(DecideAmendment))
            .WithSummary("Decide on an amendment")
            .WithDescription(
                "Each required decider decides on the amendment. When all have said yes it goes to signing; a no withdraws the amendment."
            )
            .RequirePermission(Permission.DecideAgreements)
            .Acts();

    /// <param name="PartyId">The own party that decided.</param>
    /// <param name="Approved">Yes or no.</param>
    /// <param name="Kind">Board (nämnd), committee (utskott) or delegated (delegationsbeslut).</param>
    /// <param name="Body">Who decided, such as socialnämnden.</param>
    /// <param name="Date">The day of the decision; today at the latest.</param>
    /// <param name="Paragraph">Paragraph of the minutes; compulsory unless delegated.</param>
    /// <param name="RegistryNumber">Diarienummer; compulsory unless delegated.</param>
    /// <param name="DelegationReference">The delegation; compulsory when delegated.</param>
    /// <param name="Reason">Compulsory for a no.</param>
    public sealed record Request(
        Guid PartyId,
        bool Approved,
        DecisionKind Kind,
        string Body,
        DateOnly Date,
        string? Paragraph = null,
        string? RegistryNumber = null,
        string? DelegationReference = null,
        string? Reason = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.PartyId).NotEmpty();
            RuleFor(r => r.Kind).IsInEnum();
            RuleFor(r => r.Body).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Paragraph).MaximumLength(100);
            RuleFor(r => r.RegistryNumber).MaximumLength(Party.RegistryNumberMaxLength);
            RuleFor(r => r.DelegationReference).MaximumLength(200);
            RuleFor(r => r.Reason).MaximumLength(AgreementStep.ReasonMaxLength);
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Guid amendmentId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        AgreementDesk.RequireAmendment(agreement, amendmentId);
        agreement.DecideAmendment(
            amendmentId,
            new Decision(
                Guid.CreateVersion7(desk.Actor.At),
                request.PartyId,
                request.Approved,
                request.Kind,
                request.Body,
                request.Date,
                request.Paragraph,
                request.RegistryNumber,
                request.DelegationReference,
                request.Reason,
                0,
                0
            ),
            desk.Actor
        );
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
