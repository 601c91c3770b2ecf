using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Imports;

/// <summary>An import with what became of each row.</summary>
public sealed class GetImport : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/imports/{importId:guid}", HandleAsync)
            .WithName(nameof(GetImport))
            .WithSummary("Read an import and its report")
            .WithDescription(
                "Only for the organisation that imported. The report is as it was; reasons follow Accept-Language."
            )
            .RequirePermission(Permission.ImportAgreements)
            .ReadsOne();

    internal static async Task<Tagged<ImportView>> HandleAsync(
        Guid importId,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var organisationId = user.OrganisationId;
        var import =
            await db
                .AgreementImports.AsNoTracking()
                .SingleOrDefaultAsync(i => i.Id == importId && i.OrganisationId == organisationId, cancellationToken)
            ?? throw ProblemException.NotFound();
        return new Tagged<ImportView>(ImportView.From(import, http), ImportView.ETag(Languages.Of(http)));
    }
}
