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

        if (Amendments.FirstOrDefault(a => a.State == AmendmentState.Agreed && a.EffectiveOn == due) is { } amendment)
        {
            Apply(amendment, versionOf(amendment.ContentsVersion), clock);
            return AgreementAction.ApplyAmendment;
        }

        if (AutomaticExtensionDueOn is { } extends && extends <= due)
        {
            Put((PendingExtension ?? NextExtension()) with { EffectiveOn = extends });
            Step(AgreementAction.Extend, clock, effectiveOn: extends);
            return AgreementAction.Extend;
        }

        Step(
            AgreementAction.End,
            clock,
            AgreementState.Ended,
            effectiveOn: due,
            endedReason: Successor is { State: AgreementState.Signed or AgreementState.Active }
                    ? Agreements.EndedReason.Replaced
                : Notices.Count > 0 ? Agreements.EndedReason.Terminated
                : Agreements.EndedReason.Expired
        );
        return AgreementAction.End;
    }

    /// <summary>The day after the last day to say no, once a human has confirmed or the text needs none.</summary>
    private DateOnly? AutomaticExtensionDueOn =>
        Term.Extension is { Kind: ExtensionKind.Automatic } clause
        && EndsOn is not null
        && ExtensionsUsed < clause.MostTimes
        && Notices.Count == 0
        && Successor is null
        && PendingExtension is not { ObjectedBy: not null }
        && (clause.WithoutConfirmation || PendingExtension is { Consents.Count: > 0 })
            ? ExtensionObjectBy!.Value.AddDays(1)
            : null;

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
            AutomaticExtensionDueOn,
            .. Amendments.Where(a => a.State == AmendmentState.Agreed).Select(a => (DateOnly?)a.EffectiveOn),
            // An imported end known only to the year is no day to end on; it is flagged, and a person says which day it was.
            Term.End?.Precision == DatePrecision.Day
            || Notices.Count > 0
            || ExtensionsUsed > 0
                ? EndsOn?.AddDays(1)
                : null,
        ];
        return days.Min();
    }
}
