using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>What the financing adds up to, the dates that follow from the terms, and whom everybody waits for.</summary>
public sealed class FiguresAndDatesTests
{
    [Fact]
    public void Shares_add_up_to_a_hundred_and_value_counts_public_cash()
    {
        var kit = new AgreementKit();
        var figures = Figures.Of(kit.Contents, [kit.Social, kit.Culture, kit.Aid, kit.Play]);

        Assert.Equal(new Money(1_200_000m), figures.ContractValue);
        Assert.Equal([92.3m, 7.7m], figures.Shares.Select(share => share.Percent));
        Assert.Equal(100.0m, figures.Shares.Sum(share => share.Percent));
        Assert.Equal(new Money(900_000m), figures.Unsecured);
    }

    [Theory]
    [InlineData(ExtensionKind.None, 0, 0, 1_200_000)]
    [InlineData(ExtensionKind.Option, 12, 2, 2_400_000)] // 24 months of term and 24 more
    [InlineData(ExtensionKind.Automatic, 6, 1, 1_500_000)]
    [InlineData(ExtensionKind.Renegotiate, 12, 2, 1_200_000)]
    public void Contract_value_counts_every_extension_that_is_allowed(
        ExtensionKind kind,
        int months,
        int times,
        int value
    )
    {
        var kit = new AgreementKit(new ExtensionClause(kind, months, times));

        Assert.Equal(new Money(value), Figures.Of(kit.Contents, [kit.Social]).ContractValueWithExtensions);
    }

    [Fact]
    public void Without_a_term_nobody_knows_what_extensions_are_worth()
    {
        var kit = new AgreementKit();
        var term = Term.Unknown with { Extension = new ExtensionClause(ExtensionKind.Option, 12, 1) };

        Assert.Null(Figures.Of(kit.Contents with { Term = term }, [kit.Social]).ContractValueWithExtensions);
        Assert.Empty(Figures.Of(Contents.Of(kit.Contents.Description), [kit.Social]).Shares);
    }

    [Fact]
    public void The_most_that_can_be_written_can_be_read()
    {
        var kit = new AgreementKit(new ExtensionClause(ExtensionKind.Option, 1, 600), end: new DateOnly(2026, 7, 31));
        kit.With(c =>
                c with
                {
                    Financing = [.. c.Financing.Skip(1), c.Financing[0] with { Amount = new Money(900_000_000_000m) }],
                }
            )
            .Active();

        Assert.NotEmpty(AgreementKit.Snapshot(kit.Agreement));
        Assert.Contains("end-after-extensions", AgreementDates.Of(kit.Agreement).Select(date => date.Rule));
    }

    [Fact]
    public void Every_date_says_how_it_came_about()
    {
        var kit = new AgreementKit(
            new ExtensionClause(ExtensionKind.Option, 12, 2, DecideMonthsBefore: 9),
            noticeOf: new Dictionary<string, int> { ["Aid"] = 3 }
        ).Active();
        var dates = AgreementDates.Of(kit.Agreement).ToLookup(date => date.Rule, StringComparer.Ordinal);

        Assert.Equal(new DateOnly(2028, 6, 30), dates["end"].Single().Date);
        Assert.Equal(
            [new DateOnly(2027, 12, 31), new(2027, 12, 31), new(2028, 3, 31), new(2027, 12, 31)],
            dates["last-notice-date"].Select(date => date.Date!.Value)
        );
        Assert.Equal(new DateOnly(2030, 6, 30), dates["end-after-extensions"].Single().Date);
        Assert.Equal(new DateOnly(2027, 9, 30), dates["extension-decide-by"].Single().Date);
        Assert.Equal(new DateOnly(2027, 12, 30), dates["decision-needed-by"].Single().Date); // 31 December is an eve
        Assert.Equal(new DateOnly(2026, 7, 1), dates["chain"].Single().Date);
        Assert.All(dates.SelectMany(group => group), date => Assert.NotEmpty(date.Inputs));
        Assert.All(
            dates.SelectMany(group => group),
            date => Assert.True(date.Explanation is { Sv.Length: > 0, En.Length: > 0 })
        );
    }

    [Fact]
    public void A_gap_is_told_with_its_days()
    {
        var kit = new AgreementKit().Active();
        var next = kit.Beside(kit.Agreement.Renew(kit.Current, "IOP-2028-000001", kit.Aid.Id, kit.By(kit.Help)));
        kit.Talk().Do(a => a.Terminate(TerminationKind.Breach, "Brott.", kit.Aid.Id, kit.By(kit.Help)));
        Assert.True(next.Agreement.FollowPredecessor(kit.Agreement));

        var gap = AgreementDates.Of(next.Agreement).Single(date => date.Rule.Equals("gap", StringComparison.Ordinal));
        Assert.Equal(kit.Today.AddDays(1), gap.Date);
        Assert.Contains(gap.Inputs, input => input is { Name: "gapDays", Value: "730" });
    }

    [Fact]
    public void Dates_of_a_party_that_only_joins_later_are_not_told()
    {
        var kit = new AgreementKit().Active();
        kit.Amend(kit.Contents, kit.Today.AddDays(30), kit.Joiner());

        Assert.Equal(
            4,
            AgreementDates
                .Of(kit.Agreement)
                .Count(date => date.Rule.Equals("last-notice-date", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(AgreementState.Proposed, "Social Culture")]
    [InlineData(AgreementState.Assessing, "Social Culture")]
    [InlineData(AgreementState.Negotiating, "Social Culture Aid Play")]
    [InlineData(AgreementState.Deciding, "Social")]
    [InlineData(AgreementState.Signing, "Social Culture Aid Play")]
    [InlineData(AgreementState.Signed, "")]
    [InlineData(AgreementState.Active, "")]
    [InlineData(AgreementState.Ended, "")]
    [InlineData(AgreementState.Declined, "")]
    [InlineData(AgreementState.Withdrawn, "")]
    public void Everybody_reads_who_is_waited_for_since_when_why_and_what_is_next(AgreementState state, string who)
    {
        var kit = new AgreementKit().In(state);
        var names = new Dictionary<Guid, string>
        {
            [kit.Social.Id] = "Social",
            [kit.Culture.Id] = "Culture",
            [kit.Aid.Id] = "Aid",
            [kit.Play.Id] = "Play",
        };
        var waiting = kit.Agreement.Waiting;

        Assert.Equal(who, string.Join(' ', waiting.For.Select(waited => names[waited.PartyId])));
        Assert.Equal(kit.Agreement.StateSince, waiting.Since);
        Assert.True(waiting is { Why.Sv.Length: > 0, Why.En.Length: > 0, Next.Sv.Length: > 0, Next.En.Length: > 0 });
    }

    [Fact]
    public void When_the_assessing_organisation_has_left_the_public_side_is_waited_for()
    {
        var kit = new AgreementKit();
        var region = AgreementKit.Party(kit.Newcomer, "Region Exempel", IopRegistry.Organisations.Side.Public, null);
        kit.Take(
            Agreement.Propose(
                "IOP-2026-000007",
                kit.Contents.Description,
                [kit.Social, region, kit.Aid],
                false,
                null,
                kit.By(kit.Help)
            )
        );
        kit.Do(a => a.AcceptForAssessment(kit.Handling, kit.By(kit.Newcomer)));
        Assert.Equal([region.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));
        kit.Write(a => a.Leave(kit.Current, region.Id, "Inte vi.", kit.By(kit.Newcomer)));

        Assert.Equal([kit.Social.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));
    }
}
