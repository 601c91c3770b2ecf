using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Renewals;

/// <summary>
/// What is done about one end of an agreement (förnyelseakt): opens by itself in good time, belongs to both sides equally,
/// and is done when it is decided what comes next. A later end has a dossier of its own.
/// </summary>
public sealed class RenewalDossier : AggregateRoot
{
    public const int TextMaxLength = 4_000;
    public const int TaskTitleMaxLength = 300;
    public const int ReferenceMaxLength = 100;
    public const int MostTasks = 200;

    private RenewalDossier() { }

    public Guid AgreementId { get; private init; }

    /// <summary>The end that it is about.</summary>
    public DateOnly End { get; private init; }

    public DateTimeOffset OpenedAt { get; private init; }

    public DossierState State { get; private set; }

    /// <summary>Oldest first; the latest of a party counts.</summary>
    public IReadOnlyList<Standpoint> Standpoints { get; private set; } = [];

    public IReadOnlyList<CheckedItem> Checklist { get; private set; } = [];

    public Outcome? Outcome { get; private set; }

    /// <summary>Outcomes that were reconsidered, oldest first.</summary>
    public IReadOnlyList<Outcome> EarlierOutcomes { get; private set; } = [];

    public IReadOnlyList<WindDownTask> Tasks { get; private set; } = [];

    public DateTimeOffset? ClosedAt { get; private set; }

    public IEnumerable<Standpoint> LatestStandpoints() =>
        Standpoints.GroupBy(standpoint => standpoint.PartyId).Select(own => own.Last());

    public bool IsDone(ChecklistItem item) => Checklist.Any(done => done.Item == item);

    public static RenewalDossier Open(Agreement agreement, Actor by)
    {
        Require(
            agreement is { State: AgreementState.Signed or AgreementState.Active } && agreement.EndsOn < Term.Horizon,
            RenewalRules.NothingToRenew
        );
        return Open(agreement.Id, agreement.EndsOn!.Value, by);
    }

    /// <summary>By the clock, which has looked already.</summary>
    public static RenewalDossier Open(Guid agreementId, DateOnly end, Actor by)
    {
        var dossier = new RenewalDossier
        {
            Id = Guid.CreateVersion7(by.At),
            AgreementId = agreementId,
            End = end,
            OpenedAt = by.At,
        };
        dossier.Changed(by);
        return dossier;
    }

    public void TakeStandpoint(Party party, OutcomeKind wish, string? comment, Actor by)
    {
        Require(State == DossierState.Open, RenewalRules.NotOpen);
        Standpoints =
        [
            .. Standpoints,
            new Standpoint(party.Id, party.Name, party.Side, wish, comment, by.UserId, by.At),
        ];
        Changed(by);
    }

    public void Check(ChecklistItem item, Party party, string? note, Actor by)
    {
        Require(State == DossierState.Open, RenewalRules.NotOpen);
        Checklist =
        [
            .. Checklist.Where(done => done.Item != item),
            new CheckedItem(item, party.Id, note, by.UserId, by.At),
        ];
        Changed(by);
    }

    public void Uncheck(ChecklistItem item, Actor by)
    {
        Require(State == DossierState.Open, RenewalRules.NotOpen);
        Checklist = [.. Checklist.Where(done => done.Item != item)];
        Changed(by);
    }

    /// <summary>Throws with everything that stands in the way.</summary>
    public void Decide(Outcome outcome, Party party, Agreement agreement, Actor by)
    {
        Require(State == DossierState.Open, RenewalRules.NotOpen);
        Require(outcome.DecidedOn <= by.Today, AgreementRules.InTheFuture("/decidedOn"));
        Require(
            party.Side == Organisations.Side.Civil || !string.IsNullOrWhiteSpace(outcome.DecisionReference),
            RenewalRules.DecisionReferenceMissing
        );
        Require(
            outcome.Kind != OutcomeKind.LetEnd || !string.IsNullOrWhiteSpace(outcome.WindDownPlan),
            RenewalRules.WindDownPlanMissing
        );
        RequireAll(RenewalRules.OutcomeNotPossible, [.. InTheWay(outcome.Kind, agreement, by.Today)]);
        Outcome = outcome;
        State = DossierState.Decided;
        Changed(by);
    }

    /// <summary>What stands in the way of an outcome, for the refusal and for the links.</summary>
    public IEnumerable<RuleViolation> InTheWay(OutcomeKind kind, Agreement agreement, DateOnly today)
    {
        foreach (var side in Enum.GetValues<Organisations.Side>())
        {
            var said = LatestStandpoints().Where(standpoint => standpoint.Side == side).ToList();
            if (said.Count == 0)
            {
                yield return RenewalRules.StandpointMissing;
                yield break;
            }

            if (kind != OutcomeKind.LetEnd && said.TrueForAll(standpoint => standpoint.Wish == OutcomeKind.LetEnd))
            {
                yield return RenewalRules.SideWantsEnd;
                yield break;
            }
        }

        if (
            kind == OutcomeKind.Extend
            && agreement.WhyNotExtend(ExtensionKind.Option, today) is not null
            && agreement.WhyNotExtend(ExtensionKind.Automatic, today) is not null
        )
        {
            yield return RenewalRules.NoExtensionLeft;
        }
    }

    /// <summary>The agreement that deciding has seeded.</summary>
    public void Follow(Agreement successor) => Outcome = Outcome! with { SuccessorId = successor.Id };

    /// <summary>Opens what was decided again; the earlier outcome stays readable.</summary>
    public void Reconsider(Actor by)
    {
        Require(State == DossierState.Decided, RenewalRules.NotDecided);
        EarlierOutcomes = [.. EarlierOutcomes, Outcome!];
        Outcome = null;
        State = DossierState.Open;
        Changed(by);
    }

    public WindDownTask AddTask(string title, Guid responsiblePartyId, DateOnly dueOn, Actor by)
    {
        RequireWindingDown();
        Require(Tasks.Count < MostTasks, RenewalRules.TooManyTasks);
        var task = new WindDownTask(Guid.CreateVersion7(by.At), title, responsiblePartyId, dueOn, null);
        Tasks = [.. Tasks, task];
        Changed(by);
        return task;
    }

    public void ChangeTask(WindDownTask task, Actor by)
    {
        RequireWindingDown();
        Require(Tasks.Any(other => other.Id == task.Id), RenewalRules.TaskUnknown);
        Require(!(task.DoneOn > by.Today), AgreementRules.InTheFuture("/doneOn"));
        Tasks = [.. Tasks.Select(other => other.Id == task.Id ? task : other)];
        Changed(by);
    }

    /// <summary>The end that it was about has moved, come or been taken over.</summary>
    public void Close(Actor by)
    {
        if (State != DossierState.Closed)
        {
            State = DossierState.Closed;
            ClosedAt = by.At;
            Changed(by);
        }
    }

    /// <summary>Refuses a task for somebody who is not in the agreement.</summary>
    public static void RequireParty(Agreement agreement, Guid partyId) =>
        Require(agreement.Parties.Any(party => party.Id == partyId), RenewalRules.PartyUnknown);

    private void RequireWindingDown() =>
        Require(State == DossierState.Decided && Outcome?.Kind == OutcomeKind.LetEnd, RenewalRules.NotDecided);

    private void Changed(Actor by) => Raise(new RenewalDossierChanged(Id, by.UserId, by.At));
}
