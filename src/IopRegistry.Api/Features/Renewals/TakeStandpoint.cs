using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>A party says what it wants to happen at the end.</summary>
public sealed class TakeStandpoint : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/standpoints", HandleAsync)
            .WithName(nameof(TakeStandpoint))
            .WithSummary("Say what the own party wants")
            .WithDescription(
                "Both sides read it. A later standpoint takes the place of an earlier one, which stays readable."
            )
            .RequirePermission(Permission.PrepareRenewals)
            .Acts()
            .ReadsOne();

    /// <param name="Wish">What the party wants.</param>
    /// <param name="Comment">Why, and on what terms.</param>
    /// <param name="PartyId">Which own party; needed only when the organisation is a party more than once.</param>
    public sealed record Request(OutcomeKind Wish, string? Comment = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Comment).MaximumLength(RenewalDossier.TextMaxLength);
            RuleFor(r => r.PartyId).NotEqual(Guid.Empty);
        }
    }

    internal static async Task<TaggedCreated<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        Request request,
        IfMatch ifMatch,
        RenewalDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await desk.TakeAsync(agreementId, dossierId, ifMatch, cancellationToken);
        var party = agreement.ActingParty(request.PartyId, desk.Actor);
        dossier.TakeStandpoint(party, request.Wish, request.Comment, desk.Actor);
        return await desk.RecordAsync(dossier, agreement, cancellationToken);
    }
}
