using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;
using IopRegistry.UnitTests.Agreements;

namespace IopRegistry.UnitTests.Flags;

/// <summary>Which flags an agreement of 1 July 2026 to 30 June 2028, with six months' notice, calls for.</summary>
public sealed class FlagPlanTests
{
    private static readonly DateOnly End = new(2028, 6, 30);

    [Fact]
    public void The_renewal_has_its_four_days_worked_back_from_the_end()
    {
        var wanted = Plan(new AgreementKit().Active());

        Assert.Equal(new DateOnly(2027, 6, 30), Only(wanted, FlagKind.RenewalOpens).DueOn);
        Assert.Equal(new DateOnly(2027, 8, 31), Only(wanted, FlagKind.FollowUpDue).DueOn);
        // Six months before is 31 December, the notice date too; the last working day before it is the 30th.
        Assert.Equal(new DateOnly(2027, 12, 30), Only(wanted, FlagKind.DecisionDue).DueOn);
        Assert.Equal(new DateOnly(2028, 3, 31), Only(wanted, FlagKind.SignatureDue).DueOn);
    }

    [Fact]
    public void A_body_sets_its_own_months_and_its_board_its_own_days()
    {
        var context = FlagContext.None with
        {
            Settings = new RenewalSettings(18, 12, 9, 4),
            Meetings = [new(2026, 12, 10), new(2027, 9, 14), new(2027, 10, 12)],
        };
        var wanted = Plan(new AgreementKit(noticeMonths: 1).Active(), context);

        Assert.Equal(new DateOnly(2026, 12, 31), Only(wanted, FlagKind.RenewalOpens).DueOn);
        Assert.Equal(new DateOnly(2027, 9, 14), Only(wanted, FlagKind.DecisionDue).DueOn); // by 30 September
        Assert.Equal(new DateOnly(2028, 2, 29), Only(wanted, FlagKind.SignatureDue).DueOn);
    }

    [Fact]
    public void A_calendar_that_does_not_reach_so_far_says_nothing()
    {
        var context = FlagContext.None with { Meetings = [new(2026, 9, 1)] };

        Assert.Equal(
            new DateOnly(2027, 12, 30),
            Only(Plan(new AgreementKit().Active(), context), FlagKind.DecisionDue).DueOn
        );
    }

    [Fact]
    public void Each_stage_gives_way_to_the_next()
    {
        var expiring = Plan(new AgreementKit().Active()).Where(flag => flag.Kind == FlagKind.ExpiringSoon).ToList();

        Assert.Equal([180, 90, 30], expiring.Select(flag => flag.Stage));
        Assert.All(expiring, flag => Assert.Equal(End, flag.TargetDate));
        Assert.Equal([End.AddDays(-180), End.AddDays(-90), End.AddDays(-30)], expiring.Select(flag => flag.DueOn));
        Assert.Equal(
            [End.AddDays(-90), End.AddDays(-30), End.AddDays(1)],
            expiring.Select(flag => flag.ClosesOn!.Value)
        );
    }

    [Fact]
    public void Every_party_has_its_own_notice_date()
    {
        var kit = new AgreementKit(noticeOf: new Dictionary<string, int> { ["Play"] = 1 }).Active();

        var notices = Plan(kit).Where(flag => flag.Kind == FlagKind.NoticeDateNear).ToLookup(flag => flag.PartyId);

        Assert.Equal(4, notices.Count);
        Assert.All(notices[kit.Play.Id], flag => Assert.Equal(new DateOnly(2028, 5, 31), flag.TargetDate));
        Assert.All(notices[kit.Aid.Id], flag => Assert.Equal(new DateOnly(2027, 12, 31), flag.TargetDate));
    }

    [Theory]
    [InlineData(AgreementState.Negotiating, true)]
    [InlineData(AgreementState.Deciding, true)]
    [InlineData(AgreementState.Signing, false)]
    public void A_continuation_counts_when_it_is_decided(AgreementState successor, bool warns)
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2027, 9, 1));
        var next = kit.Beside(kit.Agreement.Renew(kit.Current, "IOP-2027-000009", kit.Aid.Id, kit.By(kit.Help)));
        if (successor != AgreementState.Negotiating)
        {
            next.ConfirmAll();
        }

        if (successor == AgreementState.Signing)
        {
            next.Decide();
        }

        Assert.Equal(successor, next.Agreement.State);
        kit.Agreement.FollowSuccessor(next.Agreement);
        var wanted = Plan(kit);

        Assert.Equal(warns, wanted.Any(flag => flag.Kind == FlagKind.ExpiringSoon));
        Assert.Equal(warns, wanted.Any(flag => flag.Kind == FlagKind.DecisionDue));
        Assert.Contains(wanted, flag => flag.Kind == FlagKind.SignatureDue);
    }

    [Fact]
    public void What_ends_without_a_successor_has_expired_and_leaves_a_gap()
    {
        var wanted = Plan(new AgreementKit().Ended());

        Assert.Equal((End, End.AddDays(1)), Days(Only(wanted, FlagKind.Expired)));
        Assert.Equal((End.AddDays(1), End.AddDays(1)), Days(Only(wanted, FlagKind.Gap)));
        Assert.DoesNotContain(wanted, flag => flag.Kind == FlagKind.ExpiringSoon);
    }

    [Fact]
    public void Notice_silences_the_notice_dates_and_not_the_end()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2027, 1, 15));
        kit.Do(a =>
            a.GiveNotice(
                "Vi behöver pengarna.",
                new Consequences("Två tjänster", "Trettio", "En lokal"),
                kit.Aid.Id,
                kit.By(kit.Help)
            )
        );

        var wanted = Plan(kit);

        Assert.DoesNotContain(wanted, flag => flag.Kind == FlagKind.NoticeDateNear);
        Assert.Equal(
            kit.Agreement.EndsOn!.Value,
            wanted.Where(flag => flag.Kind == FlagKind.ExpiringSoon).Select(flag => flag.TargetDate).Distinct().Single()
        );
    }

    [Fact]
    public void A_right_to_sign_and_a_contact_that_end_are_told_the_day_after()
    {
        var kit = new AgreementKit().Active();
        var context = FlagContext.None with
        {
            Parties = new Dictionary<Guid, Standing>
            {
                [kit.Help] = new(new DateOnly(2027, 5, 31), new DateOnly(2027, 4, 30), HasHadContact: true),
                [kit.Youth] = new(null, null, HasHadContact: false),
            },
        };
        var wanted = Plan(kit, context);

        Assert.Equal(
            (new DateOnly(2027, 5, 31), new DateOnly(2027, 6, 1)),
            Days(Only(wanted, FlagKind.SignatoryExpired))
        );
        var contacts = wanted.Where(flag => flag.Kind == FlagKind.ContactMissing).ToDictionary(flag => flag.PartyId);
        Assert.Equal(new DateOnly(2027, 5, 1), contacts[kit.Aid.Id].DueOn);
        Assert.Equal(AgreementKit.FirstDay, contacts[kit.Play.Id].DueOn);
    }

    [Fact]
    public void Planned_money_is_told_half_a_year_before_its_year()
    {
        var kit = new AgreementKit().Active();
        var unsecured = kit.Agreement.Outlook.Unsecured;

        var told = Plan(kit).Where(flag => flag.Kind == FlagKind.MoneyNotSecured).ToList();

        Assert.NotEmpty(unsecured);
        Assert.Equal(
            unsecured.Select(year => (year.FunderPartyId, new DateOnly(year.FiscalYear - 1, 7, 1))).Order(),
            told.Select(flag => (flag.PartyId, flag.DueOn)).Order()
        );
    }

    [Fact]
    public void What_had_had_its_day_before_the_registry_knew_warns_nobody_but_what_is_overdue_does()
    {
        // Registered on 2 March 2026, four months before its end.
        var kit = new AgreementKit(start: new DateOnly(2024, 7, 1), end: new DateOnly(2026, 6, 30)).Signing().SignAll();

        var wanted = Plan(kit);

        Assert.Contains(wanted, flag => flag.Kind == FlagKind.RenewalOpens);
        Assert.Contains(wanted, flag => flag.Kind == FlagKind.DecisionDue);
        Assert.Equal(
            [90, 30],
            wanted
                .Where(flag => flag.Kind == FlagKind.ExpiringSoon)
                .Select(flag => flag.Stage)
                .Where(stage => stage < 180)
        );
        Assert.Contains(wanted, flag => flag.Kind == FlagKind.DecidedAfterStart);
    }

    [Fact]
    public void An_outcome_silences_what_asked_for_it()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2027, 9, 1));
        var dossier = RenewalDossier.Open(kit.Agreement, kit.By(kit.Help));
        dossier.TakeStandpoint(kit.Aid, OutcomeKind.LetEnd, null, kit.By(kit.Help));
        dossier.TakeStandpoint(kit.Social, OutcomeKind.Renew, null, kit.By(kit.Kommun));
        dossier.Decide(
            new Outcome(
                OutcomeKind.LetEnd,
                "Vi orkar inte mer.",
                null,
                kit.Today,
                kit.Aid.Id,
                "Alla flyttar.",
                null,
                Guid.CreateVersion7(),
                kit.Now
            ),
            kit.Aid,
            kit.Agreement,
            kit.By(kit.Help)
        );

        var wanted = Plan(kit, FlagContext.None with { Dossier = dossier });

        Assert.DoesNotContain(
            wanted,
            flag =>
                flag.Kind
                    is FlagKind.RenewalOpens
                        or FlagKind.FollowUpDue
                        or FlagKind.DecisionDue
                        or FlagKind.SignatureDue
        );
        Assert.Contains(wanted, flag => flag.Kind == FlagKind.ExpiringSoon); // it still ends
    }

    [Fact]
    public void A_successor_that_is_given_up_leaves_the_decision_to_be_made_anew()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2027, 9, 1));
        var dossier = RenewalDossier.Open(kit.Agreement, kit.By(kit.Help));
        dossier.TakeStandpoint(kit.Aid, OutcomeKind.Renew, null, kit.By(kit.Help));
        dossier.TakeStandpoint(kit.Social, OutcomeKind.Renew, null, kit.By(kit.Kommun));
        dossier.Decide(
            new Outcome(
                OutcomeKind.Renew,
                "Behovet finns kvar.",
                "SN § 3",
                kit.Today,
                kit.Social.Id,
                null,
                null,
                Guid.CreateVersion7(),
                kit.Now
            ),
            kit.Social,
            kit.Agreement,
            kit.By(kit.Kommun)
        );
        var next = kit.Beside(kit.Agreement.Renew(kit.Current, "IOP-2027-000009", kit.Aid.Id, kit.By(kit.Help)));
        var context = FlagContext.None with { Dossier = dossier };
        Assert.DoesNotContain(Plan(kit, context), flag => flag.Kind == FlagKind.DecisionDue);

        next.Do(a => a.Withdraw("Vi väntar ett år.", kit.Aid.Id, kit.By(kit.Help)));
        kit.Agreement.FollowSuccessor(next.Agreement);

        Assert.Contains(Plan(kit, context), flag => flag.Kind == FlagKind.DecisionDue);
        Assert.Contains(AgreementAction.Renew, AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today));
    }

    [Fact]
    public void A_flag_that_opens_again_goes_up_again_until_it_is_answered()
    {
        var kit = new AgreementKit().Active();
        var wanted = new WantedFlag(FlagKind.Gap, End, End, []);
        var flag = Flag.Plan(kit.Agreement.Id, wanted, 14);
        Assert.Throws<RuleViolationException>(() => flag.Acknowledge(Side.Civil, null, kit.By(kit.Help)));
        flag.Follow(wanted, 14, kit.Today);
        Assert.Equal((FlagState.Planned, null), (flag.State, flag.EscalatesOn));

        var closed = Closed(flag);
        closed.Follow(wanted, 14, kit.Today);
        Assert.Equal((FlagState.Raised, kit.Today.AddDays(14)), (closed.State, closed.EscalatesOn));

        closed.Acknowledge(Side.Civil, null, kit.By(kit.Help));
        closed.Acknowledge(Side.Public, null, kit.By(kit.Kommun));
        Closed(closed).Follow(wanted, 14, kit.Today);
        Assert.Equal((FlagState.Raised, null), (closed.State, closed.EscalatesOn));
    }

    /// <summary>As the daily run leaves a flag that has had its day; it does so with a statement, not through the flag.</summary>
    private static Flag Closed(Flag flag)
    {
        typeof(Flag).GetProperty(nameof(Flag.State))!.SetValue(flag, FlagState.Closed);
        return flag;
    }

    [Fact]
    public void No_two_flags_have_the_same_key()
    {
        foreach (var state in Enum.GetValues<AgreementState>())
        {
            var wanted = Plan(new AgreementKit().In(state));
            Assert.Equal(wanted.Count, wanted.Select(flag => flag.Key).Distinct().Count());
        }
    }

    [Fact]
    public void Every_kind_has_its_words_in_both_languages()
    {
        foreach (var kind in Enum.GetValues<FlagKind>())
        {
            var flag = Flag.Plan(Guid.CreateVersion7(), new WantedFlag(kind, End, End, []), 14);
            Assert.NotEqual(FlagTexts.Title(kind).Sv, FlagTexts.Title(kind).En);
            Assert.NotEmpty(FlagTexts.Explanation(flag).Sv);
            Assert.NotEmpty(FlagTexts.Explanation(flag).En);
        }
    }

    private static IReadOnlyList<WantedFlag> Plan(AgreementKit kit, FlagContext? context = null) =>
        FlagPlan.Of(kit.Agreement, context ?? FlagContext.None);

    private static WantedFlag Only(IReadOnlyList<WantedFlag> wanted, FlagKind kind) =>
        Assert.Single(wanted, flag => flag.Kind == kind);

    private static (DateOnly, DateOnly) Days(WantedFlag flag) => (flag.TargetDate, flag.DueOn);
}
