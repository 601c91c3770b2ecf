using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.PersonalData;

/// <summary>The records of one kind about the caller.</summary>
public sealed class ListMyPersonalData : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me/personal-data/{recordType}", HandleAsync)
            .WithName(nameof(ListMyPersonalData))
            .WithSummary("List what is stored about you of one kind")
            .WithDescription("The caller's own records of one kind, a page at a time, as fields with their names.")
            .RequirePermission(Permission.ReadNotifications)
            .ReadsOne();

    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Records">This page.</param>
    /// <param name="Meta">Where the page stands in the list.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<PersonalItem> Records,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<Ok<Response>> HandleAsync(
        string recordType,
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        var source =
            PersonalDataSources.All.FirstOrDefault(s => string.Equals(s.Code, recordType, StringComparison.Ordinal))
            ?? throw ProblemException.NotFound();
        var (items, meta) = await source.PageAsync(db, user.Id, page, cancellationToken);
        return TypedResults.Ok(new Response(items, meta, page.Links(http, meta)));
    }
}
