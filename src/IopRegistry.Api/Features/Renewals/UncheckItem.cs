using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>Takes back the tick of an item of the checklist.</summary>
public sealed class UncheckItem : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/checklist/{item}", HandleAsync)
            .WithName(nameof(UncheckItem))
            .WithSummary("Take back the tick of an item")
            .WithDescription("It was not done after all. Repeating it changes nothing.")
            .RequirePermission(Permission.PrepareRenewals)
            .Changes()
            .ReadsOne();

    internal static async Task<Tagged<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        string item,
        IfMatch ifMatch,
        RenewalDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await desk.TakeAsync(agreementId, dossierId, ifMatch, cancellationToken);
        desk.RequireOwn(agreement);
        dossier.Uncheck(DossierLinks.ItemOf(item), desk.Actor);
        return await desk.UpdateAsync(dossier, agreement, cancellationToken);
    }
}
