using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Drafting;

/// <summary>Cash that one party has planned for one coming year and not decided; the amount may not be said yet.</summary>
public sealed record UnsecuredYear(Guid FunderPartyId, int FiscalYear, Money? Amount);

/// <summary>
/// What the contents say of the time to come. Kept with the agreement when a version is taken, so that the daily run needs
/// no contents.
/// </summary>
/// <param name="Unsecured">Money that is planned but not decided, by funder and fiscal year.</param>
/// <param name="FollowUpPlan">When the parties look back.</param>
/// <param name="PublicCashPerMonth">What stops with the agreement; null when the term or the money is not known.</param>
public sealed record Outlook(
    IReadOnlyList<UnsecuredYear> Unsecured,
    FollowUpPlan? FollowUpPlan,
    Money? PublicCashPerMonth
)
{
    public static Outlook Of(Contents contents, IReadOnlyList<Party> parties)
    {
        var publicParties = parties.Where(party => party.Side == Side.Public).Select(party => party.Id).ToHashSet();
        var cash = contents.Financing.Where(line => line.Kind == ContributionKind.Cash).ToList();
        var value = SumOf(cash.Where(line => publicParties.Contains(line.FunderPartyId)))?.Amount;
        return new Outlook(
            [
                .. cash.Where(line => line is { Certainty: not Certainty.Decided, FiscalYear: not null })
                    .GroupBy(line => (line.FunderPartyId, Year: line.FiscalYear!.Value))
                    .Select(year => new UnsecuredYear(
                        year.Key.FunderPartyId,
                        year.Key.Year,
                        SumOf(year)
                    )),
            ],
            contents.FollowUpPlan,
            value > 0 && contents.Term.Months is > 0 and var months
                ? new Money(Math.Round(value.Value / months, 2, MidpointRounding.AwayFromZero))
                : null
        );
    }

    /// <summary>Null when none of them says how much.</summary>
    private static Money? SumOf(IEnumerable<FinancingLine> lines)
    {
        var amounts = lines.Select(line => line.Amount?.Amount).OfType<decimal>().ToList();
        return amounts.Count > 0 ? new Money(amounts.Sum()) : null;
    }
}
