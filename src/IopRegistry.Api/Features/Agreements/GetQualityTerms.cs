using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Read the quality terms.</summary>
public sealed class GetQualityTerms : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/quality-terms", HandleAsync)
            .WithName(nameof(GetQualityTerms))
            .WithSummary("Read the quality terms")
            .WithDescription(
                "Jointly agreed quality and how it is seen; binding when every party has confirmed the version."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Version">The version they stand in.</param>
    /// <param name="QualityTerms">All of them.</param>
    public sealed record Response(int Version, IReadOnlyList<QualityTerm> QualityTerms);

    internal static async Task<Tagged<Response>> HandleAsync(
        Guid agreementId,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var version = await desk.ContentsAsync(agreement, cancellationToken);
        return agreement.Tagged(new Response(version.Number, version.Contents.QualityTerms), desk.View);
    }
}
