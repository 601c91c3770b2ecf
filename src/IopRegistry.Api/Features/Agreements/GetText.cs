using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Read the text.</summary>
public sealed class GetText : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/text", HandleAsync)
            .WithName(nameof(GetText))
            .WithSummary("Read the text")
            .WithDescription("The clauses of the present version in order, under their headings.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Version">The version it stands in.</param>
    /// <param name="Clauses">In order.</param>
    public sealed record Response(int Version, IReadOnlyList<Clause> Clauses);

    internal static async Task<Tagged<Response>> HandleAsync(
        Guid agreementId,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var version = await desk.ContentsAsync(agreement, cancellationToken);
        return agreement.Tagged(new Response(version.Number, version.Contents.Text), desk.View);
    }
}
