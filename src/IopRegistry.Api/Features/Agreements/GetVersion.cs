using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>One version of the contents, as it was written.</summary>
public sealed class GetVersion : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/versions/{number:int}", HandleAsync)
            .WithName(nameof(GetVersion))
            .WithSummary("Read a version")
            .WithDescription("The contents as they were written; its contentHash is what is confirmed and signed.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<ContentsView>> HandleAsync(
        Guid agreementId,
        int number,
        AgreementDesk desk,
        IopDbContext db,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var version =
            await db
                .AgreementVersions.AsNoTracking()
                .SingleOrDefaultAsync(v => v.AgreementId == agreementId && v.Number == number, cancellationToken)
            ?? throw ProblemException.NotFound();
        return new Tagged<ContentsView>(
            ContentsView.From(agreement, version, Languages.Of(context)),
            ETags.Of(version.Number, desk.View)
        );
    }
}
