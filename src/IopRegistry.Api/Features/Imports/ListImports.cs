using System.Text.Json.Serialization;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Imports;

/// <summary>The organisation's imports, latest first.</summary>
public sealed class ListImports : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/imports", HandleAsync)
            .WithName(nameof(ListImports))
            .WithSummary("List imports")
            .WithDescription("The organisation's own imports and dry runs, latest first, without their reports.")
            .RequirePermission(Permission.ImportAgreements);

    /// <param name="Id">The import.</param>
    /// <param name="UserId">Who did it.</param>
    /// <param name="ImportedAt">When.</param>
    /// <param name="Format">Of the file.</param>
    /// <param name="DryRun">True when nothing but the report was written.</param>
    /// <param name="Counts">What the rows came to.</param>
    public sealed record Item(
        Guid Id,
        Guid UserId,
        DateTimeOffset ImportedAt,
        ImportFormat Format,
        bool DryRun,
        ImportCounts Counts
    )
    {
        [JsonPropertyName("_links")]
        public IReadOnlyList<Link> Links { get; init; } = [];

        internal Item Shown(HttpContext http) =>
            this with
            {
                Links = [new Link(ImportView.Address(Id, http), HttpMethods.Get, "self")],
            };
    }

    /// <param name="Imports">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<Item> Imports,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken,
        int page = 1,
        int limit = PageQuery.DefaultLimit
    )
    {
        var organisationId = user.OrganisationId;
        var query = PageQuery.Of(page, limit);
        var (items, meta) = await db
            .AgreementImports.AsNoTracking()
            .Where(import => import.OrganisationId == organisationId)
            .OrderByDescending(import => import.ImportedAt)
            .ThenByDescending(import => import.Id)
            .Select(import => new Item(
                import.Id,
                import.UserId,
                import.ImportedAt,
                import.Format,
                import.DryRun,
                new ImportCounts(
                    import.Created + import.Updated + import.Unchanged + import.Refused,
                    import.Created,
                    import.Updated,
                    import.Unchanged,
                    import.Refused
                )
            ))
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(
            new Response([.. items.Select(item => item.Shown(http))], meta, query.Links(http, meta))
        );
    }
}
