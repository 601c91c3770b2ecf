using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>
/// The oracle's state by the clock: goes through the days one after the other and asks of every agreement what happens on
/// that day. Slow, and easy to believe.
/// </summary>
internal static class ExpectedCalendar
{
    /// <param name="all">In the order in which they were written down, which puts a predecessor before its successor.</param>
    /// <param name="attempt">The run that does it.</param>
    /// <param name="seen">How many steps a run that did not finish is known to have taken; null when it finished.</param>
    /// <returns>The agreements that something happened to.</returns>
    public static List<Known> Go(IReadOnlyCollection<Known> all, Attempt attempt, IReadOnlyDictionary<Guid, int>? seen)
    {
        List<Known> concerned =
        [
            .. all.Where(a => a.IsLive && a.LookFrom <= attempt.Day && seen?.ContainsKey(a.Id) != false)
                .OrderBy(a => a.LookFrom),
        ];
        List<Known> moved = [];
        if (concerned.Count == 0)
        {
            return moved;
        }

        var looked = 0;
        List<Known> open = [];
        for (var day = concerned[0].LookFrom; day <= attempt.Day; day = day.AddDays(1))
        {
            var known = open.Count;
            while (looked < concerned.Count && concerned[looked].LookFrom <= day)
            {
                open.Add(concerned[looked++]);
            }

            if (open.Count > known)
            {
                open.Sort((left, right) => left.Order.CompareTo(right.Order));
            }

            foreach (var agreement in open)
            {
                while (StepsAt(attempt, agreement) < Most(agreement) && HappensOn(agreement, day, attempt))
                {
                    moved.Add(agreement);
                }
            }
        }

        foreach (var agreement in concerned.Where(_ => seen is null))
        {
            agreement.LookFrom = attempt.Day.AddDays(1);
        }

        foreach (var agreement in moved)
        {
            agreement.Rethink();
        }

        return moved;

        int Most(Known agreement) => seen is null ? int.MaxValue : seen[agreement.Id];
    }

    private static int StepsAt(Attempt attempt, Known agreement) =>
        agreement.Steps.Count(step => ReferenceEquals(step.Attempt, attempt));

    private static bool HappensOn(Known agreement, DateOnly day, Attempt attempt)
    {
        if (agreement.State == AgreementState.Signed)
        {
            if (!(agreement.StartsOn <= day))
            {
                return false;
            }

            agreement.State = AgreementState.Active;
            agreement.Steps.Add(new(AgreementAction.Start, agreement.StartsOn!.Value, null, attempt));
            TakeOver(agreement, attempt);
            return true;
        }

        if (agreement.State != AgreementState.Active)
        {
            return false;
        }

        if (
            agreement.Amendment is { } amendment
            && amendment.From == day
            && !(agreement.EndIsADay && agreement.EndsOn < day)
        )
        {
            (agreement.Contents, agreement.ContentsVersion, agreement.Amendment) = (
                amendment.Contents,
                amendment.Version,
                null
            );
            agreement.EndsOn = agreement.EndByTextAndNotices;
            agreement.Steps.Add(new(AgreementAction.ApplyAmendment, day, null, attempt));
            return true;
        }

        if (ExtendsItselfOn(agreement, day))
        {
            var from = ExtendedFrom(agreement);
            agreement.Talks.RemoveAll(talk => talk.IsAbout(agreement.Term));
            agreement.Uses.Add(new(agreement.Term.End!.Latest, agreement.Term.Extension.Months));
            agreement.EndsOn = agreement.EndByTextAndNotices;
            agreement.Steps.Add(new(AgreementAction.Extend, from, null, attempt));
            return true;
        }

        if (agreement.EndIsADay && agreement.EndsOn < day)
        {
            End(agreement, day, ReasonToEndOn(agreement, day), attempt);
            return true;
        }

        return false;
    }

    private static bool ExtendsItselfOn(Known agreement, DateOnly day) =>
        agreement.ClauseCanBeUsed(ExtensionKind.Automatic)
        && agreement.Successor is not { State: AgreementState.Signed or AgreementState.Active }
        && day > agreement.LastDayToStopExtension
        && (agreement.Term.Extension.WithoutConfirmation || agreement.Talk?.Yes.Any(yes => yes.Day <= day) == true);

    /// <summary>
    /// The day by the clause, whatever stood in the way until later: the day after the last day to say no, but not before the
    /// agreement begins, nor before anybody has confirmed what has to be confirmed.
    /// </summary>
    private static DateOnly ExtendedFrom(Known agreement)
    {
        List<DateOnly> days = [agreement.LastDayToStopExtension.AddDays(1)];
        if (agreement.StartsOn is { } start)
        {
            days.Add(start);
        }

        if (!agreement.Term.Extension.WithoutConfirmation)
        {
            days.Add(agreement.Talk!.Yes.Min(yes => yes.Day));
        }

        return days.Max();
    }

    private static EndedReason ReasonToEndOn(Known agreement, DateOnly day)
    {
        if (
            agreement.Successor is { State: AgreementState.Signed or AgreementState.Active } successor
            && successor.StartsOn <= day
        )
        {
            return EndedReason.Replaced;
        }

        var cutShort =
            agreement.Notices.Count > 0
            && (agreement.EndsOn != agreement.EndByText || agreement.Term.End!.Precision != DatePrecision.Day);
        return cutShort ? EndedReason.Terminated : EndedReason.Expired;
    }

    /// <summary>
    /// A successor that has begun replaces what still runs, from its own first day. What had already come to its end before
    /// that day is left to end on its own day.
    /// </summary>
    public static void TakeOver(Known successor, Attempt attempt)
    {
        var first = successor.StartsOn!.Value;
        if (
            successor.Predecessor is not { State: AgreementState.Active } before
            || (before.EndIsADay && before.EndsOn < first.AddDays(-1))
        )
        {
            return;
        }

        var last = first.AddDays(-1);
        before.EndsOn = before.EndIsADay && before.EndsOn < last ? before.EndsOn : last;
        if (before.EndsOn < before.StartsOn)
        {
            before.EndsOn = before.StartsOn;
        }

        End(before, first, EndedReason.Replaced, attempt);
        before.Rethink();
    }

    private static void End(Known agreement, DateOnly day, EndedReason reason, Attempt attempt)
    {
        agreement.State = AgreementState.Ended;
        agreement.Reason = reason;
        agreement.Amendment = null;
        agreement.Steps.Add(new(AgreementAction.End, day, reason, attempt));
    }
}
