using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.SharedKernel;

namespace IopRegistry.Flags;

/// <summary>
/// Which flags an agreement calls for, by the table of domain §6. It does not ask what day it is: every flag has the day on
/// which it is raised, and the daily run does nothing but compare days. That is what lets a missed week lose nothing.
/// </summary>
public static partial class FlagPlan
{
    private static readonly int[] ExpiryStages = [180, 90, 30];
    private static readonly int[] NoticeStages = [90, 30];

    /// <summary>Days before a follow-up date on which both sides are reminded.</summary>
    private const int ReportLeadDays = 30;

    /// <summary>The third one-year agreement in a row is one too many.</summary>
    private const int TooManyOneYearAgreements = 3;

    public static IReadOnlyList<WantedFlag> Of(Agreement agreement, FlagContext context)
    {
        var since = SwedishCalendar.DayOf(agreement.CreatedAt);
        List<WantedFlag> wanted = [];
        if (agreement.State is AgreementState.Signed or AgreementState.Active)
        {
            if (agreement.EndsOn is { } end && end < Term.Horizon)
            {
                if (end >= since)
                {
                    wanted.AddRange(Renewal(agreement, end, context));
                }

                wanted.AddRange(Notices(agreement, end));
                wanted.AddRange(Expiry(agreement, end));
            }

            wanted.AddRange(Reports(agreement));
            wanted.AddRange(Parties(agreement, since, context));
            wanted.AddRange(UnknownEnd(agreement, since));
        }

        wanted.AddRange(AfterTheEnd(agreement, since));
        wanted.AddRange(Beginnings(agreement, since));
        wanted.AddRange(Money(agreement));
        // What had had its day before the registry knew of the agreement warns nobody.
        return [.. wanted.Where(flag => !(flag.ClosesOn <= since)).DistinctBy(flag => flag.Key)];
    }

    /// <summary>
    /// Whether it is settled that the partnership goes on: a successor that is decided, or an extension that nothing but the
    /// calendar is waited for.
    /// </summary>
    public static bool IsContinued(Agreement agreement) =>
        agreement.Successor is { State: AgreementState.Signing or AgreementState.Signed or AgreementState.Active }
        || agreement.IsAutomaticExtensionCertain;

    /// <summary>Also what is overdue when the registry learns of the agreement: the end is still to come.</summary>
    private static IEnumerable<WantedFlag> Renewal(Agreement agreement, DateOnly end, FlagContext context)
    {
        var outcome = OutcomeThatStands(agreement, context);
        var dates = RenewalDates.Of(agreement, end, context.Settings, context.Meetings);
        if (!IsContinued(agreement) && outcome is null)
        {
            yield return At(FlagKind.RenewalOpens, dates.Opens);
            if (context.Dossier?.IsDone(ChecklistItem.FollowUp) != true)
            {
                yield return At(FlagKind.FollowUpDue, dates.FollowUpBy);
            }

            yield return At(FlagKind.DecisionDue, dates.DecideBy);
        }

        if (
            !agreement.IsAutomaticExtensionCertain
            && outcome?.Kind != OutcomeKind.LetEnd
            && agreement.Successor is not { State: AgreementState.Signed or AgreementState.Active }
        )
        {
            yield return At(FlagKind.SignatureDue, dates.SignBy);
        }

        static WantedFlag At(FlagKind kind, ExplainedDate date) =>
            new(kind, date.Date!.Value, date.Date.Value, date.Inputs);
    }

    /// <summary>To renew is no longer what happens when the successor has been given up; it has to be decided anew.</summary>
    private static Outcome? OutcomeThatStands(Agreement agreement, FlagContext context) =>
        context.Dossier?.Outcome is { Kind: OutcomeKind.Renew or OutcomeKind.Renegotiate }
        && agreement.Successor?.IsGivenUp() == true
            ? null
            : context.Dossier?.Outcome;

    private static IEnumerable<WantedFlag> Notices(Agreement agreement, DateOnly end)
    {
        if (agreement.Notices.Count > 0)
        {
            yield break;
        }

        foreach (var (party, months) in agreement.NoticePeriods())
        {
            var last = TermDates.LastNoticeDate(end, months);
            for (var i = 0; i < NoticeStages.Length; i++)
            {
                yield return new WantedFlag(
                    FlagKind.NoticeDateNear,
                    last,
                    last.AddDays(-NoticeStages[i]),
                    [DateInput.Of("end", end), DateInput.Of("noticeMonths", months), new("party", party.Name)],
                    i + 1 < NoticeStages.Length ? last.AddDays(-NoticeStages[i + 1]) : last.AddDays(1),
                    party.Id,
                    NoticeStages[i]
                );
            }
        }
    }

    private static IEnumerable<WantedFlag> Expiry(Agreement agreement, DateOnly end)
    {
        if (IsContinued(agreement))
        {
            yield break;
        }

        for (var i = 0; i < ExpiryStages.Length; i++)
        {
            yield return new WantedFlag(
                FlagKind.ExpiringSoon,
                end,
                end.AddDays(-ExpiryStages[i]),
                [DateInput.Of("end", end), DateInput.Of("days", ExpiryStages[i]), .. AtRisk(agreement)],
                i + 1 < ExpiryStages.Length ? end.AddDays(-ExpiryStages[i + 1]) : end.AddDays(1),
                Stage: ExpiryStages[i]
            );
        }
    }

    private static IEnumerable<WantedFlag> Reports(Agreement agreement) =>
        FollowUpDates
            .Of(agreement.Outlook.FollowUpPlan, agreement.StartsOn, agreement.EndsOn)
            .Select(date => new WantedFlag(
                FlagKind.ReportDue,
                date,
                date.AddDays(-ReportLeadDays),
                [DateInput.Of("followUp", date)],
                date.AddDays(1)
            ));

    private static IEnumerable<WantedFlag> UnknownEnd(Agreement agreement, DateOnly since) =>
        agreement is { Source: not null, EndsOn: null }
            ? [new WantedFlag(FlagKind.EndUnknown, since, since, [DateInput.Of("imported", since)])]
            : [];

    private static IEnumerable<DateInput> AtRisk(Agreement agreement) =>
        agreement.Outlook.PublicCashPerMonth is { } money
            ? [new DateInput("moneyAtRiskPerMonth", money.ToString())]
            : [];
}
