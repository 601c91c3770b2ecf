using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>The whole matrix of states and actions, against a table written from domain.md §4 and not from the code.</summary>
public sealed class LifecycleTableTests
{
    // state | action | who | leads to. What is not here is forbidden.
    private const string Table = """
        Proposed    | AcceptForAssessment | PublicSide     | Assessing
        Proposed    | Decline             | PublicSide     | Declined
        Proposed    | Withdraw            | InitiatingSide | Withdrawn
        Proposed    | Revise              | AnyParty       | Proposed
        Proposed    | AddParty            | AnyParty       | Proposed
        Proposed    | ChangeParty         | AnyParty       | Proposed
        Proposed    | LeaveAgreement      | AnyParty       | Proposed
        Assessing   | RecordAssessment    | PublicSide     | Negotiating Declined
        Assessing   | Decline             | PublicSide     | Declined
        Assessing   | Withdraw            | InitiatingSide | Withdrawn
        Assessing   | AddParty            | AnyParty       | Assessing
        Assessing   | ChangeParty         | AnyParty       | Assessing
        Assessing   | ChangeCaseOfficer   | PublicSide     | Assessing
        Assessing   | LeaveAgreement      | AnyParty       | Assessing
        Negotiating | Revise              | AnyParty       | Negotiating
        Negotiating | AddParty            | AnyParty       | Negotiating
        Negotiating | ChangeParty         | AnyParty       | Negotiating
        Negotiating | ChangeCaseOfficer   | PublicSide     | Negotiating
        Negotiating | LeaveAgreement      | AnyParty       | Negotiating
        Negotiating | ConfirmVersion      | AnyParty       | Negotiating Deciding
        Negotiating | Decline             | PublicSide     | Declined
        Negotiating | Withdraw            | InitiatingSide | Withdrawn
        Deciding    | RecordDecision      | Decider        | Deciding Signing Negotiating Declined
        Deciding    | RecordLegalForce    | AnyParty       | Deciding
        Deciding    | ChangeParty         | AnyParty       | Deciding
        Deciding    | ChangeCaseOfficer   | PublicSide     | Deciding
        Deciding    | Reopen              | AnyParty       | Negotiating
        Deciding    | Decline             | PublicSide     | Declined
        Deciding    | Withdraw            | InitiatingSide | Withdrawn
        Signing     | Sign                | AnyParty       | Signing Signed Active
        Signing     | RecordLegalForce    | AnyParty       | Signing
        Signing     | ChangeParty         | AnyParty       | Signing
        Signing     | ChangeCaseOfficer   | PublicSide     | Signing
        Signing     | Reopen              | AnyParty       | Negotiating
        Signing     | Withdraw            | InitiatingSide | Withdrawn
        Signed      | Start               | Clock          | Active
        Signed      | RecordLegalForce    | AnyParty       | Signed
        Signed      | ChangeParty         | AnyParty       | Signed
        Signed      | ChangeCaseOfficer   | PublicSide     | Signed
        Signed      | RecordDialogue      | AnyParty       | Signed
        Signed      | Terminate           | AnyParty       | Signed Ended
        Active      | RecordLegalForce    | AnyParty       | Active
        Active      | ChangeParty         | AnyParty       | Active
        Active      | ChangeCaseOfficer   | PublicSide     | Active
        Active      | LeaveAgreement      | AnyParty       | Active
        Active      | GiveNotice          | AnyParty       | Active
        Active      | RecordDialogue      | AnyParty       | Active
        Active      | Terminate           | AnyParty       | Active Ended
        Active      | Extend              | AnyParty       | Active
        Active      | ConfirmExtension    | AnyParty       | Active
        Active      | ObjectToExtension   | AnyParty       | Active
        Active      | ProposeAmendment    | AnyParty       | Active
        Active      | ConfirmAmendment    | AnyParty       | Active
        Active      | DecideAmendment     | Decider        | Active
        Active      | SignAmendment       | AnyParty       | Active
        Active      | WithdrawAmendment   | AnyParty       | Active
        Active      | ApplyAmendment      | Clock          | Active
        Active      | Renew               | AnyParty       | Active
        Active      | End                 | Clock          | Ended
        Ended       | Renew               | AnyParty       | Ended
        Ended       | RecordLegalForce    | AnyParty       | Ended
        """;

    internal static IReadOnlyList<Move> Expected { get; } =
    [
        .. Table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Move(
                Enum.Parse<AgreementState>(cells[0]),
                Enum.Parse<AgreementAction>(cells[1]),
                Enum.Parse<ActingParty>(cells[2]),
                [.. cells[3].Split(' ').Select(Enum.Parse<AgreementState>)]
            )),
    ];

    public static TheoryData<AgreementState> States => [.. Enum.GetValues<AgreementState>()];

    public static TheoryData<AgreementState, AgreementAction> OfOrganisations
    {
        get
        {
            var all = new TheoryData<AgreementState, AgreementAction>();
            foreach (var state in Enum.GetValues<AgreementState>())
            {
                foreach (var action in Attempt.Actions)
                {
                    all.Add(state, action);
                }
            }

            return all;
        }
    }

    [Fact]
    public void The_lifecycle_is_the_table_and_nothing_else()
    {
        Assert.Equal(
            Expected.Select(Written).Order(StringComparer.Ordinal),
            AgreementLifecycle.Moves.Select(Written).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(States))]
    public void The_kit_reaches_every_state(AgreementState state) =>
        Assert.Equal(state, new AgreementKit().In(state).Agreement.State);

    [Theory]
    [MemberData(nameof(OfOrganisations))]
    public void An_action_is_possible_exactly_where_the_table_has_it(AgreementState state, AgreementAction action)
    {
        var kit = Ready(state, action);
        Assert.Equal(state, kit.Agreement.State);
        var before = AgreementKit.Snapshot(kit.Agreement);
        var refusals = kit
            .Agreement.Parties.Select(party =>
                Attempt.Refusal(() =>
                    Attempt.Do(kit, AgreementKit.Copy(kit.Agreement), action, party.OrganisationId, party.Id)
                )
            )
            .ToList();

        if (Expected.Any(move => move.From == state && move.Action == action))
        {
            Assert.Contains(null, refusals);
        }
        else
        {
            // Nobody, whoever asks, and a stranger hears the same: what is forbidden is not a matter of person.
            refusals.Add(
                Attempt.Refusal(() => Attempt.Do(kit, kit.Agreement, action, kit.Stranger, kit.Agreement.Parties[0].Id))
            );
            foreach (var party in kit.Agreement.Parties)
            {
                refusals.Add(
                    Attempt.Refusal(() => Attempt.Do(kit, kit.Agreement, action, party.OrganisationId, party.Id))
                );
            }

            Assert.All(refusals, refused => Assert.Equal("action-not-allowed", refused?.Violation.Code));
            Assert.All(refusals, refused => Assert.Equal(RefusalKind.Conflict, refused?.Violation.Kind));
            Assert.Equal(before, AgreementKit.Snapshot(kit.Agreement));
            Assert.Empty(kit.Agreement.TakeEvents());
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void The_clock_moves_only_what_is_signed_or_active(AgreementState state)
    {
        var kit = new AgreementKit().In(state);
        kit.On(new DateOnly(2040, 1, 1));
        var before = AgreementKit.Snapshot(kit.Agreement);

        var taken = kit.RunClock();

        Assert.All(
            kit.Steps.TakeLast(taken.Count),
            step => Assert.Contains(Expected, move => move.From == step.FromState && move.Action == step.Action)
        );
        Assert.Equal(state is AgreementState.Signed or AgreementState.Active, taken.Count > 0);
        if (taken.Count == 0)
        {
            Assert.Equal(before, AgreementKit.Snapshot(kit.Agreement));
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_stranger_does_nothing_and_is_offered_nothing(AgreementState state)
    {
        var kit = new AgreementKit().In(state);
        Assert.Empty(Attempt.Possible(kit, kit.Stranger));
        Assert.Empty(AgreementActions.AvailableTo(kit.Agreement, kit.Stranger, kit.Today));
    }

    [Theory]
    [MemberData(nameof(OfOrganisations))]
    public void Offered_is_what_is_possible(AgreementState state, AgreementAction action)
    {
        var kit = Ready(state, action);
        foreach (var organisation in kit.Organisations)
        {
            Assert.Equal(
                Attempt.Possible(kit, organisation).Order(),
                AgreementActions.AvailableTo(kit.Agreement, organisation, kit.Today).Order()
            );
        }
    }

    /// <summary>An agreement in the state, with what the action needs besides.</summary>
    private static AgreementKit Ready(AgreementState state, AgreementAction action)
    {
        var option = new ExtensionClause(ExtensionKind.Option, 12, 2);
        var automatic = new ExtensionClause(ExtensionKind.Automatic, 12, 2, 6);
        var kit = new AgreementKit(action == AgreementAction.Extend ? option : automatic);
        if (state == AgreementState.Deciding && action == AgreementAction.RecordLegalForce)
        {
            kit.WithTwoDeciders().Deciding();
            return kit.Do(a => a.RecordDecision(kit.Yes(kit.Social), AfterNo.Negotiate, kit.By(kit.Kommun)));
        }

        kit.In(state);
        if (state is AgreementState.Signed or AgreementState.Active && action == AgreementAction.Terminate)
        {
            return kit.Talk();
        }

        if (state != AgreementState.Active)
        {
            return kit;
        }

        var amended = kit.Contents with { Text = [.. kit.Contents.Text, new("free", "Nytt", "Nytt.")] };
        return action switch
        {
            AgreementAction.ConfirmAmendment or AgreementAction.WithdrawAmendment => kit.Amend(amended, kit.Today),
            AgreementAction.DecideAmendment => kit.Amend(amended, kit.Today).ConfirmAmendment(),
            AgreementAction.SignAmendment => kit.Amend(amended, kit.Today).ConfirmAmendment().DecideAmendment(),
            _ => kit,
        };
    }

    private static string Written(Move move) =>
        $"{move.From} {move.Action} {move.By} {string.Join(' ', move.To.Order())}";
}
