using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>The oracle's table of flags: one method for each row, straight from the facts.</summary>
internal static class ExpectedFlags
{
    /// <summary>A meeting longer before belongs to a calendar that does not reach so far yet.</summary>
    private const int MeetingWithinDays = 92;

    public static List<Wanted> Of(Known a)
    {
        var wanted = new Dictionary<FlagKey, Wanted>();
        IEnumerable<Wanted>[] rows =
        [
            BeforeTheEnd(a),
            NoticeDates(a),
            ExpiringSoon(a),
            Expired(a),
            Gap(a),
            DecidedAfterStart(a),
            OneYearChain(a),
            MoneyNotSecured(a),
            ReportDue(a),
            SignatoryExpired(a),
            ContactMissing(a),
            DecisionNotInForce(a),
            EndUnknown(a),
        ];
        foreach (var flag in rows.SelectMany(row => row))
        {
            // When the same is called for twice it is one flag, from the earlier day.
            if (!wanted.TryGetValue(flag.Key, out var other) || flag.Due < other.Due)
            {
                wanted[flag.Key] = flag;
            }
        }

        return [.. wanted.Values.Where(flag => !(flag.Closes <= a.Since))];
    }

    private static IEnumerable<Wanted> BeforeTheEnd(Known a)
    {
        // Also what is overdue when the registry learns of it, so long as the end is still to come.
        if (!a.IsLive || KnownEnd(a) is not { } end || end < a.Since)
        {
            yield break;
        }

        List<DateOnly> lastNoticeDays = [.. WithNotice(a).Select(party => LastNoticeDay(a, party, end))];
        var settings = a.Lead.Settings;
        if (!IsContinued(a) && (a.Dossier?.Outcome is null || IsDecidedInVain(a)))
        {
            var opens = lastNoticeDays.Append(SlowDates.LastDayToSpeak(end, settings.OpenMonths)).Min();
            yield return Flag(FlagKind.RenewalOpens, opens, opens);
            if (a.Dossier is not { IsFollowedUp: true })
            {
                var followUp = SlowDates.LastDayToSpeak(end, settings.FollowUpMonths);
                yield return Flag(FlagKind.FollowUpDue, followUp, followUp);
            }

            var decision = DecisionNeededBy(a, end, lastNoticeDays);
            yield return Flag(FlagKind.DecisionDue, decision, decision);
        }

        var signed = SlowDates.LastDayToSpeak(end, settings.SignedMonths);
        if (
            a.Successor is not { State: AgreementState.Signed or AgreementState.Active }
            && !IsSureToExtendItself(a)
            && a.Dossier?.Outcome != OutcomeKind.LetEnd
        )
        {
            yield return Flag(FlagKind.SignatureDue, signed, signed);
        }
    }

    /// <summary>It was decided to renew, and then the successor was given up.</summary>
    private static bool IsDecidedInVain(Known a) =>
        a.Dossier?.Outcome is OutcomeKind.Renew or OutcomeKind.Renegotiate
        && a.Successor
            is { State: AgreementState.Declined or AgreementState.Withdrawn }
                or { State: AgreementState.Ended, Reason: EndedReason.NeverStarted };

    /// <summary>So many months before, or before anybody has to give notice, at the board's last meeting by then.</summary>
    private static DateOnly DecisionNeededBy(Known a, DateOnly end, List<DateOnly> lastNoticeDays)
    {
        var latest = lastNoticeDays
            .Order()
            .Take(1)
            .Select(SlowDates.WorkingDayBefore)
            .Append(SlowDates.LastDayToSpeak(end, a.Lead.Settings.DecisionMonths))
            .Min();
        for (var day = latest; day > latest.AddDays(-MeetingWithinDays); day = day.AddDays(-1))
        {
            if (a.Meetings.Contains(day))
            {
                return day;
            }
        }

        return latest;
    }

    private static IEnumerable<Wanted> NoticeDates(Known a)
    {
        if (!a.IsLive || KnownEnd(a) is not { } end || a.Notices.Count > 0)
        {
            yield break;
        }

        foreach (var party in WithNotice(a))
        {
            var last = LastNoticeDay(a, party, end);
            yield return Flag(FlagKind.NoticeDateNear, last, last.AddDays(-90), last.AddDays(-30), party.Id, 90);
            yield return Flag(FlagKind.NoticeDateNear, last, last.AddDays(-30), last.AddDays(1), party.Id, 30);
        }
    }

    private static IEnumerable<Wanted> ExpiringSoon(Known a)
    {
        if (!a.IsLive || KnownEnd(a) is not { } end || IsContinued(a))
        {
            yield break;
        }

        yield return Flag(FlagKind.ExpiringSoon, end, end.AddDays(-180), end.AddDays(-90), stage: 180);
        yield return Flag(FlagKind.ExpiringSoon, end, end.AddDays(-90), end.AddDays(-30), stage: 90);
        yield return Flag(FlagKind.ExpiringSoon, end, end.AddDays(-30), end.AddDays(1), stage: 30);
    }

    private static IEnumerable<Wanted> Expired(Known a)
    {
        if (HasExpired(a) && KnownEnd(a) is { } end && end >= a.Since && !IsTakenOver(a))
        {
            yield return Flag(FlagKind.Expired, end, end.AddDays(1));
        }
    }

    private static IEnumerable<Wanted> Gap(Known a)
    {
        if (KnownEnd(a) is not { } end)
        {
            yield break;
        }

        var ended =
            a is { State: AgreementState.Ended, Reason: EndedReason.Expired or EndedReason.Terminated }
            && end >= a.Since;
        var first = end.AddDays(1);
        if (
            (a.IsLive || ended)
            && a.Successor
                is {
                    State: AgreementState.Negotiating
                        or AgreementState.Deciding
                        or AgreementState.Signing
                        or AgreementState.Signed
                } successor
            && successor.StartsOn > first
        )
        {
            yield return Flag(FlagKind.Gap, first, a.Since);
        }

        if (HasExpired(a) && ended && !IsTakenOver(a))
        {
            yield return Flag(FlagKind.Gap, first, first);
        }
    }

    private static IEnumerable<Wanted> DecidedAfterStart(Known a)
    {
        if (
            a.State is AgreementState.Signing or AgreementState.Signed or AgreementState.Active
            && a.StartsOn is { } start
            && (
                a.Decisions.Any(d => d.Approved && d.Round == a.Round && d.Date > start)
                || a.Signatures.Any(s => s.Round == a.Round && s.SignedOn > start)
            )
        )
        {
            yield return Flag(FlagKind.DecidedAfterStart, start, a.Since);
        }
    }

    private static IEnumerable<Wanted> OneYearChain(Known a)
    {
        var made =
            a.State
            is AgreementState.Negotiating
                or AgreementState.Deciding
                or AgreementState.Signing
                or AgreementState.Signed
                or AgreementState.Active;
        if (made && a.StartsOn is { } start && OneYearLinks(a) >= 3)
        {
            yield return Flag(FlagKind.OneYearChain, start, a.Since);
        }
    }

    private static IEnumerable<Wanted> MoneyNotSecured(Known a)
    {
        if (
            a.State
            is not (AgreementState.Deciding or AgreementState.Signing or AgreementState.Signed or AgreementState.Active)
        )
        {
            yield break;
        }

        foreach (var line in a.Contents.Financing)
        {
            if (line is { Kind: ContributionKind.Cash, FiscalYear: { } year } && line.Certainty != Certainty.Decided)
            {
                yield return Flag(
                    FlagKind.MoneyNotSecured,
                    new DateOnly(year, 1, 1),
                    new DateOnly(year - 1, 7, 1),
                    new DateOnly(year + 1, 1, 1),
                    line.FunderPartyId
                );
            }
        }
    }

    private static IEnumerable<Wanted> ReportDue(Known a)
    {
        if (!a.IsLive || a.Contents.FollowUpPlan is not { } plan)
        {
            yield break;
        }

        foreach (var day in DaysOf(plan, a).Where(day => !(day < a.StartsOn) && !(day > a.EndsOn)))
        {
            yield return Flag(FlagKind.ReportDue, day, day.AddDays(-30), day.AddDays(1));
        }
    }

    /// <summary>The last days of the months that the schedule names; counted out only where the term is known.</summary>
    private static IEnumerable<DateOnly> DaysOf(FollowUpPlan plan, Known a)
    {
        if (plan.Schedule == FollowUpSchedule.Dates)
        {
            return plan.Dates;
        }

        int[] months = plan.Schedule switch
        {
            FollowUpSchedule.Quarter => [3, 6, 9, 12],
            FollowUpSchedule.HalfYear => [6, 12],
            FollowUpSchedule.CalendarYear => [12],
            FollowUpSchedule.SchoolYear => [6],
            FollowUpSchedule.Dates or FollowUpSchedule.Described => [],
        };
        List<DateOnly> days = [];
        if (a.StartsOn is { } start && KnownEnd(a) is { } end)
        {
            for (var day = start; day <= end; day = day.AddDays(1))
            {
                if (months.Contains(day.Month) && day.AddDays(1).Day == 1)
                {
                    days.Add(day);
                }
            }
        }

        return days;
    }

    private static IEnumerable<Wanted> SignatoryExpired(Known a)
    {
        if (!a.IsLive)
        {
            yield break;
        }

        foreach (var party in Staying(a))
        {
            var rights = party.Organisation.SigningRights.Values;
            if (rights.Count > 0 && rights.All(last => last is not null))
            {
                var last = rights.Max()!.Value;
                yield return Flag(FlagKind.SignatoryExpired, last, last.AddDays(1), party: party.Id);
            }
        }
    }

    private static IEnumerable<Wanted> ContactMissing(Known a)
    {
        if (!a.IsLive)
        {
            yield break;
        }

        foreach (var party in Staying(a))
        {
            var contacts = party.Organisation.Contacts.Values;
            if (contacts.All(last => last is not null))
            {
                var target = contacts.Max()?.AddDays(1) ?? a.Since;
                yield return Flag(FlagKind.ContactMissing, target, target, party: party.Id);
            }
        }
    }

    private static IEnumerable<Wanted> DecisionNotInForce(Known a)
    {
        if (
            a.State
            is not (AgreementState.Deciding or AgreementState.Signing or AgreementState.Signed or AgreementState.Active)
        )
        {
            yield break;
        }

        foreach (var decision in a.Decisions.Where(d => d.Approved && d.Round == a.Round))
        {
            if (decision.AnnouncedOn is { } announced && !(decision.AppealedOn is not null && decision.Settled))
            {
                var until = SlowDates.LastDayToAppeal(announced);
                yield return Flag(
                    FlagKind.DecisionNotInForce,
                    until,
                    announced,
                    decision.AppealedOn is null ? until.AddDays(1) : null,
                    decision.Party
                );
            }
        }
    }

    private static IEnumerable<Wanted> EndUnknown(Known a)
    {
        if (a is { IsLive: true, IsImported: true, EndsOn: null })
        {
            yield return Flag(FlagKind.EndUnknown, a.Since, a.Since);
        }
    }

    private static DateOnly? KnownEnd(Known a) => a.EndsOn < Term.Horizon ? a.EndsOn : null;

    private static bool HasExpired(Known a) => a is { State: AgreementState.Ended, Reason: EndedReason.Expired };

    /// <summary>Something comes after it, or came and has had its own time since; not one that never began.</summary>
    private static bool IsTakenOver(Known a) =>
        a.Successor
            is { State: AgreementState.Signed or AgreementState.Active }
                or { State: AgreementState.Ended, Reason: not EndedReason.NeverStarted };

    private static bool IsContinued(Known a) =>
        a.Successor is { State: AgreementState.Signing or AgreementState.Signed or AgreementState.Active }
        || IsSureToExtendItself(a);

    private static bool IsSureToExtendItself(Known a) =>
        a.ClauseCanBeUsed(ExtensionKind.Automatic)
        && (a.Term.Extension.WithoutConfirmation || a.Talk is { Yes.Count: > 0 });

    private static IEnumerable<KnownParty> Staying(Known a) => a.Parties.Where(party => party.LeftOn is null);

    private static IEnumerable<KnownParty> WithNotice(Known a) =>
        Staying(a).Where(party => a.NoticeMonthsOf(party.Id) is not null);

    private static DateOnly LastNoticeDay(Known a, KnownParty party, DateOnly end) =>
        SlowDates.LastDayToSpeak(end, a.NoticeMonthsOf(party.Id)!.Value);

    private static int OneYearLinks(Known a)
    {
        if (a.StartsOn is not { } start || a.EndsOn is not { } end || end < start || end > SlowDates.EndOf(start, 12))
        {
            return 0;
        }

        var unbroken = a.Predecessor is { EndsOn: { } before } && before >= start.AddDays(-1);
        return 1 + (unbroken ? OneYearLinks(a.Predecessor!) : 0);
    }

    private static Wanted Flag(
        FlagKind kind,
        DateOnly target,
        DateOnly due,
        DateOnly? closes = null,
        Guid party = default,
        int stage = 0
    ) => new(new FlagKey(kind, target, party, stage), due, closes);
}
