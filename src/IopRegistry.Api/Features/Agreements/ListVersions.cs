using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Every version of the contents, newest first: who wrote it, for whom, what it changed.</summary>
public sealed class ListVersions : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/versions", HandleAsync)
            .WithName(nameof(ListVersions))
            .WithSummary("List versions")
            .WithDescription("Every version of the contents, newest first. A version never changes once written.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Number">1, 2, 3 …</param>
    /// <param name="ContentHash">SHA-256 of contents and parties.</param>
    /// <param name="ChangedParts">What differs from the version before.</param>
    /// <param name="Note">What the author said of it.</param>
    /// <param name="CreatedBy">The user.</param>
    /// <param name="CreatedForOrganisationId">For whom.</param>
    /// <param name="CreatedAt">When.</param>
    /// <param name="AmendmentId">The amendment that it belongs to.</param>
    public sealed record Item(
        int Number,
        string ContentHash,
        IReadOnlyList<ContentsPart> ChangedParts,
        string? Note,
        Guid CreatedBy,
        Guid CreatedForOrganisationId,
        DateTimeOffset CreatedAt,
        Guid? AmendmentId
    );

    /// <param name="Versions">This page.</param>
    /// <param name="Meta">Where the page stands.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<Item> Versions,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<Response> HandleAsync(
        Guid agreementId,
        [AsParameters] Request request,
        AgreementDesk desk,
        IopDbContext db,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        await desk.ReadAsync(agreementId, cancellationToken);
        var (items, meta) = await db
            .AgreementVersions.Where(v => v.AgreementId == agreementId)
            .OrderByDescending(v => v.Number)
            .Select(v => new Item(
                v.Number,
                v.ContentHash,
                v.ChangedParts,
                v.Note,
                v.CreatedBy,
                v.CreatedForOrganisationId,
                v.CreatedAt,
                v.AmendmentId
            ))
            .ToPageAsync(page, cancellationToken);
        return new Response(items, meta, page.Links(context, meta));
    }
}
