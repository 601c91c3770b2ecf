using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Flags;
using IopRegistry.SharedKernel;
using IopRegistry.UnitTests.Agreements;

namespace IopRegistry.UnitTests.Flags;

/// <summary>What the simulated ten years found: cases that nobody thought of.</summary>
public sealed class FlagFactsTests
{
    [Fact]
    public void A_successor_that_has_had_its_time_is_no_reason_to_warn_of_the_old_end_again()
    {
        var kit = new AgreementKit().Active();
        var successor = Successor(kit).ConfirmAll().Decide().SignAll();
        Follow(kit, successor);
        kit.On(new DateOnly(2028, 7, 1)).RunClock();
        successor.On(new DateOnly(2028, 8, 1)).RunClock();
        Follow(kit, successor);
        successor.On(new DateOnly(2029, 1, 1)).RunClock();
        Follow(kit, successor);

        Assert.Equal(EndedReason.Expired, kit.Agreement.EndedReason);
        Assert.Equal(AgreementState.Ended, kit.Agreement.Successor!.State);
        Assert.DoesNotContain(KindsOf(kit), kind => kind is FlagKind.Expired or FlagKind.Gap);
    }

    [Fact]
    public void A_successor_that_never_started_follows_nothing()
    {
        var kit = new AgreementKit().Active();
        var successor = Successor(kit).ConfirmAll().Decide().SignAll().Talk();
        successor.Do(a => a.Terminate(TerminationKind.Breach, "Det blir inget.", kit.Aid.Id, kit.By(kit.Help)));
        Follow(kit, successor);
        kit.On(new DateOnly(2028, 7, 1)).RunClock();

        Assert.Equal(EndedReason.NeverStarted, kit.Agreement.Successor!.EndedReason);
        Assert.Contains(FlagKind.Expired, KindsOf(kit));
    }

    [Fact]
    public void Planned_money_is_not_secured_even_when_nobody_has_said_how_much()
    {
        var kit = new AgreementKit()
            .With(contents =>
                contents with
                {
                    Financing =
                    [
                        .. contents.Financing.Select(line => line.FiscalYear == 2027 ? line with { Amount = null } : line),
                    ],
                }
            )
            .Deciding();

        var flag = Assert.Single(FlagPlan.Of(kit.Agreement, FlagContext.None), f => f.Kind == FlagKind.MoneyNotSecured);
        Assert.Equal((new DateOnly(2027, 1, 1), kit.Social.Id), (flag.TargetDate, flag.PartyId));
        Assert.DoesNotContain(flag.Inputs, input => string.Equals(input.Name, "amount", StringComparison.Ordinal));
    }

    [Fact]
    public void A_follow_up_that_the_plan_names_is_looked_for_even_when_the_term_is_not_known()
    {
        var (first, second) = (new DateOnly(2027, 1, 15), new DateOnly(2029, 1, 15));
        var (start, end) = (new DateOnly(2026, 7, 1), new DateOnly(2028, 6, 30));
        var named = new FollowUpPlan(FollowUpSchedule.Dates, [second, first, first], null);

        Assert.Equal([first, second], FollowUpDates.Of(named, null, null));
        Assert.Equal([first, second], FollowUpDates.Of(named, start, null));
        Assert.Equal([first], FollowUpDates.Of(named, null, end));
        Assert.Equal([second], FollowUpDates.Of(named, end, null));
        var yearly = new FollowUpPlan(FollowUpSchedule.CalendarYear, [], null);
        Assert.Equal([new DateOnly(2026, 12, 31), new DateOnly(2027, 12, 31)], FollowUpDates.Of(yearly, start, end));
        Assert.Empty(FollowUpDates.Of(yearly, null, end));
        Assert.Empty(FollowUpDates.Of(yearly, start, new DateOnly(9999, 12, 31)));
    }

    private static IEnumerable<FlagKind> KindsOf(AgreementKit kit) =>
        FlagPlan.Of(kit.Agreement, FlagContext.None).Select(flag => flag.Kind);

    /// <summary>In negotiation; begins a month after the end and lasts to New Year.</summary>
    private static AgreementKit Successor(AgreementKit kit)
    {
        var made = kit.Agreement.Renew(kit.Current, "IOP-2028-000001", kit.Aid.Id, kit.By(kit.Help));
        kit.Collect();
        var successor = kit.Beside(made);
        var later = successor.Current.Contents with
        {
            Term = kit.Term with
            {
                Start = PartialDate.Day(new DateOnly(2028, 8, 1)),
                End = PartialDate.Day(new DateOnly(2028, 12, 31)),
            },
        };
        return successor.Write(a =>
            a.Revise(successor.Current, later, ContentsPart.Term, null, kit.Aid.Id, kit.By(kit.Help))
        );
    }

    private static void Follow(AgreementKit kit, AgreementKit successor) =>
        Assert.True(kit.Agreement.FollowSuccessor(successor.Agreement));
}
