using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Publications;

/// <summary>What of an agreement is public.</summary>
public sealed class GetPublication : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/publication", HandleAsync)
            .WithName(nameof(GetPublication))
            .WithSummary("Read what of an agreement is public")
            .WithDescription(
                "Every field with its publication level, why it has it, and the legal ground of what is withheld. Every party "
                    + "reads it; the public parties choose."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<PublicationView>> HandleAsync(
        Guid agreementId,
        PublicationDesk desk,
        CancellationToken cancellationToken
    ) => desk.Show(await desk.WeighAsync(agreementId, cancellationToken));
}
