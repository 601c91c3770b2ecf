using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Trail;

/// <summary>The whole trail as a document for people: an auditor, an archive, a court.</summary>
public sealed class ExportTrail : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/trail/document", HandleAsync)
            .WithName(nameof(ExportTrail))
            .WithSummary("Export the trail")
            .WithDescription(
                "The whole trail in plain Swedish, oldest first: a sentence for each entry and what changed below it, as text; "
                    + "with Accept: text/csv as a table for a spreadsheet."
            )
            .RequirePermission(Permission.ReadTrail)
            .ReadsOne();

    internal static async Task<TrailDocument> HandleAsync(
        Guid agreementId,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    ) => new(await desk.ReadAsync(agreementId, cancellationToken), db);
}
