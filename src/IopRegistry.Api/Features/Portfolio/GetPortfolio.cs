using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>What of an organisation's agreements needs somebody's eyes.</summary>
public sealed class GetPortfolio : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/portfolio", HandleAsync)
            .WithName(nameof(GetPortfolio))
            .WithSummary("Read the portfolio")
            .WithDescription(
                "Of the caller's organisation: what ends without a decided continuation, gaps ahead, chains of one-year "
                    + "agreements, decisions after the start, and the longest waits and for whom. The most pressing of each; "
                    + "with Accept: text/csv all of them, for a spreadsheet."
            )
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="Board">Only agreements that this board or department is in.</param>
    /// <param name="Municipality">Only with a public party of this municipality (kommun), by its four-digit code.</param>
    /// <param name="WithinDays">How many days ahead an end counts; at most 3653.</param>
    /// <param name="Limit">The most agreements of each concern, at most 100.</param>
    public sealed record Request(
        Guid? Board,
        string? Municipality,
        int WithinDays = PortfolioHorizon.DefaultDays,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="WithinDays">How many days ahead an end counts.</param>
    /// <param name="LastDay">The last of these days.</param>
    /// <param name="Counts">How many there are of each concern.</param>
    /// <param name="EndingUndecided">In force, ending within the days and with no decided continuation; the first end first.</param>
    /// <param name="Gaps">In force, with days without an agreement ahead; the first end first.</param>
    /// <param name="OneYearChains">One-year agreements in a row; the longest first.</param>
    /// <param name="DecidedAfterStart">Decided or signed after they had begun; the latest first.</param>
    /// <param name="LongestWaits">Somebody is waited for; the longest first.</param>
    /// <param name="Links">The lists in full, and the months ahead.</param>
    public sealed record Response(
        int WithinDays,
        DateOnly LastDay,
        PortfolioCounts Counts,
        IReadOnlyList<PortfolioItem> EndingUndecided,
        IReadOnlyList<PortfolioItem> Gaps,
        IReadOnlyList<PortfolioItem> OneYearChains,
        IReadOnlyList<PortfolioItem> DecidedAfterStart,
        IReadOnlyList<PortfolioItem> LongestWaits,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.WithinDays).IsHorizon();
            RuleFor(r => r.Municipality).IsMunicipality();
        }
    }

    internal static async Task<JsonOrCsv<Response>> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var limit = PageQuery.Of(1, request.Limit).Limit;
        var lastDay = PortfolioHorizon.LastDay(clock, request.WithinDays);
        var rows = await PortfolioQuery.ReadAsync(
            db,
            user.OrganisationId,
            request.Board,
            request.Municipality,
            cancellationToken
        );
        var most = Negotiation.PrefersCsv(http.Request) ? int.MaxValue : limit;
        var found = Enum.GetValues<PortfolioConcern>()
            .ToDictionary(
                concern => concern,
                concern => PortfolioConcerns.Of(rows, concern, lastDay).Take(most).ToList()
            );
        var items = await PortfolioQuery.ItemsAsync(db, found.Values.SelectMany(some => some), http, cancellationToken);
        var language = Languages.Of(http);
        return new(
            new Response(
                request.WithinDays,
                lastDay,
                PortfolioCounts.Of(rows, lastDay),
                Of(PortfolioConcern.EndingUndecided),
                Of(PortfolioConcern.Gap),
                Of(PortfolioConcern.OneYearChain),
                Of(PortfolioConcern.DecidedAfterStart),
                Of(PortfolioConcern.Waiting),
                PortfolioLinks.Of(http)
            ),
            () =>
                [
                    PortfolioItem.Heading(language),
                    .. found.Keys.SelectMany(concern => Of(concern).Select(item => item.Cells(concern, language))),
                ],
            "portfolio"
        );

        // An agreement that went away between the two queries is left out.
        List<PortfolioItem> Of(PortfolioConcern concern) =>
            [.. found[concern].Select(row => items.GetValueOrDefault(row.AgreementId)).OfType<PortfolioItem>()];
    }
}
