using IopRegistry.SharedKernel;
using Row = IopRegistry.Api.Features.Portfolio.PortfolioQuery.Row;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>How many agreements there are of each concern.</summary>
/// <param name="InForce">Signed or active.</param>
/// <param name="OnTheirWay">From proposal to signing.</param>
/// <param name="PublicCashPerYear">What the public side pays in a year for those in force.</param>
/// <param name="EndingWithinDays">In force and ending within the days asked for.</param>
/// <param name="EndingUndecided">Of these, those with no decided continuation.</param>
/// <param name="CashPerYearUndecided">What the public side pays in a year for the latter.</param>
/// <param name="EndUnknown">In force with no known end.</param>
/// <param name="Gaps">In force, with days without an agreement ahead.</param>
/// <param name="OneYearChains">The second one-year agreement in a row, or a later one.</param>
/// <param name="DecidedAfterStart">Decided or signed after they had begun.</param>
/// <param name="Waiting">Somebody is waited for.</param>
/// <param name="WaitingForOwn">The caller's organisation is waited for.</param>
public sealed record PortfolioCounts(
    int InForce,
    int OnTheirWay,
    Money PublicCashPerYear,
    int EndingWithinDays,
    int EndingUndecided,
    Money CashPerYearUndecided,
    int EndUnknown,
    int Gaps,
    int OneYearChains,
    int DecidedAfterStart,
    int Waiting,
    int WaitingForOwn
)
{
    internal static PortfolioCounts Of(IReadOnlyList<Row> rows, DateOnly lastDay)
    {
        var undecided = PortfolioConcerns.Of(rows, PortfolioConcern.EndingUndecided, lastDay).ToList();
        return new(
            rows.Count(row => row.IsLive),
            rows.Count(row => !row.IsLive),
            new Money(rows.Where(row => row.IsLive).Sum(row => row.PublicCashPerYear ?? 0)),
            rows.Count(row => row is { IsLive: true, HasEnd: true } && row.EndsOn <= lastDay),
            undecided.Count,
            new Money(undecided.Sum(row => row.PublicCashPerYear ?? 0)),
            rows.Count(row => row is { IsLive: true, HasEnd: false }),
            PortfolioConcerns.Of(rows, PortfolioConcern.Gap, lastDay).Count(),
            PortfolioConcerns.Of(rows, PortfolioConcern.OneYearChain, lastDay).Count(),
            PortfolioConcerns.Of(rows, PortfolioConcern.DecidedAfterStart, lastDay).Count(),
            rows.Count(row => row.WaitingSince is not null),
            rows.Count(row => row.IsWaitedFor)
        );
    }
}

/// <summary>Which agreements are of a concern, the most pressing first.</summary>
internal static class PortfolioConcerns
{
    /// <summary>One year after another is where a chain begins.</summary>
    private const int Chain = 2;

    public static IEnumerable<Row> Of(IEnumerable<Row> rows, PortfolioConcern concern, DateOnly lastDay) =>
        concern switch
        {
            PortfolioConcern.EndingUndecided => rows.Where(row =>
                    row is { IsLive: true, HasEnd: true, IsContinued: false } && row.EndsOn <= lastDay
                )
                .OrderBy(row => row.EndsOn)
                .ThenBy(row => row.AgreementId),
            PortfolioConcern.Gap => rows.Where(row => row is { IsLive: true, GapDays: > 0 })
                .OrderBy(row => row.EndsOn)
                .ThenBy(row => row.AgreementId),
            PortfolioConcern.OneYearChain => rows.Where(row => row.OneYearLinks >= Chain)
                .OrderByDescending(row => row.OneYearLinks)
                .ThenBy(row => row.EndsOn)
                .ThenBy(row => row.AgreementId),
            PortfolioConcern.DecidedAfterStart => rows.Where(row => row.DaysDecidedLate > 0)
                .OrderByDescending(row => row.DaysDecidedLate)
                .ThenBy(row => row.AgreementId),
            PortfolioConcern.Waiting => rows.Where(row => row.WaitingSince is not null)
                .OrderBy(row => row.WaitingSince)
                .ThenBy(row => row.AgreementId),
        };
}
