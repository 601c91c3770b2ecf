using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>All parts of what is agreed, as they stand now.</summary>
public sealed class GetContents : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/contents", HandleAsync)
            .WithName(nameof(GetContents))
            .WithSummary("Read the contents")
            .WithDescription(
                "Description, term, commitments, text, quality terms, financing and follow-up plan of the present version, "
                    + "and what is missing before it can be confirmed."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<ContentsView>> HandleAsync(
        Guid agreementId,
        AgreementDesk desk,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var version = await desk.ContentsAsync(agreement, cancellationToken);
        return agreement.Tagged(ContentsView.From(agreement, version, Languages.Of(context)), desk.View);
    }
}
