using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Notice, dialogue, termination and leaving.</summary>
public sealed class EndingTests
{
    private static readonly Dictionary<string, int> Months = new(StringComparer.Ordinal)
    {
        ["Social"] = 12,
        ["Aid"] = 3,
    };

    [Fact]
    public void Each_party_has_its_own_notice_period_and_the_earliest_last_day_wins()
    {
        var kit = new AgreementKit(noticeMonths: 6, noticeOf: Months).Active().On(new DateOnly(2026, 10, 15));
        kit.Do(a => a.GiveNotice("Budget.", AgreementKit.Consequences, kit.Social.Id, kit.By(kit.Kommun)));
        Assert.Equal(new DateOnly(2027, 10, 15), kit.Agreement.EndsOn);
        kit.Do(a => a.GiveNotice("Ork.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));
        Assert.Equal(new DateOnly(2027, 1, 15), kit.Agreement.EndsOn);
        kit.Do(a => a.GiveNotice("Också.", AgreementKit.Consequences, kit.Play.Id, kit.By(kit.Youth)));
        Assert.Equal(new DateOnly(2027, 1, 15), kit.Agreement.EndsOn);

        Assert.Equal([12, 3, 6], kit.Agreement.Notices.Select(notice => notice.Months));
        Assert.Equal(AgreementState.Active, kit.Agreement.State);
        Assert.Equal("Två tjänster.", kit.Agreement.Notices[0].Consequences.Staff);
        Assert.Empty(kit.On(new DateOnly(2027, 1, 15)).RunClock());
        Assert.Equal([AgreementAction.End], kit.On(new DateOnly(2027, 1, 16)).RunClock());
        Assert.Equal(EndedReason.Terminated, kit.Agreement.EndedReason);
    }

    [Fact]
    public void A_notice_never_prolongs_and_one_that_runs_to_the_end_does_not_end_it_early()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2028, 3, 1));
        kit.Do(a => a.GiveNotice("Slut.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));

        Assert.Equal(kit.Term.End!.Date, kit.Agreement.Notices[0].LastDay);
        kit.On(kit.Term.End.Date.AddDays(1)).RunClock();
        Assert.Equal(EndedReason.Expired, kit.Agreement.EndedReason);
    }

    [Fact]
    public void Nothing_is_done_to_an_agreement_whose_last_day_has_passed_though_the_clock_has_not_run()
    {
        var kit = new AgreementKit(new ExtensionClause(ExtensionKind.Option, 12, 1)).Active();
        kit.On(kit.Term.End!.Date);
        Assert.Contains(AgreementAction.GiveNotice, AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today));
        kit.On(kit.Today.AddDays(1));

        Assert.Equal([AgreementAction.Renew], AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today));
        Assert.Equal(
            [AgreementAction.RecordLegalForce, AgreementAction.Renew],
            Attempt.Possible(kit, kit.Kommun).Order()
        );
    }

    [Fact]
    public void Dialogue_comes_before_termination_and_breach_ends_it_at_once()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2026, 9, 1));
        Assert.DoesNotContain(
            AgreementAction.Terminate,
            AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today)
        );
        kit.Talk();
        kit.Do(a => a.Terminate(TerminationKind.Breach, "Pengarna kom aldrig.", kit.Aid.Id, kit.By(kit.Help)));

        Assert.Equal((AgreementState.Ended, EndedReason.Terminated), (kit.Agreement.State, kit.Agreement.EndedReason));
        Assert.Equal(kit.Today, kit.Agreement.EndsOn);
        Assert.Contains("before its end", AgreementDates.Of(kit.Agreement)[0].Explanation.En, StringComparison.Ordinal);
    }

    [Fact]
    public void By_agreement_needs_everybody_and_counts_since_it_was_proposed()
    {
        var kit = new AgreementKit().Active().Talk();
        kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Vi är klara.", kit.Aid.Id, kit.By(kit.Help)));
        var since = kit.Now;
        kit.Wait(TimeSpan.FromDays(3));
        kit.Do(a => a.RecordDialogue(kit.Dialogue, kit.Aid.Id, kit.By(kit.Help)));

        Assert.Equal(since, kit.Agreement.Waiting.Since);
        Assert.Equal(3, kit.Agreement.Waiting.For.Count);
        foreach (var party in new[] { kit.Social, kit.Culture, kit.Play })
        {
            Assert.Equal(AgreementState.Active, kit.Agreement.State);
            kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Vi är klara.", party.Id, kit.By(party)));
        }

        Assert.Equal(EndedReason.Terminated, kit.Agreement.EndedReason);
    }

    [Fact]
    public void What_waited_for_a_party_that_has_left_can_go_on()
    {
        var kit = new AgreementKit(noticeMonths: 1).Active().Talk();
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi lägger ner.", kit.By(kit.Youth)));
        foreach (var party in new[] { kit.Social, kit.Culture, kit.Aid })
        {
            kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Vi är klara.", party.Id, kit.By(party)));
        }

        Assert.Equal([kit.Play.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));
        kit.On(kit.Agreement.Parties[^1].LeftOn!.Value.AddDays(1));
        Assert.Equal(3, Waiting.Of(kit.Agreement, kit.Today).For.Count);
        kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Vi är klara.", kit.Aid.Id, kit.By(kit.Help)));
        Assert.Equal(EndedReason.Terminated, kit.Agreement.EndedReason);
    }

    [Fact]
    public void Leaving_an_active_agreement_takes_the_notice_period_and_the_others_go_on()
    {
        var kit = new AgreementKit(noticeOf: Months).Active().On(new DateOnly(2026, 8, 31));
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi lägger ner.", kit.By(kit.Youth)));

        var left = kit.Agreement.Parties.Single(p => p.Id == kit.Play.Id);
        Assert.Equal(new DateOnly(2027, 2, 28), left.LeftOn);
        Assert.NotEmpty(AgreementActions.AvailableTo(kit.Agreement, kit.Youth, left.LeftOn!.Value));
        Assert.Empty(AgreementActions.AvailableTo(kit.Agreement, kit.Youth, left.LeftOn.Value.AddDays(1)));
        Assert.Equal(AgreementState.Active, kit.Agreement.State);
        Assert.DoesNotContain(
            AgreementAction.LeaveAgreement,
            AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today)
        );
    }

    [Fact]
    public void A_notice_of_an_imported_agreement_with_an_end_long_past_runs_its_time()
    {
        var kit = Imported.Agreement(Imported.Until(Year(2024), noticeMonths: 3), on: "2026-03-02");
        Assert.Empty(kit.RunClock());
        kit.Do(a => a.GiveNotice("Slut.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));

        Assert.Equal(new DateOnly(2026, 6, 2), kit.Agreement.EndsOn);
        Assert.Empty(kit.RunClock());
        Assert.Equal([AgreementAction.End], kit.On(new DateOnly(2026, 6, 3)).RunClock());
        Assert.Equal(EndedReason.Terminated, kit.Agreement.EndedReason);
    }

    private static PartialDate Year(int year) => new(new DateOnly(year, 1, 1), DatePrecision.Year);
}
