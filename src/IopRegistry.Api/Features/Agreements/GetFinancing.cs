using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Read the financing.</summary>
public sealed class GetFinancing : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/financing", HandleAsync)
            .WithName(nameof(GetFinancing))
            .WithSummary("Read the financing")
            .WithDescription(
                "Every line per funder, kind and fiscal year, with shares and the contract value including extensions."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Version">The version it stands in.</param>
    /// <param name="Lines">All lines.</param>
    /// <param name="Figures">What they add up to.</param>
    public sealed record Response(int Version, IReadOnlyList<FinancingLine> Lines, Figures Figures);

    internal static async Task<Tagged<Response>> HandleAsync(
        Guid agreementId,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var version = await desk.ContentsAsync(agreement, cancellationToken);
        return agreement.Tagged(new Response(version.Number, version.Contents.Financing, agreement.Figures), desk.View);
    }
}
