using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>An amendment has a small lifecycle of its own and changes nothing before its day.</summary>
public sealed class AmendingTests
{
    [Fact]
    public void An_amendment_is_confirmed_decided_signed_and_in_force_on_its_day()
    {
        var kit = new AgreementKit().Active();
        var day = kit.Today.AddMonths(2);
        kit.Amend(Renamed(kit), day);
        Assert.Equal((2, 3), (kit.Agreement.ContentsVersion, kit.Agreement.LatestVersion));
        Assert.Equal(3, kit.Agreement.Waiting.For.Count); // whoever proposes has said yes
        kit.ConfirmAmendment();
        Assert.Equal([kit.Social.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));
        kit.DecideAmendment();
        Assert.Equal(4, kit.Agreement.Waiting.For.Count);
        kit.SignAmendment();
        Assert.Equal(AmendmentState.Agreed, kit.Agreement.OpenAmendment!.State);
        Assert.Equal("Mötesplats för unga", kit.Agreement.Title);
        Assert.Equal(day, kit.Agreement.ClockDueOn);

        Assert.Empty(kit.On(day.AddDays(-1)).RunClock());
        Assert.Equal([AgreementAction.ApplyAmendment], kit.On(day.AddDays(5)).RunClock());
        Assert.Equal(("Nytt namn", 3), (kit.Agreement.Title, kit.Agreement.ContentsVersion));
        Assert.Equal((day, true), (kit.Steps[^1].EffectiveOn, kit.Steps[^1].Late));
        Assert.Equal(kit.Current.ContentHash, kit.Agreement.ContentHash);
        Assert.Null(kit.Agreement.OpenAmendment);
    }

    [Fact]
    public void Signed_on_its_day_it_is_in_force_at_once_as_a_step_of_its_own()
    {
        var kit = new AgreementKit().Active();
        kit.Amend(Renamed(kit), kit.Today).AgreeOnAmendment();

        Assert.Equal("Nytt namn", kit.Agreement.Title);
        Assert.Equal(
            [AgreementAction.SignAmendment, AgreementAction.ApplyAmendment],
            kit.Steps.TakeLast(2).Select(s => s.Action)
        );
        Assert.Equal((kit.Agreement.State, null, 3), AgreementWalk.Replay(kit.Steps));
    }

    [Fact]
    public void Who_joins_speaks_to_its_amendment_and_to_nothing_else_until_it_is_in()
    {
        var kit = new AgreementKit(new ExtensionClause(ExtensionKind.Option, 12, 1)).Active().Talk();
        var joiner = kit.Joiner();
        var day = kit.Today.AddDays(30);
        kit.Amend(kit.Contents, day, joiner with { JoinedOn = kit.Today });

        Assert.Equal(
            [AgreementAction.ConfirmAmendment, AgreementAction.WithdrawAmendment],
            AgreementActions.AvailableTo(kit.Agreement, kit.Newcomer, kit.Today).Order()
        );
        Assert.Equal(
            AgreementActions.AvailableTo(kit.Agreement, kit.Newcomer, kit.Today).Order(),
            Attempt.Possible(kit, kit.Newcomer).Order()
        );
        var refused = Attempt.Refusal(() =>
            kit.Agreement.Terminate(TerminationKind.Breach, "Nej.", joiner.Id, kit.By(kit.Newcomer))
        );
        Assert.Equal(AgreementRules.NotYourParty, refused?.Violation);

        kit.AgreeOnAmendment();
        Assert.Null(kit.Agreement.Parties[^1].JoinedOn);
        kit.On(day).RunClock();
        Assert.Equal((day, null), (kit.Agreement.Parties[^1].JoinedOn, kit.Agreement.Parties[^1].JoinsByAmendmentId));
        Assert.Contains(
            AgreementAction.Terminate,
            AgreementActions.AvailableTo(kit.Agreement, kit.Newcomer, kit.Today)
        );
    }

    [Fact]
    public void Withdrawn_or_refused_it_leaves_no_party_behind()
    {
        var kit = new AgreementKit().Active();
        kit.Amend(kit.Contents, kit.Today, kit.Joiner());
        kit.Do(a => a.WithdrawAmendment(a.OpenAmendment!.Id, "Vi väntar.", kit.Play.Id, kit.By(kit.Youth)));
        Assert.Equal(4, kit.Agreement.Parties.Count);
        kit.Amend(kit.Contents, kit.Today, kit.Joiner()).ConfirmAmendmentBy(kit.Newcomer);
        kit.ConfirmAmendment();
        kit.Do(a => a.DecideAmendment(a.OpenAmendment!.Id, kit.NoFrom(kit.Social), kit.By(kit.Kommun)));

        Assert.Equal(4, kit.Agreement.Parties.Count);
        Assert.Equal(
            [AmendmentState.Withdrawn, AmendmentState.Withdrawn],
            kit.Agreement.Amendments.Select(a => a.State)
        );
        Assert.Equal([1, 2], kit.Agreement.Amendments.Select(a => a.Number));
        Assert.Equal(4, kit.Agreement.LatestVersion);
    }

    [Fact]
    public void A_decision_on_an_amendment_can_be_appealed_like_any_other()
    {
        var kit = new AgreementKit().Active();
        kit.Amend(Renamed(kit), kit.Today.AddDays(90)).ConfirmAmendment().DecideAmendment();
        var decision = kit.Agreement.OpenAmendment!.Decisions[0];
        kit.Do(a => a.RecordLegalForce(decision.Id, kit.Today, null, null, false, kit.By(kit.Kommun)));

        Assert.Equal(kit.Today, kit.Agreement.OpenAmendment!.Decisions[0].AnnouncedOn);
    }

    [Fact]
    public void What_changed_while_it_was_open_stays()
    {
        var kit = new AgreementKit().Active();
        kit.Amend(Renamed(kit), kit.Today);
        kit.Write(a => a.ChangeParty(kit.Current, kit.Aid with { RegistryNumber = "2026:9" }, kit.By(kit.Help)));
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi lägger ner.", kit.By(kit.Youth)));
        kit.AgreeOnAmendment();

        Assert.Equal("2026:9", kit.Agreement.Parties.Single(p => p.Id == kit.Aid.Id).RegistryNumber);
        Assert.NotNull(kit.Agreement.Parties.Single(p => p.Id == kit.Play.Id).LeftOn);
    }

    [Fact]
    public void When_the_agreement_ends_what_was_open_falls_with_it()
    {
        var kit = new AgreementKit().Active().Talk();
        kit.Amend(kit.Contents, kit.Today.AddDays(90), kit.Joiner()).AgreeOnAmendment();
        kit.Do(a => a.Terminate(TerminationKind.Breach, "Brott.", kit.Aid.Id, kit.By(kit.Help)));

        Assert.Null(kit.Agreement.OpenAmendment);
        Assert.Equal(4, kit.Agreement.Parties.Count);
        Assert.Null(kit.Agreement.ClockDueOn);
    }

    [Fact]
    public void A_notice_that_comes_first_ends_the_agreement_before_the_amendment()
    {
        var kit = new AgreementKit(noticeMonths: 1).Active();
        var last = TermDates.LastDayAfterNotice(kit.Today, 1);
        kit.Amend(Renamed(kit), last.AddDays(1)).AgreeOnAmendment();
        kit.Do(a => a.GiveNotice("Slut.", AgreementKit.Consequences, kit.Play.Id, kit.By(kit.Youth)));

        Assert.Equal([AgreementAction.End], kit.On(last.AddDays(9)).RunClock());
        Assert.Equal(2, kit.Agreement.ContentsVersion);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void It_takes_effect_within_the_term_it_gives_itself(int days, bool within)
    {
        var kit = new AgreementKit().Active();
        var end = kit.Today.AddDays(20);
        var shorter = kit.Contents with { Term = kit.Term with { End = PartialDate.Day(end) } };
        var refused = Attempt.Refusal(() => kit.Amend(shorter, end.AddDays(days)));

        Assert.Equal(within ? null : "amendment-effective-too-early", refused?.Violation.Code);
    }

    [Fact]
    public void An_incomplete_agreement_can_be_amended_so_long_as_nothing_is_taken_away()
    {
        var end = new PartialDate(new DateOnly(2024, 1, 1), DatePrecision.Year);
        var kit = Imported.Agreement(Imported.Until(end), on: "2026-03-02");
        var known = kit.Current.Contents with
        {
            Term = kit.Current.Contents.Term with { End = PartialDate.Day(new DateOnly(2026, 12, 31)) },
        };
        kit.Amend(known, kit.Today).AgreeOnAmendment();

        Assert.Equal(new DateOnly(2026, 12, 31), kit.Agreement.EndsOn);
        Assert.Equal(new DateOnly(2027, 1, 1), kit.Agreement.ClockDueOn);
        var worse = new AgreementKit().Active();
        var refused = Attempt.Refusal(() => worse.Amend(worse.Contents with { FollowUpPlan = null }, worse.Today));
        Assert.Equal("follow-up-plan-missing", Assert.Single(refused!.UnmetGuards).Code);
    }

    [Fact]
    public void The_wrong_text_is_never_brought_into_force()
    {
        var kit = new AgreementKit().Active();
        kit.Amend(Renamed(kit), kit.Today).ConfirmAmendment().DecideAmendment();
        var open = kit.Agreement.OpenAmendment!;

        Assert.Throws<ArgumentException>(() =>
            kit.Agreement.SignAmendment(
                open.Id,
                kit.Aid.Id,
                open.ContentHash,
                [AgreementKit.Right()],
                kit.Today,
                kit.Current,
                kit.By(kit.Help)
            )
        );
    }

    private static Contents Renamed(AgreementKit kit) =>
        kit.Contents with
        {
            Description = kit.Contents.Description with { Title = "Nytt namn" },
        };
}
