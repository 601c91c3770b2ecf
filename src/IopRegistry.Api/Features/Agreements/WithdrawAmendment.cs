using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Any party stops an amendment that is not yet signed by all.</summary>
public sealed class WithdrawAmendment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/amendments/{amendmentId:guid}/withdrawals", HandleAsync)
            .WithName(nameof(WithdrawAmendment))
            .WithSummary("Withdraw an amendment")
            .WithDescription(
                "Any party stops an amendment that is not yet signed by all. The agreement stays as it is."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Acts();

    /// <param name="Reason">Why.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(string Reason, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
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
        agreement.WithdrawAmendment(amendmentId, request.Reason, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
