using System.Globalization;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>The dates that follow from an agreement's terms, each with the rule, inputs and clause it comes from.</summary>
public static class AgreementDates
{
    public const string TermClause = "term";

    /// <summary>
    /// Months before the end by which a decision is due. The renewal dossier and the flags know what the public body has set
    /// and when its board meets; the agreement alone does not.
    /// </summary>
    private static int DecisionMonthsBefore => RenewalSettings.Default.DecisionMonths;

    public static IReadOnlyList<ExplainedDate> Of(Agreement agreement)
    {
        if (agreement.EndsOn is not { } end)
        {
            return [new("end", null, new("Sista dagen är inte känd.", "The last day is not known."), [], TermClause)];
        }

        List<ExplainedDate> dates = [End(agreement, end)];
        var notices = agreement.NoticePeriods().ToList();
        dates.AddRange(notices.Select(notice => LastNotice(notice.Party, notice.Months, end)));
        dates.Add(
            TermDates.DecisionNeededBy(
                end,
                notices.Select(notice => TermDates.LastNoticeDate(end, notice.Months)),
                DecisionMonthsBefore,
                [],
                TermClause
            )
        );
        AddExtension(dates, agreement, end);
        AddChain(dates, agreement, end);
        return dates;
    }

    private static ExplainedDate End(Agreement agreement, DateOnly end) =>
        new(
            "end",
            end,
            (agreement.ExtensionsUsed, agreement.Notices.Count) switch
            {
                _ when IsEndedEarly(agreement) => new(
                    "Sista dag; avtalet avslutades före sitt slut.",
                    "Last day; the agreement was ended before its end."
                ),
                (0, 0) when !agreement.IsEndKnownToTheDay => new(
                    "Senaste dag som slutet kan betyda; dagen är inte känd.",
                    "Latest day that the end can mean; the day is not known."
                ),
                (0, 0) => new("Sista dag enligt avtalet, inräknad.", "Last day by the agreement, inclusive."),
                (_, 0) => new(
                    $"Sista dag efter {agreement.ExtensionsUsed} förlängningar, inräknad.",
                    $"Last day after {agreement.ExtensionsUsed} extensions, inclusive."
                ),
                _ => new("Sista dag efter uppsägning, inräknad.", "Last day after notice, inclusive."),
            },
            [
                DateInput.Of("agreedEnd", agreement.Term.End?.Latest ?? end),
                DateInput.Of("extensions", agreement.ExtensionsUsed),
                DateInput.Of("extensionMonths", agreement.Term.Extension.Months),
                .. agreement.Notices.Select(notice => DateInput.Of("noticeGivenOn", notice.GivenOn)),
            ],
            TermClause
        );

    private static bool IsEndedEarly(Agreement agreement) =>
        agreement is { State: AgreementState.Ended, Notices.Count: 0 }
        && agreement.EndsOn != agreement.EndWithoutNotice;

    private static ExplainedDate LastNotice(Party party, int months, DateOnly end) =>
        new(
            "last-notice-date",
            TermDates.LastNoticeDate(end, months),
            new(
                $"{party.Name} kan senast säga upp {months} månader före sista dagen.",
                $"{party.Name} may give notice {months} months before the last day at the latest."
            ),
            [DateInput.Of("end", end), DateInput.Of("noticeMonths", months), new("partyId", party.Id.ToString())],
            TermClause
        );

    private static void AddExtension(List<ExplainedDate> dates, Agreement agreement, DateOnly end)
    {
        var clause = agreement.Term.Extension;
        var left = clause.MostTimes - agreement.ExtensionsUsed;
        if (
            !clause.IsCountable
            || left <= 0
            || agreement.Term.End is null
            || agreement.Notices.Count > 0
            || AgreementLifecycle.IsFinal(agreement.State)
            || !(agreement.EndsOn < Term.Horizon)
        )
        {
            return;
        }

        var months = agreement.ExtensionsInForce.Sum(extension => extension.Months) + (left * clause.Months);

        dates.Add(
            new(
                "end-after-extensions",
                TermDates.ExtendedEnd(agreement.Term.End.Latest, months, 1),
                new(
                    $"Sista dag om alla {clause.MostTimes} förlängningar används.",
                    $"Last day if all {clause.MostTimes} extensions are used."
                ),
                [
                    DateInput.Of("agreedEnd", agreement.Term.End.Latest),
                    DateInput.Of("extensionMonths", clause.Months),
                    DateInput.Of("mostTimes", clause.MostTimes),
                ],
                TermClause
            )
        );
        var (rule, date, monthsBefore, sv, en) =
            clause.Kind == ExtensionKind.Option
                ? (
                    "extension-decide-by",
                    agreement.ExtensionDecideBy,
                    clause.DecideMonthsBefore,
                    "Senaste dag att besluta om förlängning.",
                    "Last day to decide on the extension."
                )
                : (
                    "extension-object-by",
                    agreement.ExtensionObjectBy,
                    clause.NoticeMonths,
                    "Senaste dag att säga nej till förlängning.",
                    "Last day to say no to the extension."
                );
        dates.Add(
            new(
                rule,
                date,
                new(sv, en),
                [DateInput.Of("end", end), DateInput.Of("monthsBefore", monthsBefore ?? 0)],
                TermClause
            )
        );
    }

    private static void AddChain(List<ExplainedDate> dates, Agreement agreement, DateOnly end)
    {
        if (agreement.GapDays is { } gap)
        {
            dates.Add(
                new(
                    "gap",
                    gap == 0 ? null : agreement.ChainBefore!.PredecessorEnd!.Value.AddDays(1),
                    gap == 0
                        ? new("Inget glapp mot föregående avtal.", "No gap to the agreement before.")
                        : new($"{gap} dagar utan gällande avtal.", $"{gap} days without a valid agreement."),
                    [
                        DateInput.Of("predecessorEnd", agreement.ChainBefore!.PredecessorEnd!.Value),
                        DateInput.Of("start", agreement.StartsOn!.Value),
                        DateInput.Of("gapDays", gap),
                    ],
                    null
                )
            );
        }

        if (agreement.ChainStart is { } start && start <= end)
        {
            var years = TermDates.ChainYears(start, end);
            dates.Add(
                new(
                    "chain",
                    start,
                    new(
                        $"{years.ToString(CultureInfo.InvariantCulture)} års obrutet samarbete till sista dagen.",
                        $"{years.ToString(CultureInfo.InvariantCulture)} years of unbroken cooperation to the last day."
                    ),
                    [
                        DateInput.Of("chainStart", start),
                        DateInput.Of("end", end),
                        new("years", years.ToString(CultureInfo.InvariantCulture)),
                        DateInput.Of("oneYearAgreementsInARow", agreement.OneYearLinks),
                    ],
                    null
                )
            );
        }
    }
}
