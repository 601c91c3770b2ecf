using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Options that all take in time, and automatic extensions that a human has confirmed and nobody has stopped.</summary>
public sealed class ExtendingTests
{
    private static readonly ExtensionClause Option = new(ExtensionKind.Option, 12, 2, DecideMonthsBefore: 6);
    private static readonly ExtensionClause Automatic = new(ExtensionKind.Automatic, 12, 2, 6);
    private static readonly ExtensionClause ByItself = Automatic with { WithoutConfirmation = true };
    private static readonly DateOnly End = new(2028, 6, 30);

    [Fact]
    public void An_option_is_taken_by_all_with_a_decision_of_the_public_side()
    {
        var kit = new AgreementKit(Option).Active().On(new DateOnly(2027, 12, 30));
        var refused = Attempt.Refusal(() => kit.Agreement.Extend(null, kit.Today, kit.Social.Id, kit.By(kit.Kommun)));
        Assert.Equal(
            ("decision-incomplete", "/decisionReference"),
            (refused?.Violation.Code, refused?.Violation.Pointer)
        );

        kit.Do(a => a.Extend(null, kit.Today, kit.Aid.Id, kit.By(kit.Help)));
        Assert.Equal(End, kit.Agreement.EndsOn);
        Assert.Equal(3, kit.Agreement.Waiting.For.Count);
        ExtendAll(kit);
        Assert.Equal(End.AddYears(1), kit.Agreement.EndsOn);
        Assert.Equal(kit.Today, kit.Agreement.Extensions[0].EffectiveOn);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void An_option_is_decided_in_time(int daysAfter, bool possible)
    {
        var kit = new AgreementKit(Option).Active().On(new DateOnly(2027, 12, 31).AddDays(daysAfter));

        Assert.Equal(new DateOnly(2027, 12, 31), kit.Agreement.ExtensionDecideBy);
        Assert.Equal(
            possible,
            AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today).Contains(AgreementAction.Extend)
        );
        Assert.Equal(possible, Attempt.Possible(kit, kit.Help).Contains(AgreementAction.Extend));
    }

    [Fact]
    public void Never_more_often_than_the_clause_allows()
    {
        var kit = new AgreementKit(Option).Active();
        ExtendAll(kit);
        ExtendAll(kit);

        Assert.Equal(End.AddYears(2), kit.Agreement.EndsOn);
        Assert.Equal([1, 2], kit.Agreement.Extensions.Select(e => e.Number));
        Assert.Equal("extension-not-possible", Attempt.Refusal(() => ExtendAll(kit))?.Violation.Code);
    }

    [Fact]
    public void Not_after_a_notice_and_nobody_waits_for_it_then()
    {
        var kit = new AgreementKit(Option).Active();
        kit.Do(a => a.Extend(null, kit.Today, kit.Aid.Id, kit.By(kit.Help)));
        kit.Do(a => a.GiveNotice("Nej.", AgreementKit.Consequences, kit.Play.Id, kit.By(kit.Youth)));

        Assert.Empty(kit.Agreement.Waiting.For);
        Assert.DoesNotContain(
            AgreementDates.Of(kit.Agreement),
            date => date.Rule.StartsWith("extension", StringComparison.Ordinal)
        );
        Assert.Equal("extension-not-possible", Attempt.Refusal(() => ExtendAll(kit))?.Violation.Code);
    }

    [Fact]
    public void Without_a_human_confirmation_the_clock_does_not_extend()
    {
        var kit = new AgreementKit(Automatic).Active();
        kit.On(End.AddDays(1)).RunClock();

        Assert.Equal((AgreementState.Ended, EndedReason.Expired), (kit.Agreement.State, kit.Agreement.EndedReason));
        Assert.Empty(kit.Agreement.Extensions);
    }

    [Fact]
    public void One_confirmation_is_enough_and_counts_once()
    {
        var kit = new AgreementKit(Automatic).Active();
        kit.Do(a => a.ConfirmExtension(kit.Aid.Id, kit.By(kit.Help)));
        Assert.Equal(new DateOnly(2027, 12, 31), kit.Agreement.ExtensionObjectBy);
        Assert.Empty(kit.On(new DateOnly(2027, 12, 31)).RunClock());
        Assert.Equal([AgreementAction.Extend], kit.On(new DateOnly(2028, 1, 1)).RunClock());
        Assert.Equal(End.AddYears(1), kit.Agreement.EndsOn);

        kit.On(End.AddYears(1).AddDays(1)).RunClock();
        Assert.Equal(EndedReason.Expired, kit.Agreement.EndedReason);
    }

    [Fact]
    public void A_confirmation_after_the_last_day_to_say_no_does_not_work_backwards()
    {
        var kit = new AgreementKit(Automatic).Active().On(new DateOnly(2028, 4, 5));
        kit.Do(a => a.ConfirmExtension(kit.Social.Id, kit.By(kit.Kommun)));
        kit.RunClock();

        Assert.Equal(new DateOnly(2028, 4, 5), kit.Agreement.Extensions[0].EffectiveOn);
        Assert.False(kit.Steps[^1].Late);
    }

    [Fact]
    public void Where_the_text_says_so_it_extends_by_itself_and_only_as_often_as_allowed()
    {
        var kit = new AgreementKit(ByItself).Active();
        kit.On(new DateOnly(2033, 1, 1));

        Assert.Equal([AgreementAction.Extend, AgreementAction.Extend, AgreementAction.End], kit.RunClock());
        Assert.Equal(
            [new DateOnly(2028, 1, 1), new(2029, 1, 1), new(2030, 7, 1)],
            kit.Steps.TakeLast(3).Select(s => s.EffectiveOn)
        );
        Assert.All(kit.Steps.TakeLast(3), step => Assert.True(step.Late));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void An_objection_in_time_stops_it(int daysAfter, bool inTime)
    {
        var kit = new AgreementKit(ByItself).Active().On(new DateOnly(2027, 12, 31).AddDays(daysAfter));
        var refused = Attempt.Refusal(() => kit.Do(a => a.ObjectToExtension("Nej.", kit.Aid.Id, kit.By(kit.Help))));
        kit.On(End.AddDays(1)).RunClock();

        Assert.Equal(inTime ? null : "extension-not-possible", refused?.Violation.Code);
        Assert.Equal(inTime ? AgreementState.Ended : AgreementState.Active, kit.Agreement.State);
    }

    [Fact]
    public void Only_a_signed_successor_takes_the_place_of_an_automatic_extension()
    {
        var kit = new AgreementKit(ByItself).Active().On(new DateOnly(2027, 11, 1));
        var successor = new AgreementKit().Take(
            kit.Agreement.Renew(kit.Current, "IOP-2027-000001", kit.Aid.Id, kit.By(kit.Help))
        );
        var negotiating = AgreementKit.Copy(kit.Agreement);
        Assert.Equal([AgreementAction.Extend], Run(negotiating, kit, new DateOnly(2028, 1, 1)));

        successor.Do(a => a.Withdraw("Nej.", kit.Aid.Id, kit.By(kit.Help)));
        kit.Agreement.FollowSuccessor(successor.Agreement);
        Assert.Equal(new DateOnly(2028, 1, 1), kit.Agreement.ClockDueOn);
    }

    [Fact]
    public void A_term_amended_after_an_extension_counts_from_its_own_end()
    {
        var kit = new AgreementKit(Option).Active();
        ExtendAll(kit);
        Assert.Equal(End.AddYears(1), kit.Agreement.EndsOn);
        var term = kit.Term with { End = PartialDate.Day(new DateOnly(2031, 12, 31)) };
        kit.Amend(kit.Contents with { Term = term }, kit.Today).AgreeOnAmendment();
        Assert.Equal(new DateOnly(2031, 12, 31), kit.Agreement.EndsOn);

        ExtendAll(kit);
        Assert.Equal(new DateOnly(2032, 12, 31), kit.Agreement.EndsOn);
        Assert.Equal(2, kit.Agreement.ExtensionsUsed);
        Assert.Equal("extension-not-possible", Attempt.Refusal(() => ExtendAll(kit))?.Violation.Code);
    }

    [Fact]
    public void A_pending_extension_of_a_term_that_is_amended_is_void_and_a_shorter_clause_adds_up()
    {
        var kit = new AgreementKit(Option with { MostTimes = 3 }).Active();
        ExtendAll(kit);
        kit.Do(a => a.Extend(null, kit.Today, kit.Aid.Id, kit.By(kit.Help)));
        var term = kit.Term with { Extension = Option with { Months = 6, MostTimes = 3 } };
        kit.Amend(kit.Contents with { Term = term }, kit.Today).AgreeOnAmendment();

        Assert.Null(kit.Agreement.PendingExtension);
        ExtendAll(kit);
        Assert.Equal(End.AddMonths(18).AddDays(1), kit.Agreement.EndsOn); // 31 December: counted from the month after 30 June
    }

    [Fact]
    public void A_yes_to_a_longer_time_is_not_a_yes_to_another_end()
    {
        var kit = new AgreementKit(Option).Active();
        kit.Do(a => a.Extend(null, kit.Today, kit.Aid.Id, kit.By(kit.Help)));
        var term = kit.Term with { End = PartialDate.Day(new DateOnly(2029, 12, 31)) };
        kit.Amend(kit.Contents with { Term = term }, kit.Today).AgreeOnAmendment();
        Assert.Null(kit.Agreement.PendingExtension);
        Assert.Empty(kit.Agreement.Waiting.For);

        ExtendAll(kit);
        Assert.Equal(new DateOnly(2030, 12, 31), kit.Agreement.EndsOn);
        Assert.Equal(2, kit.Agreement.Extensions.Count); // the void one stays to be read
    }

    [Fact]
    public void A_clause_that_says_too_little_is_no_clause_to_use()
    {
        var kit = Imported.Agreement(Imported.Until(PartialDate.Day(End), 6, new(ExtensionKind.Automatic, 0, 5, 6)));

        Assert.DoesNotContain("end-after-extensions", AgreementDates.Of(kit.Agreement).Select(date => date.Rule));
        Assert.Equal(
            "extension-not-possible",
            Attempt.Refusal(() => kit.Agreement.ConfirmExtension(null, kit.By(kit.Help)))?.Violation.Code
        );
        Assert.Equal([AgreementAction.End], kit.On(End.AddDays(1)).RunClock());
    }

    [Fact]
    public void From_an_end_known_to_the_year_the_clock_extends_nothing_but_people_may()
    {
        var end = new PartialDate(new DateOnly(2027, 1, 1), DatePrecision.Year);
        var automatic = Imported.Agreement(Imported.Until(end, 6, ByItself));
        Assert.Empty(automatic.On(new DateOnly(2040, 1, 1)).RunClock());

        var option = Imported.Agreement(Imported.Until(end, 6, Option));
        option.Do(a => a.Extend("SN 2026:1", option.Today, null, option.By(option.Kommun)));
        option.Do(a => a.Extend(null, option.Today, null, option.By(option.Help)));
        Assert.Equal(new DateOnly(2028, 12, 31), option.Agreement.EndsOn);
        Assert.Equal([AgreementAction.End], option.On(new DateOnly(2029, 1, 1)).RunClock());
    }

    [Fact]
    public void A_short_agreement_with_a_long_notice_is_not_extended_before_it_begins()
    {
        var (start, end) = (new DateOnly(2026, 7, 1), new DateOnly(2026, 10, 31));
        var kit = new AgreementKit(ByItself, start: start, end: end).Active();

        Assert.Equal(new DateOnly(2026, 4, 30), TermDates.LastNoticeDate(end, ByItself.NoticeMonths!.Value));
        Assert.Equal(
            [(AgreementAction.Start, start), (AgreementAction.Extend, start)],
            kit.Steps.TakeLast(2).Select(step => (step.Action, step.EffectiveOn))
        );
    }

    private static List<AgreementAction> Run(Agreement agreement, AgreementKit kit, DateOnly day)
    {
        List<AgreementAction> taken = [];
        while (agreement.AdvanceByClock(kit.Version, Actor.Clock(AgreementKit.At(day))) is { } action)
        {
            taken.Add(action);
        }

        return taken;
    }

    private static void ExtendAll(AgreementKit kit)
    {
        foreach (var party in kit.Agreement.PartiesOn(kit.Today).ToList())
        {
            if (kit.Agreement.PendingExtension?.Consents.Any(c => c.PartyId == party.Id) != true)
            {
                kit.Do(a => a.Extend("SN 2027:9", kit.Today, party.Id, kit.By(party)));
            }
        }
    }
}
