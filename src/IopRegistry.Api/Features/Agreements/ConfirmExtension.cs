using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party confirms the coming automatic extension.</summary>
public sealed class ConfirmExtension : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/extension-confirmations", HandleAsync)
            .WithName(nameof(ConfirmExtension))
            .WithSummary("Confirm an automatic extension")
            .WithDescription(
                "The recorded human confirmation without which an agreement is not extended by itself, unless its text says so."
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
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        agreement.ConfirmExtension(request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
