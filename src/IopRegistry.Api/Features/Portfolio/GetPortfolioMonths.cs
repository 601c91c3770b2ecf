using System.Globalization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Row = IopRegistry.Api.Features.Portfolio.PortfolioQuery.Row;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>How many agreements end in each month of the next five years, and what is at stake.</summary>
public sealed class GetPortfolioMonths : IEndpoint
{
    private const int MonthsAhead = 60;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/portfolio/months", HandleAsync)
            .WithName(nameof(GetPortfolioMonths))
            .WithSummary("Read the portfolio month by month")
            .WithDescription(
                "Of the caller's organisation: for this month and the 59 after it, how many agreements in force end and how "
                    + "much public cash per year ends with them. Every month is there. With Accept: text/csv as a table."
            )
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="Board">Only agreements that this board or department is in.</param>
    /// <param name="Municipality">Only with a public party of this municipality (kommun), by its four-digit code.</param>
    public sealed record Request(Guid? Board, string? Municipality);

    /// <param name="Begins">The month: its first day, precise to the month.</param>
    /// <param name="Ending">Agreements in force that end in it.</param>
    /// <param name="Undecided">Of these, those with no decided continuation.</param>
    /// <param name="PublicCashPerYear">What the public side pays in a year for all that end.</param>
    /// <param name="CashPerYearUndecided">What it pays in a year for those with no decided continuation.</param>
    public sealed record Month(
        PartialDate Begins,
        int Ending,
        int Undecided,
        Money PublicCashPerYear,
        Money CashPerYearUndecided
    );

    /// <param name="Months">In order.</param>
    public sealed record Response(IReadOnlyList<Month> Months);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Municipality).IsMunicipality();
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
        var rows = await PortfolioQuery.ReadAsync(
            db,
            user.OrganisationId,
            request.Board,
            request.Municipality,
            cancellationToken
        );
        var ending = rows.Where(row => row is { IsLive: true, HasEnd: true })
            .ToLookup(row => new DateOnly(row.EndsOn.Year, row.EndsOn.Month, 1));
        var today = SwedishCalendar.DayOf(clock.GetUtcNow());
        var first = new DateOnly(today.Year, today.Month, 1);
        List<Month> months =
        [
            .. Enumerable.Range(0, MonthsAhead).Select(first.AddMonths).Select(month => Of(month, [.. ending[month]])),
        ];
        var language = Languages.Of(http);
        return new(new Response(months), () => [Heading(language), .. months.Select(Cells)], "portfolio-months");
    }

    private static Month Of(DateOnly month, List<Row> ending)
    {
        var undecided = ending.FindAll(row => !row.IsContinued);
        return new(
            new PartialDate(month, DatePrecision.Month),
            ending.Count,
            undecided.Count,
            new Money(ending.Sum(row => row.PublicCashPerYear ?? 0)),
            new Money(undecided.Sum(row => row.PublicCashPerYear ?? 0))
        );
    }

    private static IReadOnlyList<string> Heading(string language) =>
        string.Equals(language, Languages.English, StringComparison.Ordinal)
            ? ["Month", "Ending", "Undecided", "Public cash per year", "Of which undecided"]
            : ["Månad", "Slutar", "Obeslutade", "Offentliga medel per år", "Varav obeslutade"];

    private static IReadOnlyList<string?> Cells(Month month) =>
        [
            month.Begins.ToString(),
            month.Ending.ToString(CultureInfo.InvariantCulture),
            month.Undecided.ToString(CultureInfo.InvariantCulture),
            PortfolioItem.Cell(month.PublicCashPerYear),
            PortfolioItem.Cell(month.CashPerYearUndecided),
        ];
}
