using IopRegistry.Agreements;
using IopRegistry.Api.Features.Flags;
using IopRegistry.Flags;
using IopRegistry.IntegrationTests.Features.Flags;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>The watch over dates: every warning once, whatever happens to the clock.</summary>
public sealed class WatchDatesTests : IClassFixture<Partnership>
{
    private static readonly DateOnly End = new(2027, 3, 1);

    private readonly Partnership _partnership;

    public WatchDatesTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Fact]
    public async Task A_second_run_the_same_day_does_nothing()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-180));
        var before = await agreement.FlagsAsync(_partnership.Shelter);

        Assert.Empty(await _partnership.WatchAsync());

        Assert.Equal(
            before.Select(flag => (flag.Id, flag.State, flag.RaisedOn)),
            (await agreement.FlagsAsync(_partnership.Shelter)).Select(flag => (flag.Id, flag.State, flag.RaisedOn))
        );
    }

    [Fact]
    public async Task A_missed_month_loses_nothing_and_says_that_it_is_late()
    {
        var agreement = await StartAsync();
        await _partnership.WatchAsync();

        await _partnership.LiveUntilAsync(End.AddDays(-150));

        var late = Assert.Single(
            await agreement.FlagsAsync(_partnership.Shelter, "&state=raised"),
            flag => flag.Kind == FlagKind.ExpiringSoon
        );
        Assert.True(late.Late);
        Assert.Equal((180, End.AddDays(-180), End.AddDays(-150)), (late.Stage, late.DueOn, late.RaisedOn!.Value));
    }

    [Fact]
    public async Task A_flag_closes_when_its_day_or_its_cause_is_gone()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-180));
        await _partnership.LiveUntilAsync(End.AddDays(-90));
        var half = await OfKindAsync(agreement, FlagKind.ExpiringSoon);
        Assert.Equal([FlagState.Closed, FlagState.Raised, FlagState.Planned], half.Select(flag => flag.State));

        await agreement.DoAsync(_partnership.Shelter, "dialogues");
        await agreement.DoAsync(_partnership.Shelter, "terminations");
        await _partnership.WatchAsync();

        var after = await OfKindAsync(agreement, FlagKind.ExpiringSoon);
        Assert.All(after, flag => Assert.Equal(FlagState.Closed, flag.State));
        Assert.Equal(2, after.Count); // the one that was only planned is gone
    }

    [Fact]
    public async Task A_moved_end_closes_the_old_flags_and_raises_the_new_ones_once()
    {
        var agreement = await _partnership.InAsync(
            AgreementState.Active,
            new Plan(
                _partnership.Today,
                End,
                Extension: new ExtensionClause(ExtensionKind.Option, 12, 1, DecideMonthsBefore: 2)
            )
        );
        await _partnership.LiveUntilAsync(End.AddDays(-180));
        var old = Assert.Single(await OfKindAsync(agreement, FlagKind.ExpiringSoon), f => f.State == FlagState.Raised);

        foreach (var party in _partnership.Parties)
        {
            await agreement.DoAsync(party, "extensions");
        }

        await _partnership.WatchAsync();
        var end = (await agreement.ReadAsync(_partnership.Shelter)).View.EndsOn!.Value;
        var moved = await OfKindAsync(agreement, FlagKind.ExpiringSoon);
        Assert.Equal(FlagState.Closed, moved.Single(flag => flag.Id == old.Id).State);
        Assert.Equal([end, end, end], moved.Where(flag => flag.State == FlagState.Planned).Select(f => f.TargetDate));

        await _partnership.LiveUntilAsync(end.AddDays(-180));
        Assert.Single(
            await OfKindAsync(agreement, FlagKind.ExpiringSoon),
            flag => flag.State == FlagState.Raised && flag.TargetDate == end
        );
    }

    [Fact]
    public async Task Expired_and_the_gap_after_it_are_told_with_the_money_at_risk()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(1));

        var raised = await agreement.FlagsAsync(_partnership.Shelter, "&state=raised");

        Assert.Equal(End, Assert.Single(raised, flag => flag.Kind == FlagKind.Expired).TargetDate);
        var gap = Assert.Single(raised, flag => flag.Kind == FlagKind.Gap);
        Assert.Equal(End.AddDays(1), gap.TargetDate);
        Assert.Contains(gap.Explanation.Inputs, input => input.Name is "moneyAtRiskPerMonth");
        Assert.DoesNotContain(raised, flag => flag.Kind == FlagKind.ExpiringSoon);
    }

    [Fact]
    public async Task Two_nodes_at_once_raise_everything_once()
    {
        var agreements = new[] { await StartAsync(), await StartAsync(), await StartAsync() };
        _partnership.Api.Clock.Now = new DateTimeOffset(End.AddDays(-90), new TimeOnly(11, 0), TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _partnership.WatchAsync()));
        await _partnership.WatchAsync();

        foreach (var agreement in agreements)
        {
            var flags = await agreement.FlagsAsync(_partnership.Shelter);
            Assert.Equal(
                flags.Count,
                flags.DistinctBy(flag => (flag.Kind, flag.TargetDate, flag.PartyId, flag.Stage)).Count()
            );
            Assert.Equal(
                [180, 90],
                flags
                    .Where(flag => flag is { Kind: FlagKind.ExpiringSoon, RaisedOn: not null })
                    .Select(flag => flag.Stage)
                    .OrderDescending()
            );
        }
    }

    [Fact]
    public async Task What_is_raised_is_told_once_in_the_same_transaction()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-180));
        await _partnership.WatchAsync();

        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var runs = await db
            .Flags.Where(f => f.AgreementId == agreement.Id && f.RunId != null)
            .Select(f => f.RunId)
            .Distinct()
            .ToListAsync();
        var told = (await db.OutboxMessages.Where(m => m.Type == MessageTypes.FlagsRaised).ToListAsync())
            .Select(message => message.Subject.RunId)
            .ToList();
        Assert.NotEmpty(runs);
        Assert.All(runs, run => Assert.Single(told, run));
    }

    [Fact]
    public async Task One_agreement_that_no_calendar_can_hold_does_not_stop_the_others()
    {
        var impossible = await StartAsync();
        var other = await StartAsync();
        await using (var scope = _partnership.Api.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            await db
                .Agreements.Where(a => a.Id == impossible.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.EndsOn, new DateOnly(1, 2, 1)));
        }

        var counts = await _partnership.WatchAsync();

        Assert.Equal(1, counts["failed"]);
        Assert.Empty(await impossible.FlagsAsync(_partnership.Shelter));
        Assert.NotEmpty(await other.FlagsAsync(_partnership.Shelter, "&state=raised"));
        Assert.Empty(await _partnership.WatchAsync());
    }

    [Fact]
    public async Task A_board_meeting_moves_the_day_a_decision_is_due()
    {
        var agreement = await StartAsync();
        await _partnership.WatchAsync();
        var due = Assert.Single(await OfKindAsync(agreement, FlagKind.DecisionDue)).TargetDate;
        var meeting = due.AddDays(-10);

        using var added = await Case.SendAsync(
            _partnership.Municipality,
            HttpMethod.Post,
            $"/iop/v1/organisations/{_partnership.Municipality.Id}/board-meetings",
            new { boardId = _partnership.Municipality.Board, date = meeting },
            null,
            Guid.CreateVersion7().ToString()
        );
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync());
        await _partnership.WatchAsync();

        var moved = Assert.Single(await OfKindAsync(agreement, FlagKind.DecisionDue));
        Assert.Equal(meeting, moved.TargetDate);
        Assert.Contains(moved.Explanation.Inputs, input => input.Name is "boardMeeting");
    }

    private async Task<Case> StartAsync() =>
        await _partnership.InAsync(AgreementState.Active, new Plan(_partnership.Today, End, NoticeMonths: 3));

    private async Task<IReadOnlyList<FlagView>> OfKindAsync(Case agreement, FlagKind kind) =>
        [.. (await agreement.FlagsAsync(_partnership.Shelter)).Where(flag => flag.Kind == kind).OrderBy(f => f.DueOn)];
}
