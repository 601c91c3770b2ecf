using System.Globalization;
using System.Reflection;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>One random thing to try: who, what, when. Every number is read modulo what there is to choose from.</summary>
public sealed record Tried(int Who, int What, int Party, int Hours, int How)
{
    public override string ToString() => $"({Who},{What},{Party},{Hours},{How})";
}

/// <summary>
/// Takes random steps with an agreement, legal and illegal, by parties of both sides, one that has left, a stranger and
/// the clock, and checks after each what must always hold.
/// </summary>
internal sealed class AgreementWalk
{
    private static readonly AgreementAction[] Creating = [AgreementAction.Propose, AgreementAction.Import];

    private static readonly AgreementAction[] WaysOut =
    [
        AgreementAction.Decline,
        AgreementAction.Withdraw,
        AgreementAction.Terminate,
        AgreementAction.Reopen,
    ];

    private static readonly AgreementAction[] Onward =
    [
        AgreementAction.AcceptForAssessment,
        AgreementAction.RecordAssessment,
        AgreementAction.ConfirmVersion,
        AgreementAction.RecordDecision,
        AgreementAction.Sign,
        AgreementAction.ConfirmAmendment,
        AgreementAction.DecideAmendment,
        AgreementAction.SignAmendment,
        AgreementAction.Extend,
    ];

    private readonly AgreementKit _kit;
    private readonly List<string> _told = [];
    private List<Confirmation> _confirmations = [];
    private int _steps;
    private string? _before;

    public AgreementWalk(int beginning)
    {
        ExtensionClause[] clauses =
        [
            ExtensionClause.None,
            new(ExtensionKind.Option, 12, 2, DecideMonthsBefore: 3),
            new(ExtensionKind.Automatic, 12, 3, 6),
            new(ExtensionKind.Automatic, 6, 2, 3, WithoutConfirmation: true),
            new(ExtensionKind.Option, 7, 1),
        ];
        var clause = clauses[beginning % clauses.Length];
        _kit = new AgreementKit(clause, beginning % 3 == 0 ? null : 3, new Dictionary<string, int> { ["Social"] = 6 });
        if (beginning % 7 == 0)
        {
            _kit.WithTwoDeciders();
        }

        AgreementState[] states =
        [
            AgreementState.Proposed,
            AgreementState.Negotiating,
            AgreementState.Deciding,
            AgreementState.Signing,
            AgreementState.Active,
            AgreementState.Active,
            AgreementState.Active,
        ];
        _kit.In(states[beginning / clauses.Length % states.Length]);
        _confirmations = [.. _kit.Agreement.Confirmations];
        _steps = _kit.Steps.Count;
        Reached.Add(_kit.Agreement.State);
    }

    public AgreementKit Kit => _kit;

    public int Done { get; private set; }

    public int Refused { get; private set; }

    public HashSet<AgreementState> Reached { get; } = [];

    public HashSet<AgreementAction> Taken { get; } = [];

    public string Story => string.Join(Environment.NewLine, _told);

    public void Take(Tried next)
    {
        // Mostly hours, sometimes weeks, now and then years: daylight saving, notice periods, ends.
        var hours =
            next.Hours % 10 < 7 ? next.Hours % 48
            : next.Hours % 10 < 9 ? next.Hours % 2_000
            : next.Hours % 9_000;
        _kit.Wait(TimeSpan.FromHours(hours));
        if (next.Who % 8 == 0)
        {
            RunClock();
            return;
        }

        Guid[] organisations =
        [
            _kit.Kommun,
            _kit.Kommun,
            _kit.Help,
            _kit.Help,
            _kit.Youth,
            _kit.Youth,
            _kit.Newcomer,
            _kit.Newcomer,
            _kit.Stranger,
        ];
        var organisation = organisations[next.Who % organisations.Length];
        // The ways out are taken seldom, or no walk would get far.
        var offered = AgreementActions
            .AvailableTo(_kit.Agreement, organisation, _kit.Today)
            .Where(offer => next.Party == 0 || !WaysOut.Contains(offer))
            .ToList();
        var legal = next.How % 10 < 8 && offered.Count > 0;
        var action = legal ? offered[next.What % offered.Count] : Attempt.Actions[next.What % Attempt.Actions.Count];
        var own = _kit.Agreement.Parties.Where(p => p.OrganisationId == organisation).Select(p => p.Id).ToList();
        var all = _kit.Agreement.Parties.Select(p => p.Id).ToList();
        var party = own.Count > 0 && next.How % 10 < 9 ? own[next.Party % own.Count] : all[next.Party % all.Count];

        if (next.What % 3 == 0 && Awaited(next.Party) is { } awaited)
        {
            (organisation, party, action) = awaited;
        }

        _before ??= AgreementKit.Snapshot(_kit.Agreement);
        var refused = Attempt.Refusal(() => _kit.Keep(Do(action, organisation, party, next.How / 10)));
        _told.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{_kit.Now:u} {action} by {Name(organisation)}: {refused?.Violation.Code ?? _kit.Agreement.State.ToString()}"
            )
        );
        _kit.Collect();
        if (refused is null)
        {
            _before = null;
            Done++;
            Taken.Add(action);
            Reached.Add(_kit.Agreement.State);
        }
        else
        {
            Refused++;
            Assert.Equal(_before, AgreementKit.Snapshot(_kit.Agreement));
            Assert.Equal(_steps, _kit.Steps.Count);
        }

        Check();
    }

    /// <summary>What one of those waited for would do, so that walks get somewhere.</summary>
    private (Guid Organisation, Guid Party, AgreementAction Action)? Awaited(int choice)
    {
        var waitedFor = Waiting.Of(_kit.Agreement, _kit.Today).For;
        if (waitedFor.Count == 0)
        {
            return null;
        }

        var who = waitedFor[choice % waitedFor.Count];
        var forward = AgreementActions
            .AvailableTo(_kit.Agreement, who.OrganisationId, _kit.Today)
            .Where(Onward.Contains)
            .ToList();
        return forward.Count == 0 ? null : (who.OrganisationId, who.PartyId, forward[0]);
    }

    private void RunClock()
    {
        var taken = _kit.RunClock();
        _before = null;
        _told.Add(string.Create(CultureInfo.InvariantCulture, $"{_kit.Now:u} clock: {string.Join(", ", taken)}"));
        Done += taken.Count;
        Taken.UnionWith(taken);
        Reached.Add(_kit.Agreement.State);
        Assert.Empty(_kit.RunClock());
        Assert.True(_kit.Agreement.ClockDueOn is null || _kit.Agreement.ClockDueOn > _kit.Today);
        Check();
    }

    /// <summary>The best input there is, or one of the ways to get it wrong or to say no.</summary>
    private AgreementVersion? Do(AgreementAction action, Guid organisation, Guid party, int how)
    {
        var (agreement, by) = (_kit.Agreement, _kit.By(organisation));
        var decider = _kit.Social with { Id = party };
        var open = agreement.OpenAmendment;
        switch (action, how % 6)
        {
            case (AgreementAction.RecordAssessment, 0):
                agreement.RecordAssessment(
                    _kit.Assessment(AssessmentOutcome.Decline),
                    CriteriaSet.Canonical,
                    _kit.No,
                    by
                );
                return null;
            case (AgreementAction.RecordDecision, 0):
                agreement.RecordDecision(_kit.NoFrom(decider), AfterNo.Negotiate, by);
                return null;
            case (AgreementAction.RecordDecision, 1):
                agreement.RecordDecision(_kit.NoFrom(decider), AfterNo.Decline, by);
                return null;
            case (AgreementAction.RecordDecision, 2):
                agreement.RecordDecision(_kit.Yes(decider) with { Date = _kit.Today.AddDays(1) }, default, by);
                return null;
            case (AgreementAction.ConfirmVersion, 0):
                agreement.ConfirmVersion(agreement.ContentsVersion + 1, party, by);
                return null;
            case (AgreementAction.Sign, 0):
                agreement.Sign(party, "0000", [AgreementKit.Right()], _kit.Today, by);
                return null;
            case (AgreementAction.Sign, 1):
                agreement.Sign(
                    party,
                    agreement.ContentHash,
                    [AgreementKit.Right(until: _kit.Today.AddDays(-1))],
                    _kit.Today,
                    by
                );
                return null;
            case (AgreementAction.Revise, 0):
                var unfinished = _kit.Current.Contents with { FollowUpPlan = null };
                return agreement.Revise(_kit.Current, unfinished, ContentsPart.FollowUpPlan, null, party, by);
            case (AgreementAction.Revise, 1 or 2 or 3):
                var repaired = _kit.Contents.Without([
                    .. _kit.Contents.Commitments.Select(c => c.PartyId).Except(Present()),
                ]);
                return agreement.Revise(_kit.Current, repaired, ContentsPart.FollowUpPlan, null, party, by);
            case (AgreementAction.AddParty, 0 or 1):
                return agreement.AddParty(_kit.Current, _kit.Joiner(), by);
            case (AgreementAction.ChangeParty, 0):
                var own = agreement.Parties.First(p => p.Id == party);
                return agreement.ChangeParty(_kit.Current, own with { Roles = [PartyRole.Evaluator] }, by);
            case (AgreementAction.Terminate, not 0):
                agreement.Terminate(TerminationKind.ByAgreement, "Vi är överens.", party, by);
                return null;
            case (AgreementAction.DecideAmendment, 0):
                agreement.DecideAmendment(open?.Id ?? Guid.Empty, _kit.NoFrom(decider), by);
                return null;
            case (AgreementAction.ProposeAmendment, 0 or 1):
                return agreement.ProposeAmendment(
                    _kit.Current,
                    _kit.Current.Contents,
                    [ContentsPart.Parties],
                    [_kit.Joiner()],
                    _kit.Today.AddDays(how % 40),
                    "En till.",
                    [],
                    party,
                    by
                );
            case (AgreementAction.ProposeAmendment, 2):
                var term = _kit.Current.Contents.Term;
                var longer = term with { End = PartialDate.Day((agreement.EndsOn ?? _kit.Today).AddMonths(how % 30)) };
                return agreement.ProposeAmendment(
                    _kit.Current,
                    _kit.Current.Contents with
                    {
                        Term = longer,
                    },
                    [ContentsPart.Term],
                    [],
                    _kit.Today.AddDays(how % 400),
                    "Längre.",
                    [],
                    party,
                    by
                );
            default:
                return Attempt.Do(_kit, agreement, action, organisation, party);
        }
    }

    private IEnumerable<Guid> Present() => _kit.Agreement.PartiesOn(_kit.Today).Select(p => p.Id);

    // --- what must always hold ---

    private void Check()
    {
        var agreement = _kit.Agreement;
        foreach (var step in _kit.Steps.Skip(_steps).Where(step => !Creating.Contains(step.Action)))
        {
            var move = Assert.Single(
                LifecycleTableTests.Expected,
                m => m.From == step.FromState && m.Action == step.Action
            );
            Assert.Contains(step.ToState, move.To);
            Assert.Equal(step.Late, step.OrganisationId == Guid.Empty && step.EffectiveOn < _kit.Today);
        }

        _steps = _kit.Steps.Count;
        Assert.Equal(Enumerable.Range(1, _steps), _kit.Steps.Select(step => step.Sequence));
        Assert.Equal(agreement.Version, _steps);
        Assert.Equal((agreement.State, agreement.EndedReason, agreement.ContentsVersion), Replay(_kit.Steps));

        // Nothing said is ever lost or changed.
        Assert.Equal(_confirmations, agreement.Confirmations.Take(_confirmations.Count));
        _confirmations = [.. agreement.Confirmations];

        Assert.True(agreement.State == AgreementState.Ended == (agreement.EndedReason is not null));
        Assert.True(agreement.EndsOn is null || agreement.StartsOn is null || agreement.StartsOn <= agreement.EndsOn);
        Assert.True(agreement.ExtensionsUsed <= Math.Max(agreement.Term.Extension.MostTimes, 0));
        Assert.True(agreement.Amendments.Count(a => a.IsOpen) <= 1);
        Assert.Equal(agreement.ContentHash, _kit.Current.ContentHash);
        CheckRows();
        CheckWaiting();
        _ = AgreementDates.Of(agreement);
    }

    /// <summary>The timeline alone tells the state, why it ended, and which contents stand.</summary>
    public static (AgreementState, EndedReason?, int) Replay(IEnumerable<AgreementStep> steps)
    {
        AgreementState? state = null;
        EndedReason? reason = null;
        var version = 0;
        foreach (var step in steps)
        {
            Assert.Equal(state, step.FromState);
            state = step.ToState;
            reason = step.EndedReason;
            if (
                step.Action
                is not (
                    AgreementAction.ProposeAmendment
                    or AgreementAction.ConfirmAmendment
                    or AgreementAction.DecideAmendment
                    or AgreementAction.SignAmendment
                    or AgreementAction.WithdrawAmendment
                )
            )
            {
                version = step.ContentsVersion;
            }
        }

        return (state!.Value, reason, version);
    }

    private void CheckRows()
    {
        var agreement = _kit.Agreement;
        var rows = AgreementParty.Of(agreement).ToList();
        Assert.Equal(agreement.Parties.Select(p => p.Id), rows.Select(row => row.PartyId));
        Assert.All(rows, row => Assert.Equal(agreement.State, row.State));
        Assert.All(rows, row => Assert.Equal(agreement.EndsOn ?? AgreementParty.UnknownEnd, row.EndsOn));
        Assert.Equal(agreement.Parties.DistinctBy(p => p.OrganisationId).Count(), rows.Count(row => row.IsFirst));
        Assert.Equal(
            agreement.Waiting.For.Select(w => w.PartyId).Order(),
            rows.Where(row => row.IsWaitedFor).Select(row => row.PartyId).Order()
        );
    }

    private void CheckWaiting()
    {
        var agreement = _kit.Agreement;
        var waiting = Waiting.Of(agreement, _kit.Today);
        Assert.True(waiting.Since <= _kit.Now);
        Assert.All(waiting.For, who => Assert.Contains(agreement.Parties, p => p.Id == who.PartyId));
        if (
            agreement.State
            is AgreementState.Proposed
                or AgreementState.Assessing
                or AgreementState.Negotiating
                or AgreementState.Deciding
                or AgreementState.Signing
        )
        {
            Assert.NotEmpty(waiting.For);
        }

        if (agreement.IsTimely(AgreementAction.GiveNotice, _kit.Today))
        {
            // Nobody is waited for who can do nothing about it.
            Assert.All(
                waiting.For,
                who => Assert.NotEmpty(AgreementActions.AvailableTo(agreement, who.OrganisationId, _kit.Today))
            );
        }
    }

    public void CheckOffers()
    {
        foreach (var organisation in _kit.Organisations)
        {
            Assert.Equal(
                Attempt.Possible(_kit, organisation).Order(),
                AgreementActions.AvailableTo(_kit.Agreement, organisation, _kit.Today).Order()
            );
        }
    }

    /// <summary>Written to the database and read back, it is the same agreement.</summary>
    public void CheckStorage()
    {
        var read = AgreementKit.Copy(_kit.Agreement);
        foreach (var column in Columns)
        {
            var json = JsonSerializer.Serialize(
                column.GetValue(_kit.Agreement),
                column.PropertyType,
                JsonColumns.Options
            );
            column.SetValue(read, JsonSerializer.Deserialize(json, column.PropertyType, JsonColumns.Options));
        }

        Assert.Equal(AgreementKit.Snapshot(_kit.Agreement), AgreementKit.Snapshot(read));
        foreach (var organisation in _kit.Organisations)
        {
            Assert.Equal(
                AgreementActions.AvailableTo(_kit.Agreement, organisation, _kit.Today),
                AgreementActions.AvailableTo(read, organisation, _kit.Today)
            );
        }
    }

    private static IEnumerable<PropertyInfo> Columns { get; } =
        typeof(Agreement)
            .GetProperties()
            .Where(p => p.SetMethod is not null && !p.PropertyType.IsValueType && p.PropertyType != typeof(string))
            .ToList();

    private string Name(Guid organisation) =>
        organisation == _kit.Kommun ? "kommun"
        : organisation == _kit.Help ? "help"
        : organisation == _kit.Youth ? "youth"
        : organisation == _kit.Newcomer ? "newcomer"
        : "stranger";
}
