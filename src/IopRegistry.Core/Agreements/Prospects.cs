using IopRegistry.Flags;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>
/// What a portfolio needs to know of an agreement, in a few numbers, so that hundreds of agreements are summed up without
/// reading any of them.
/// </summary>
/// <param name="IsContinued">It is settled that the partnership goes on after the end.</param>
/// <param name="GapDays">Days without a valid agreement before what follows begins; null when nothing with a start follows.</param>
/// <param name="OneYearLinks">One-year agreements in a row, this one counted.</param>
/// <param name="DaysDecidedLate">Days from the start to the last decision or signature after it; 0 when none was.</param>
/// <param name="WaitingSince">Since when somebody is waited for; null when nobody is.</param>
/// <param name="PublicCashPerYear">What the public side pays in a year; null when the term or the money is not known.</param>
public sealed record Prospects(
    bool IsContinued,
    int? GapDays,
    int OneYearLinks,
    int DaysDecidedLate,
    DateTimeOffset? WaitingSince,
    decimal? PublicCashPerYear
)
{
    public static Prospects Of(Agreement agreement) =>
        new(
            FlagPlan.IsContinued(agreement),
            GapOf(agreement),
            agreement.OneYearLinks,
            DaysLateOf(agreement),
            agreement.Waiting.For.Count > 0 ? agreement.Waiting.Since : null,
            agreement.Outlook.PublicCashPerMonth?.Amount * 12
        );

    private static int? GapOf(Agreement agreement) =>
        agreement is { EndsOn: { } end, Successor: { Start: { } start } next } && !next.IsGivenUp()
            ? TermDates.GapDays(end, start)
            : null;

    private static int DaysLateOf(Agreement agreement)
    {
        if (
            agreement.StartsOn is not { } start
            || agreement.State is not (AgreementState.Signing or AgreementState.Signed or AgreementState.Active)
        )
        {
            return 0;
        }

        return agreement
            .Decisions.Where(decision => decision.Approved && decision.Round == agreement.Round)
            .Select(decision => decision.Date)
            .Concat(agreement.Signatures.Where(s => s.Round == agreement.Round).Select(signature => signature.SignedOn))
            .Select(day => day.DayNumber - start.DayNumber)
            .Append(0)
            .Max();
    }
}
