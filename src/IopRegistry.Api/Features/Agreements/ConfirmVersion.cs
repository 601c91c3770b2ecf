using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party says yes to the present version.</summary>
public sealed class ConfirmVersion : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/confirmations", HandleAsync)
            .WithName(nameof(ConfirmVersion))
            .WithSummary("Confirm a version")
            .WithDescription(
                "A party says yes to the present version of the contents. When every party has confirmed the same version it goes to decision. unmetGuards lists all that is missing."
            )
            .RequirePermission(Permission.ConfirmAgreements)
            .Acts();

    /// <param name="Version">The version of the contents that was read.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(int Version, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Version).GreaterThan(0);
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
        agreement.ConfirmVersion(request.Version, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
