using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>All agreements of one concern.</summary>
public sealed class ListPortfolioAgreements : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/portfolio/agreements", HandleAsync)
            .WithName(nameof(ListPortfolioAgreements))
            .WithSummary("List the portfolio's agreements of one concern")
            .WithDescription("Of the caller's organisation, the most pressing first.")
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="Concern">What about them needs somebody's eyes.</param>
    /// <param name="Board">Only agreements that this board or department is in.</param>
    /// <param name="Municipality">Only with a public party of this municipality (kommun), by its four-digit code.</param>
    /// <param name="WithinDays">How many days ahead an end counts; at most 3653.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Agreements per page, at most 100.</param>
    public sealed record Request(
        PortfolioConcern Concern,
        Guid? Board,
        string? Municipality,
        int WithinDays = PortfolioHorizon.DefaultDays,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="Agreements">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<PortfolioItem> Agreements,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.WithinDays).IsHorizon();
            RuleFor(r => r.Municipality).IsMunicipality();
        }
    }

    internal static async Task<Ok<Response>> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        var rows = await PortfolioQuery.ReadAsync(
            db,
            user.OrganisationId,
            request.Board,
            request.Municipality,
            cancellationToken
        );
        var lastDay = PortfolioHorizon.LastDay(clock, request.WithinDays);
        var found = PortfolioConcerns.Of(rows, request.Concern, lastDay).ToList();
        var shown = found.Skip(page.Skip).Take(page.Limit).ToList();
        var items = await PortfolioQuery.ItemsAsync(db, shown, http, cancellationToken);
        var meta = page.Meta(found.Count);
        return TypedResults.Ok(
            new Response(
                [.. shown.Select(row => items.GetValueOrDefault(row.AgreementId)).OfType<PortfolioItem>()],
                meta,
                page.Links(http, meta)
            )
        );
    }
}
