using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>Ticks an item of the checklist.</summary>
public sealed class CheckItem : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/checklist/{item}", HandleAsync)
            .WithName(nameof(CheckItem))
            .WithSummary("Tick an item of the checklist")
            .WithDescription(
                "Items are follow-up, needs-reviewed, financing-prepared, text-reviewed, staff-and-premises-considered and "
                    + "board-paper-written. Either side may tick them."
            )
            .RequirePermission(Permission.PrepareRenewals)
            .Changes()
            .ReadsOne();

    /// <param name="Note">Where the result is to be found.</param>
    /// <param name="PartyId">Which own party; needed only when the organisation is a party more than once.</param>
    public sealed record Request(string? Note = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).MaximumLength(RenewalDossier.TextMaxLength);
            RuleFor(r => r.PartyId).NotEqual(Guid.Empty);
        }
    }

    internal static async Task<Tagged<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        string item,
        Request request,
        IfMatch ifMatch,
        RenewalDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await desk.TakeAsync(agreementId, dossierId, ifMatch, cancellationToken);
        var party = agreement.ActingParty(request.PartyId, desk.Actor);
        dossier.Check(DossierLinks.ItemOf(item), party, request.Note, desk.Actor);
        return await desk.UpdateAsync(dossier, agreement, cancellationToken);
    }
}
