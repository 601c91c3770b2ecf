using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>What happens by the calendar: start, automatic extension, amendments coming into force, end.</summary>
public sealed partial class Agreement
{
    /// <summary>
    /// Takes one step that is due on or before the clock's day, with the date it should have had; null when none is due.
    /// Called until it says so, which is how a week of downtime loses nothing and a second run does nothing.
    /// </summary>
    /// <param name="versionOf">The stored contents of an amendment that comes into force.</param>
    /// <param name="clock"><see cref="Actor.Clock"/>.</param>
    public AgreementAction? AdvanceByClock(Func<int, AgreementVersion> versionOf, Actor clock)
    {
        if (ClockDueOn is not { } due || due > clock.Today)
        {
            return null;
        }

        if (State == AgreementState.Signed)
        {
            Step(AgreementAction.Start, clock, AgreementState.Active, effectiveOn: due);
            return AgreementAction.Start;
        }

        if (
            Amendments.FirstOrDefault(a => a.State == AmendmentState.Agreed && a.EffectiveOn == due) is { } amendment
            && !(IsEndKnownToTheDay && EndsOn < due)
        )
        {
            Apply(amendment, versionOf(amendment.ContentsVersion), due, clock);
            return AgreementAction.ApplyAmendment;
        }

        if (AutomaticExtensionDueOn() is { } extends && extends <= due)
        {
            Put((PendingExtension ?? NextExtension(clock)) with { EffectiveOn = extends });
            Step(AgreementAction.Extend, clock, effectiveOn: extends);
            return AgreementAction.Extend;
        }

        Step(
            AgreementAction.End,
            clock,
            AgreementState.Ended,
            effectiveOn: due,
            endedReason: IsTakenOverOn(due) ? Agreements.EndedReason.Replaced
                : IsEndedByNotice ? Agreements.EndedReason.Terminated
                : Agreements.EndedReason.Expired
        );
        return AgreementAction.End;
    }

    /// <summary>A successor that starts later leaves a gap, and what ends before a gap has not been replaced.</summary>
    private bool IsTakenOverOn(DateOnly day) =>
        Successor is { State: AgreementState.Signed or AgreementState.Active, Start: { } start } && start <= day;

    /// <summary>A notice that runs out no earlier than the agreement itself does not end it before its time.</summary>
    private bool IsEndedByNotice =>
        Notices.Count > 0
        && (EndWithoutNotice is not { } end || EndsOn != end || Term.End!.Precision != DatePrecision.Day);

    private DateOnly? NextClockDay()
    {
        if (State == AgreementState.Signed)
        {
            return StartsOn;
        }

        if (State != AgreementState.Active)
        {
            return null;
        }

        DateOnly?[] days =
        [
            AutomaticExtensionDueOn(),
            .. Amendments.Where(a => a.State == AmendmentState.Agreed).Select(a => (DateOnly?)a.EffectiveOn),
            IsEndKnownToTheDay && EndsOn < DateOnly.MaxValue ? EndsOn?.AddDays(1) : null,
        ];
        return days.Min();
    }
}
