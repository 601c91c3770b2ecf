using IopRegistry.Flags;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Renewals;

/// <summary>Days without a valid agreement after an end, as far as they can be seen.</summary>
/// <param name="From">First day without one.</param>
/// <param name="Days">How many; null while nothing that follows has a start.</param>
/// <param name="MoneyAtRiskPerMonth">Public cash that stops.</param>
public sealed record RenewalGap(DateOnly From, int? Days, Money? MoneyAtRiskPerMonth)
{
    public LocalText Explanation =>
        Days is { } days
            ? new(
                $"Det som följer börjar {days} dagar efter den {From.AddDays(-1).ToIsoString()}.",
                $"What follows begins {days} days after {From.AddDays(-1).ToIsoString()}."
            )
            : new(
                $"Ingen fortsättning är beslutad efter den {From.AddDays(-1).ToIsoString()}.",
                $"Nothing is decided to follow {From.AddDays(-1).ToIsoString()}."
            );

    /// <summary>Null when something follows without a gap, or surely will.</summary>
    public static RenewalGap? Of(Agreement agreement, DateOnly end)
    {
        var money = agreement.Outlook.PublicCashPerMonth;
        var first = end.AddDays(1);
        if (agreement.EndsOn > end)
        {
            return null; // extended since
        }

        if (agreement.Successor is { Start: { } start } next && !next.IsGivenUp())
        {
            return start > first ? new RenewalGap(first, TermDates.GapDays(end, start), money)
                : FlagPlan.IsContinued(agreement) ? null
                : new RenewalGap(first, null, money);
        }

        return FlagPlan.IsContinued(agreement) ? null : new RenewalGap(first, null, money);
    }
}
