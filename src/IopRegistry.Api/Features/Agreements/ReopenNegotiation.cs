using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Any party takes the agreement back to negotiation.</summary>
public sealed class ReopenNegotiation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/reopenings", HandleAsync)
            .WithName(nameof(ReopenNegotiation))
            .WithSummary("Reopen the negotiation")
            .WithDescription(
                "Any party takes the agreement back to negotiation. Confirmations, decisions and signatures of the round no longer count; they stay on record."
            )
            .RequirePermission(Permission.ConfirmAgreements)
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
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        agreement.Reopen(request.Reason, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
