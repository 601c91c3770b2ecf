using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>Opens again what was decided.</summary>
public sealed class ReconsiderRenewal : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/reconsiderations", HandleAsync)
            .WithName(nameof(ReconsiderRenewal))
            .WithSummary("Reconsider what was decided")
            .WithDescription(
                "The dossier is open again and warns again; the earlier outcome stays readable. A successor that was seeded "
                    + "stays, and is withdrawn by itself if it should not go on."
            )
            .RequirePermission(Permission.DecideRenewals)
            .Acts()
            .ReadsOne();

    /// <param name="Comment">Why; it becomes the own party's standpoint.</param>
    /// <param name="Wish">What the own party wants now.</param>
    /// <param name="PartyId">Which own party; needed only when the organisation is a party more than once.</param>
    public sealed record Request(string Comment, OutcomeKind Wish, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Comment).NotEmpty().MaximumLength(RenewalDossier.TextMaxLength);
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
        dossier.Reconsider(desk.Actor);
        dossier.TakeStandpoint(party, request.Wish, request.Comment, desk.Actor);
        return await desk.RecordAsync(dossier, agreement, cancellationToken);
    }
}
