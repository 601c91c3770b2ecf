using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>The clock loses nothing when it is late and does nothing twice.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(60, true)]
    public void A_start_has_the_day_it_should_have_had(int daysLate, bool late)
    {
        var kit = new AgreementKit().Signed();
        kit.On(new DateOnly(2026, 7, 1).AddDays(daysLate));

        Assert.Equal([AgreementAction.Start], kit.RunClock());
        Assert.Equal((new DateOnly(2026, 7, 1), late), (kit.Steps[^1].EffectiveOn, kit.Steps[^1].Late));
        Assert.Equal(kit.Now, kit.Steps[^1].OccurredAt);
        var before = AgreementKit.Snapshot(kit.Agreement);
        Assert.Empty(kit.RunClock());
        Assert.Equal(before, AgreementKit.Snapshot(kit.Agreement));
    }

    [Fact]
    public void Years_of_downtime_are_made_up_in_order()
    {
        var kit = new AgreementKit(new ExtensionClause(ExtensionKind.Automatic, 12, 1, 6, WithoutConfirmation: true));
        kit.Signed().On(new DateOnly(2030, 2, 3));

        Assert.Equal([AgreementAction.Start, AgreementAction.Extend, AgreementAction.End], kit.RunClock());
        Assert.Equal(
            [new DateOnly(2026, 7, 1), new(2028, 1, 1), new(2029, 7, 1)],
            kit.Steps.TakeLast(3).Select(step => step.EffectiveOn)
        );
        Assert.All(kit.Steps.TakeLast(3), step => Assert.True(step.Late));
        Assert.Equal(EndedReason.Expired, kit.Agreement.EndedReason);
    }

    [Theory]
    // Summer time: Swedish midnight is 22:00 UTC. Winter: 23:00. On the days of the change as well.
    [InlineData("2027-06-30", "2027-06-30T21:59:59Z", "2027-06-30T22:00:00Z")]
    [InlineData("2027-12-31", "2027-12-31T22:59:59Z", "2027-12-31T23:00:00Z")]
    [InlineData("2027-03-27", "2027-03-27T22:59:59Z", "2027-03-27T23:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T21:59:59Z", "2027-03-28T22:00:00Z")]
    [InlineData("2027-10-30", "2027-10-30T21:59:59Z", "2027-10-30T22:00:00Z")]
    [InlineData("2027-10-31", "2027-10-31T22:59:59Z", "2027-10-31T23:00:00Z")]
    public void An_agreement_ends_when_its_last_swedish_day_is_over(string lastDay, string before, string after)
    {
        var kit = new AgreementKit(end: DateOnly.Parse(lastDay, Invariant)).Active();

        Assert.Null(kit.Agreement.AdvanceByClock(kit.Version, Actor.Clock(DateTimeOffset.Parse(before, Invariant))));
        var clock = Actor.Clock(DateTimeOffset.Parse(after, Invariant));
        Assert.Equal(AgreementAction.End, kit.Agreement.AdvanceByClock(kit.Version, clock));
        Assert.False(kit.Collect().Steps[^1].Late);
    }

    [Theory]
    [InlineData(DatePrecision.Day, true)]
    [InlineData(DatePrecision.Month, false)]
    [InlineData(DatePrecision.Year, false)]
    public void An_end_that_is_not_known_to_the_day_is_no_day_to_end_on(DatePrecision precision, bool ends)
    {
        var kit = Imported.Agreement(Imported.Until(new PartialDate(new DateOnly(2027, 1, 1), precision)));

        Assert.Equal(ends, kit.On(new DateOnly(2050, 1, 1)).RunClock().Count == 1);
        Assert.Equal(ends ? AgreementState.Ended : AgreementState.Active, kit.Agreement.State);
    }

    [Fact]
    public void An_unknown_end_never_comes()
    {
        var kit = Imported.Agreement(Term.Unknown);

        Assert.Null(kit.Agreement.ClockDueOn);
        Assert.Empty(kit.On(new DateOnly(2050, 1, 1)).RunClock());
        Assert.Equal("end", Assert.Single(AgreementDates.Of(kit.Agreement)).Rule);
        Assert.Equal(AgreementParty.UnknownEnd, AgreementParty.Of(kit.Agreement).First().EndsOn);
    }

    [Fact]
    public void A_corrected_import_has_its_own_step_and_time()
    {
        var kit = Imported.Agreement(Term.Unknown);
        Assert.True(kit.Agreement.IsAsImported);
        kit.Wait(TimeSpan.FromDays(3));
        kit.Write(a =>
            a.ImportAgain(
                kit.Current.Contents,
                a.Parties,
                AgreementState.Ended,
                EndedReason.Expired,
                a.Source! with
                {
                    Hash = "def",
                },
                kit.By(kit.Kommun)
            )
        );

        Assert.True(kit.Agreement.IsAsImported);
        Assert.Equal(kit.Now, kit.Agreement.StateSince);
        Assert.Equal((AgreementState.Ended, EndedReason.Expired, 2), AgreementWalk.Replay(kit.Steps));
    }

    [Fact]
    public void What_nothing_can_be_counted_from_is_not_imported()
    {
        var inverted = Imported.Until(PartialDate.Day(new DateOnly(2019, 12, 31)));
        var refused = Assert.Throws<RuleViolationException>(() => Imported.Agreement(inverted));
        Assert.Equal("agreement-ends-before-it-starts", refused.Violation.Code);
    }

    private static readonly IFormatProvider Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
