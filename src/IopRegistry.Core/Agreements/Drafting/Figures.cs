using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Drafting;

/// <summary>One party's share of everything that is contributed.</summary>
/// <param name="PartyId">The party.</param>
/// <param name="Amount">Cash and valued contributions in kind, all years.</param>
/// <param name="Percent">Of the whole; the shares add up to 100.</param>
public sealed record Share(Guid PartyId, Money Amount, decimal Percent);

/// <summary>What the financing adds up to. Worked out when a version is written, so that reading costs nothing.</summary>
/// <param name="ContractValue">Cash from the public side over the term, excluding VAT.</param>
/// <param name="ContractValueWithExtensions">The same with every extension that the clause allows, which is what procurement law counts; null when the term is not known.</param>
/// <param name="Shares">Per party.</param>
/// <param name="Unsecured">Coming money that is not decided.</param>
public sealed record Figures(
    Money ContractValue,
    Money? ContractValueWithExtensions,
    IReadOnlyList<Share> Shares,
    Money Unsecured
)
{
    public static Figures Of(Contents contents, IReadOnlyList<Party> parties)
    {
        var valued = contents.Financing.Where(line => line.Amount is not null).ToList();
        var publicParties = parties.Where(p => p.Side == Side.Public).Select(p => p.Id).ToHashSet();
        var value = valued
            .Where(line => line.Kind == ContributionKind.Cash && publicParties.Contains(line.FunderPartyId))
            .Sum(line => line.Amount!.Amount);

        var byParty = parties
            .Select(party =>
                (party.Id, Amount: valued.Where(l => l.FunderPartyId == party.Id).Sum(l => l.Amount!.Amount))
            )
            .Where(share => share.Amount > 0)
            .ToList();
        var percents = Money.SharesOf([.. byParty.Select(share => share.Amount)]);

        return new Figures(
            new Money(value),
            WithExtensions(contents.Term, value),
            [.. byParty.Select((share, i) => new Share(share.Id, new Money(share.Amount), percents[i]))],
            new Money(valued.Where(line => line.Certainty != Certainty.Decided).Sum(line => line.Amount!.Amount))
        );
    }

    /// <summary>LOU 5 kap. 3 §: options and extensions count as if they were used, at the same yearly pace.</summary>
    private static Money? WithExtensions(Term term, decimal value)
    {
        var extra = term.Extension.Kind is ExtensionKind.Automatic or ExtensionKind.Option
            ? (decimal)term.Extension.Months * term.Extension.MostTimes
            : 0;
        if (extra == 0)
        {
            return new Money(value);
        }

        return
            term.Months is > 0 and var months
            && value + Math.Round(value * extra / months, 2, MidpointRounding.AwayFromZero) is var whole
            && whole <= Money.MaxAmount
            ? new Money(whole)
            : null;
    }
}
