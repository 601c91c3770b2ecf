using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Renewal: a successor seeded from this agreement, and the chain that the two make.</summary>
public sealed partial class Agreement
{
    /// <summary>
    /// Opens the successor in negotiation, with parties, text and terms carried over and a plan of its own: the day after
    /// the end, the same length, the same money year by year but none of it decided.
    /// </summary>
    public (Agreement Successor, AgreementVersion Contents) Renew(
        AgreementVersion current,
        string reference,
        Guid? partyId,
        Actor by
    )
    {
        RequireAllowed(AgreementAction.Renew, by);
        var party = OwnParty(by, partyId);
        Require(Successor is null || Successor.IsGivenUp(), AgreementRules.AlreadyRenewed);
        Require(HasTermToRenew, AgreementRules.EndUnknown);

        var end = EndsOn!.Value;
        var first = end.AddDays(1);
        var months = Math.Max(1, Term.Months ?? 12);
        var shift = first.Year - StartsOn!.Value.Year;
        IReadOnlyList<Party> parties =
        [
            .. Parties
                .Where(p => p is { JoinsByAmendmentId: null } && (p.LeftOn is null || p.LeftOn >= end))
                .Select(p => p with { JoinedOn = null, LeftOn = null, RegistryNumber = null }),
        ];
        var carried = current.Contents.Without([.. Parties.Select(p => p.Id).Except(parties.Select(p => p.Id))]);
        var contents = carried with
        {
            Term = carried.Term with
            {
                Start = PartialDate.Day(first),
                End = PartialDate.Day(TermDates.EndAfterMonths(first, months)),
                StatedMonths = null,
            },
            Financing =
            [
                .. carried.Financing.Select(line =>
                    line with
                    {
                        Id = Guid.CreateVersion7(by.At),
                        FiscalYear = line.FiscalYear + shift,
                        Certainty = Certainty.Planned,
                        DecisionReference = null,
                    }
                ),
            ],
            FollowUpPlan = carried.FollowUpPlan is { } plan
                ? plan with
                {
                    Dates = [.. plan.Dates.Select(date => date.AddYears(shift))],
                }
                : null,
        };

        var (successor, version) = Create(
            reference,
            contents,
            parties,
            party.Side,
            IsFramework,
            FrameworkId,
            by,
            AgreementState.Negotiating
        );
        successor.ChainBefore = new ChainBefore(
            Id,
            Reference,
            end,
            ChainStart,
            (ChainBefore?.Links ?? 0) + 1,
            OneYearLinks
        );
        successor.RecordStep(AgreementAction.Propose, null, by, party.Id, Reference, by.Today, 1);
        Successor = SuccessorOf(successor);
        Step(AgreementAction.Renew, by, partyId: party.Id, reason: successor.Reference);
        return (successor, version);
    }

    internal bool HasTermToRenew => StartsOn is not null && EndsOn < Term.Horizon;

    /// <summary>Keeps the link to the successor true; called in the transaction that changes the successor.</summary>
    /// <returns>False when there was nothing to change.</returns>
    public bool FollowSuccessor(Agreement successor)
    {
        var now = SuccessorOf(successor);
        if (Successor?.AgreementId != successor.Id || Successor == now)
        {
            return false;
        }

        Successor = now;
        ClockDueOn = NextClockDay();
        return true;
    }

    private static Successor SuccessorOf(Agreement successor) =>
        new(successor.Id, successor.Reference, successor.StartsOn, successor.State, successor.EndedReason);

    /// <summary>
    /// Whether a successor that has started finds it still running. What had come to its last day before the day before is
    /// left to the clock, even if the clock is late: a gap is a gap.
    /// </summary>
    public bool RunsUntil(DateOnly successorStart) =>
        State == AgreementState.Active && !(IsEndKnownToTheDay && EndsOn < successorStart.AddDays(-1));

    /// <summary>The successor has started: this agreement is replaced, whatever its own last day says.</summary>
    public void ReplaceBySuccessor(Actor clock, DateOnly successorStart)
    {
        var lastDay = successorStart.AddDays(-1);
        EndsOn = IsEndKnownToTheDay ? Earliest(lastDay, EndsOn) : lastDay;
        if (EndsOn < StartsOn)
        {
            EndsOn = StartsOn; // a successor that reaches further back than this one
        }

        Step(
            AgreementAction.End,
            clock,
            AgreementState.Ended,
            effectiveOn: successorStart,
            endedReason: Agreements.EndedReason.Replaced
        );
    }

    /// <summary>Keeps the link to the predecessor true; called in the transaction that changes the predecessor.</summary>
    public bool FollowPredecessor(Agreement predecessor)
    {
        if (ChainBefore is not { } before || before.PredecessorId != predecessor.Id)
        {
            return false;
        }

        var now = before with
        {
            PredecessorEnd = predecessor.EndsOn,
            Start = predecessor.ChainStart,
            OneYearLinks = predecessor.OneYearLinks,
        };
        if (now == before)
        {
            return false;
        }

        ChainBefore = now;
        return true;
    }

    /// <summary>Days without a valid agreement between the predecessor and this one; null without both dates.</summary>
    public int? GapDays =>
        ChainBefore?.PredecessorEnd is { } end && StartsOn is { } start ? TermDates.GapDays(end, start) : null;

    /// <summary>First day of the unbroken chain that this agreement belongs to.</summary>
    public DateOnly? ChainStart => GapDays == 0 ? ChainBefore!.Start ?? StartsOn : StartsOn;

    /// <summary>One-year agreements in a row, this one counted; 0 when it is longer.</summary>
    public int OneYearLinks =>
        StartsOn is { } start && EndsOn is { } end && start <= end && TermDates.IsOneYear(start, end)
            ? 1 + (GapDays == 0 ? ChainBefore!.OneYearLinks : 0)
            : 0;
}
