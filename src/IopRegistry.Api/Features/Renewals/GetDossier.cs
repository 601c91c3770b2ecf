using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>One renewal dossier, with its timeline and the gap that threatens.</summary>
public sealed class GetDossier : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}", HandleAsync)
            .WithName(nameof(GetDossier))
            .WithSummary("Read a renewal dossier")
            .WithDescription(
                "The timeline worked back from the end, what is done, what the parties want, what was decided, and the days "
                    + "without a valid agreement that threaten. Both sides read the same."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        RenewalDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await desk.ReadAsync(agreementId, dossierId, cancellationToken);
        return await desk.TaggedAsync(dossier, agreement, cancellationToken);
    }
}
