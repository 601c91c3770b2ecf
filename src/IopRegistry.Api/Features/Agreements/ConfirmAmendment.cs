using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party says yes to an amendment.</summary>
public sealed class ConfirmAmendment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/amendments/{amendmentId:guid}/confirmations", HandleAsync)
            .WithName(nameof(ConfirmAmendment))
            .WithSummary("Confirm an amendment")
            .WithDescription(
                "A party says yes to the amendment, also a party that joins by it. When all have, it goes to decision."
            )
            .RequirePermission(Permission.ConfirmAgreements)
            .Acts();

    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.PartyId).NotEqual(Guid.Empty);
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
        agreement.ConfirmAmendment(amendmentId, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
