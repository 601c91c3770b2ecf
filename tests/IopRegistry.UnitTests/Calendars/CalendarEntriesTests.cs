using IopRegistry.Calendars;
using IopRegistry.Exports;
using IopRegistry.Flags;

namespace IopRegistry.UnitTests.Calendars;

/// <summary>What flags are in a calendar: which of them are one entry, and by what a program knows it again.</summary>
public sealed class CalendarEntriesTests
{
    private static readonly Guid Agreement = Guid.Parse("01936f0a-6c5e-7000-9000-000000000001");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Three_warnings_of_one_day_are_one_entry()
    {
        var end = new DateOnly(2027, 12, 31);

        var entry = Assert.Single(
            Of(
                Planned(FlagKind.ExpiringSoon, end, stage: 180),
                Planned(FlagKind.ExpiringSoon, end, stage: 90),
                Planned(FlagKind.ExpiringSoon, end, stage: 30)
            )
        );

        Assert.Equal((end, false), (entry.Date, entry.IsCancelled));
        Assert.Equal("Avtalet löper ut: Mötesplatsen", entry.Summary);
    }

    [Fact]
    public void A_date_that_moves_is_the_same_entry_on_another_day()
    {
        var before = Assert.Single(Of(Planned(FlagKind.DecisionDue, new(2027, 6, 30))));
        var after = Assert.Single(Of(Planned(FlagKind.DecisionDue, new(2027, 5, 4))));

        Assert.Equal(before.Uid, after.Uid);
        Assert.NotEqual(before.Date, after.Date);
        Assert.True(after.Sequence >= before.Sequence);
    }

    [Fact]
    public void What_comes_again_is_told_apart_by_its_order_and_money_by_its_year()
    {
        DateOnly[] days = [new(2026, 6, 30), new(2026, 12, 31), new(2027, 6, 30)];
        DateOnly[] moved = [new(2026, 6, 30), new(2026, 11, 15), new(2027, 6, 30)];
        var before = Of([.. days.Select(day => Planned(FlagKind.ReportDue, day))]);
        var after = Of([.. moved.Select(day => Planned(FlagKind.ReportDue, day))]);
        var money = Of(
            Planned(FlagKind.MoneyNotSecured, new(2027, 1, 1)),
            Planned(FlagKind.MoneyNotSecured, new(2028, 1, 1))
        );
        var later = Of(Planned(FlagKind.MoneyNotSecured, new(2028, 1, 1)));

        Assert.Equal(3, before.Select(entry => entry.Uid).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(before.Select(entry => entry.Uid), after.Select(entry => entry.Uid));
        Assert.Equal(money[1].Uid, later[0].Uid); // the first year's money was decided
    }

    [Fact]
    public void Parties_kinds_and_agreements_are_told_apart()
    {
        var day = new DateOnly(2027, 6, 30);
        var one = Guid.CreateVersion7();
        CalendarEntry[] entries =
        [
            .. Of(
                Planned(FlagKind.NoticeDateNear, day, party: one),
                Planned(FlagKind.NoticeDateNear, day, party: Guid.CreateVersion7()),
                Planned(FlagKind.DecisionDue, day),
                Planned(FlagKind.DecisionDue, day, agreement: Guid.CreateVersion7())
            ),
        ];

        Assert.Equal(4, entries.Select(entry => entry.Uid).Distinct(StringComparer.Ordinal).Count());
    }

    private static List<CalendarEntry> Of(params Flag[] flags) =>
        [
            .. CalendarEntries
                .Of(
                    flags.Select(flag => new CalendarFlag(flag, "IOP-2026-000001", "Mötesplatsen", Now)),
                    "sv",
                    id => $"https://exempel.example/{id}",
                    Now
                )
                .OrderBy(entry => entry.Date),
        ];

    private static Flag Planned(
        FlagKind kind,
        DateOnly target,
        Guid? agreement = null,
        Guid party = default,
        int stage = 0
    ) => Flag.Plan(agreement ?? Agreement, new WantedFlag(kind, target, target, [], PartyId: party, Stage: stage), 14);
}
