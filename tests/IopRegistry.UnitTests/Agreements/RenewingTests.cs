using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Successors: what they are seeded with, when they take over, and the chain they make.</summary>
public sealed class RenewingTests
{
    [Fact]
    public void A_successor_carries_everything_over_but_the_decisions()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2027, 9, 1));
        var (successor, contents) = kit.Agreement.Renew(kit.Current, "IOP-2027-000009", kit.Aid.Id, kit.By(kit.Help));

        Assert.Equal(AgreementState.Negotiating, successor.State);
        Assert.Equal((new DateOnly(2028, 7, 1), new DateOnly(2030, 6, 30)), (successor.StartsOn, successor.EndsOn));
        Assert.Equal(
            kit.Agreement.Parties.Select(p => p.OrganisationId),
            successor.Parties.Select(p => p.OrganisationId)
        );
        Assert.All(successor.Parties, p => Assert.Null(p.JoinedOn));
        Assert.Equal(kit.Contents.Text, contents.Contents.Text);
        Assert.Equal([2028, 2029, 2028, 2028], contents.Contents.Financing.Select(line => line.FiscalYear));
        Assert.All(
            contents.Contents.Financing,
            line => Assert.Equal((Certainty.Planned, null), (line.Certainty, line.DecisionReference))
        );
        Assert.Empty(contents.Contents.Financing.Select(l => l.Id).Intersect(kit.Contents.Financing.Select(l => l.Id)));
        Assert.Equal([new DateOnly(2029, 1, 15)], contents.Contents.FollowUpPlan!.Dates);
        Assert.Empty(successor.Missing);
        Assert.Equal(
            (kit.Agreement.Id, 1, 0),
            (successor.ChainBefore!.PredecessorId, successor.ChainBefore.Links, successor.GapDays)
        );
        Assert.Equal(successor.Id, kit.Agreement.Successor!.AgreementId);
        Assert.Equal(AgreementState.Active, kit.Agreement.State);
    }

    [Fact]
    public void Who_has_left_is_not_seeded_and_neither_is_what_it_promised()
    {
        var kit = new AgreementKit(noticeOf: new Dictionary<string, int> { ["Play"] = 1 }).Active();
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi lägger ner.", kit.By(kit.Youth)));
        var successor = Renew(kit);

        Assert.DoesNotContain(successor.Agreement.Parties, p => p.Id == kit.Play.Id);
        Assert.DoesNotContain(successor.Current.Contents.Commitments, c => c.PartyId == kit.Play.Id);
        Assert.Empty(successor.Current.Contents.Term.NoticeByParty);
        var renamed = successor.Current.Contents with
        {
            Description = successor.Current.Contents.Description with { Title = "Nytt" },
        };
        successor.Write(a =>
            a.Revise(successor.Current, renamed, ContentsPart.Description, null, kit.Aid.Id, kit.By(kit.Help))
        );
        Assert.Equal("Nytt", successor.Agreement.Title);
    }

    [Fact]
    public void It_is_replaced_when_the_successor_starts()
    {
        var kit = new AgreementKit().Active();
        var successor = Renew(kit);
        Follow(kit, successor.ConfirmAll().Decide().SignAll());
        Assert.Equal(
            (AgreementState.Signed, AgreementState.Active),
            (kit.Agreement.Successor!.State, kit.Agreement.State)
        );
        Assert.Empty(kit.On(new DateOnly(2028, 6, 30)).RunClock());

        kit.On(new DateOnly(2028, 7, 1)).RunClock();
        Assert.Equal(EndedReason.Replaced, kit.Agreement.EndedReason);
        Assert.Equal(new DateOnly(2028, 6, 30), kit.Agreement.EndsOn);
    }

    [Fact]
    public void A_successor_that_starts_early_ends_it_the_day_before()
    {
        var kit = new AgreementKit().Active().On(new DateOnly(2027, 5, 1));
        var successor = Renew(kit);
        var early = successor.Current.Contents with
        {
            Term = kit.Term with
            {
                Start = PartialDate.Day(kit.Today),
                End = PartialDate.Day(new DateOnly(2029, 4, 30)),
            },
        };
        successor.Write(a => a.Revise(successor.Current, early, ContentsPart.Term, null, kit.Aid.Id, kit.By(kit.Help)));
        Follow(kit, successor.ConfirmAll().Decide().SignAll());
        Assert.Equal(AgreementState.Active, successor.Agreement.State);
        kit.Do(a => a.ReplaceBySuccessor(kit.Clock, successor.Agreement.StartsOn!.Value));

        Assert.Equal(
            (EndedReason.Replaced, new DateOnly(2027, 4, 30)),
            (kit.Agreement.EndedReason, kit.Agreement.EndsOn)
        );
        Assert.True(successor.Agreement.FollowPredecessor(kit.Agreement));
        Assert.Equal(0, successor.Agreement.GapDays);
        Assert.False(successor.Agreement.FollowPredecessor(kit.Agreement));
    }

    [Fact]
    public void A_successor_that_reaches_further_back_leaves_an_agreement_of_one_day()
    {
        var kit = new AgreementKit().Active();
        kit.Do(a => a.ReplaceBySuccessor(kit.Clock, new DateOnly(2026, 1, 1)));

        Assert.Equal((kit.Agreement.StartsOn, 1), (kit.Agreement.EndsOn, kit.Agreement.OneYearLinks));
    }

    [Fact]
    public void A_signed_successor_that_starts_later_leaves_a_gap_and_replaces_nothing()
    {
        var kit = new AgreementKit().Active();
        var successor = Renew(kit);
        var later = successor.Current.Contents with
        {
            Term = kit.Term with
            {
                Start = PartialDate.Day(new DateOnly(2028, 8, 1)),
                End = PartialDate.Day(new DateOnly(2030, 7, 31)),
            },
        };
        successor.Write(a => a.Revise(successor.Current, later, ContentsPart.Term, null, kit.Aid.Id, kit.By(kit.Help)));
        Follow(kit, successor.ConfirmAll().Decide().SignAll());
        kit.On(new DateOnly(2028, 7, 1)).RunClock();

        Assert.Equal(EndedReason.Expired, kit.Agreement.EndedReason);
        Assert.Equal(31, successor.Agreement.GapDays);
        Assert.Equal(new DateOnly(2028, 8, 1), successor.Agreement.ChainStart);
    }

    [Fact]
    public void What_ended_before_a_gap_is_not_replaced_even_when_the_clock_comes_after_the_successor()
    {
        var kit = new AgreementKit().Active();
        var end = new DateOnly(2028, 6, 30);

        Assert.True(kit.Agreement.RunsUntil(end.AddDays(1)));
        Assert.False(kit.Agreement.RunsUntil(end.AddDays(2)));
        Assert.Equal([AgreementAction.End], kit.On(end.AddDays(9)).RunClock());
        Assert.False(kit.Agreement.RunsUntil(end.AddDays(1)));
    }

    [Fact]
    public void A_successor_that_fell_through_gives_way_to_another()
    {
        var kit = new AgreementKit().Active();
        var successor = Renew(kit);
        successor.Do(a => a.Withdraw("Nej.", kit.Aid.Id, kit.By(kit.Help)));
        Follow(kit, successor);

        Assert.Contains(AgreementAction.Renew, AgreementActions.AvailableTo(kit.Agreement, kit.Help, kit.Today));
        Assert.Equal("IOP-2030-000001", Renew(kit, "IOP-2030-000001").Agreement.Reference);
    }

    [Fact]
    public void An_ended_agreement_is_renewed_by_who_was_in_it_to_the_end()
    {
        var kit = new AgreementKit(noticeMonths: 1).Active().On(new DateOnly(2028, 5, 29));
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Efter slutet.", kit.By(kit.Youth))); // to 29 June
        kit.On(new DateOnly(2028, 6, 1)).Write(a => a.Leave(kit.Current, kit.Culture.Id, "Efter.", kit.By(kit.Kommun)));
        kit.On(new DateOnly(2028, 9, 1)).RunClock();

        Assert.Empty(AgreementActions.AvailableTo(kit.Agreement, kit.Youth, kit.Today));
        Assert.Equal([kit.Social.Id, kit.Culture.Id, kit.Aid.Id], Renew(kit).Agreement.Parties.Select(p => p.Id));
    }

    [Fact]
    public void One_year_agreements_in_a_row_are_counted()
    {
        var kit = new AgreementKit(start: new DateOnly(2026, 7, 1), end: new DateOnly(2027, 6, 30)).Active();
        var second = Renew(kit, "IOP-2027-000001");
        var third = Renew(second.ConfirmAll().Decide().SignAll().StartNow(), "IOP-2028-000001");

        Assert.Equal((3, 2), (third.Agreement.OneYearLinks, third.Agreement.ChainBefore!.Links));
        Assert.Equal(new DateOnly(2026, 7, 1), third.Agreement.ChainStart);
        var chain = AgreementDates
            .Of(third.Agreement)
            .Single(date => date.Rule.Equals("chain", StringComparison.Ordinal));
        Assert.Contains(chain.Inputs, input => input is { Name: "years", Value: "3" });
    }

    private static AgreementKit Renew(AgreementKit kit, string reference = "IOP-2028-000001")
    {
        var made = kit.Agreement.Renew(kit.Current, reference, kit.Aid.Id, kit.By(kit.Help));
        kit.Collect();
        return kit.Beside(made);
    }

    private static void Follow(AgreementKit kit, AgreementKit successor) =>
        Assert.True(kit.Agreement.FollowSuccessor(successor.Agreement));
}
