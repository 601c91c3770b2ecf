using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Features.PublicRegister;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Publications;

/// <summary>An agreement as the public sees it, or will see it when it is signed.</summary>
public sealed class PreviewPublication : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/publication/preview", HandleAsync)
            .WithName(nameof(PreviewPublication))
            .WithSummary("See an agreement as the public sees it")
            .WithDescription(
                "What the public register shows of the agreement as it stands, also before it is signed. Every party reads it."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<PublicAgreementView>> HandleAsync(
        Guid agreementId,
        PublicationDesk desk,
        AgreementDesk agreements,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var (publication, agreement, projection) = await desk.WeighAsync(agreementId, cancellationToken);
        var view = PublicAgreementView.Of(
            new PublicAgreementView.Head(
                agreement.Id,
                agreement.Reference,
                agreement.State,
                agreement.EndedReason,
                publication.Entry?.UpdatedAt ?? agreement.UpdatedAt
            ),
            projection.Shown,
            Languages.Of(http),
            RegisterAddresses.Agreements(http)
        );
        return new Tagged<PublicAgreementView>(
            view,
            ETags.Of(publication.Version, $"{agreement.Version}-{agreements.View}")
        );
    }
}
