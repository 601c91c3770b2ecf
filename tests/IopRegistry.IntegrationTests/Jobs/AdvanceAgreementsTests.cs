using IopRegistry.Agreements;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>What happens by the calendar: on the right Swedish midnight, once, and also when the service was down.</summary>
public sealed class AdvanceAgreementsTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public AdvanceAgreementsTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    /// <summary>Swedish midnight is 23:00Z in winter and 22:00Z in summer; the clocks change on 29 March and 25 October 2026.</summary>
    [Theory]
    [InlineData("2027-01-01", "2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z")]
    [InlineData("2026-03-29", "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z")]
    [InlineData("2026-10-26", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z")]
    public async Task An_agreement_starts_at_midnight_in_Sweden(string start, string before, string at)
    {
        var first = DateOnly.Parse(start, null);
        var agreement = await _partnership.InAsync(AgreementState.Signed, new Plan(first, first.AddYears(1)));

        await _partnership.RunClockAsync(DateTimeOffset.Parse(before, null));
        Assert.Equal(AgreementState.Signed, (await agreement.ReadAsync(_partnership.Shelter)).View.State);

        await _partnership.RunClockAsync(DateTimeOffset.Parse(at, null));
        var started = (await agreement.TimelineAsync(_partnership.Shelter))[^1];
        Assert.Equal(
            (AgreementAction.Start, AgreementState.Active, first, false, (Guid?)null),
            (started.Action, started.ToState, started.EffectiveOn, started.Late, started.OrganisationId)
        );
    }

    [Fact]
    public async Task After_a_week_of_downtime_nothing_is_lost_and_every_step_has_the_date_it_should_have_had()
    {
        var (start, end) = (new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 7));
        var agreement = await _partnership.InAsync(AgreementState.Signed, new Plan(start, end));
        var etag = (await agreement.ReadAsync(_partnership.Shelter)).ETag;

        await _partnership.RunClockAsync(Partnership.Noon.AddDays(12));

        var steps = (await agreement.TimelineAsync(_partnership.Shelter)).TakeLast(2).ToList();
        Assert.Equal(
            [(AgreementAction.Start, start, true), (AgreementAction.End, end.AddDays(1), true)],
            steps.Select(step => (step.Action, step.EffectiveOn, step.Late))
        );
        var ended = await agreement.ReadAsync(_partnership.Shelter);
        Assert.Equal((AgreementState.Ended, EndedReason.Expired), (ended.View.State, ended.View.EndedReason));
        Assert.NotEqual(etag, ended.ETag);
    }

    [Fact]
    public async Task An_automatic_extension_and_an_amendment_come_late_with_their_own_dates()
    {
        var plan = new Plan(
            new DateOnly(2026, 3, 2),
            new DateOnly(2026, 6, 30),
            Extension: new ExtensionClause(ExtensionKind.Automatic, 6, 1, NoticeMonths: 3)
        );
        var agreement = await _partnership.InAsync(AgreementState.Active, plan);
        await agreement.DoAsync(_partnership.Mission, "extension-confirmations");
        await agreement.AmendAsync(AmendmentState.Agreed, new DateOnly(2026, 3, 20));

        await _partnership.RunClockAsync(Partnership.Noon.AddDays(60));

        Assert.Equal(
            [
                (AgreementAction.ApplyAmendment, new DateOnly(2026, 3, 20)),
                (AgreementAction.Extend, new DateOnly(2026, 4, 1)),
            ],
            (await agreement.TimelineAsync(_partnership.Shelter))
                .TakeLast(2)
                .Select(step => (step.Action, step.EffectiveOn))
        );
        var view = (await agreement.ReadAsync(_partnership.Newcomer)).View;
        Assert.Equal(new DateOnly(2026, 12, 31), view.EndsOn);
        Assert.Equal(
            new DateOnly(2026, 3, 20),
            view.Parties.Single(party => party.OrganisationId == _partnership.Newcomer.Id).JoinedOn
        );
    }

    [Fact]
    public async Task A_second_run_does_nothing()
    {
        var agreement = await SignedAsync();
        await _partnership.RunClockAsync(Partnership.Noon.AddDays(40));
        var once = await agreement.ReadAsync(_partnership.Shelter);
        await _partnership.RunClockAsync();
        Assert.Equal(once.ETag, (await agreement.ReadAsync(_partnership.Shelter)).ETag);
    }

    [Fact]
    public async Task Two_nodes_at_once_take_each_step_once()
    {
        var agreements = await Task.WhenAll(SignedAsync(), SignedAsync());
        _partnership.Api.Clock.Now = Partnership.Noon.AddDays(40);
        var bothHaveRead = new Rendezvous(parties: 2);
        using var racing = _partnership.Database.Connect(bothHaveRead);

        await Task.WhenAll(RunAsync(), RunAsync());

        foreach (var agreement in agreements)
        {
            var steps = await agreement.TimelineAsync(_partnership.Shelter);
            Assert.Single(steps, step => step.Action == AgreementAction.Start);
            Assert.Equal([.. Enumerable.Range(1, steps.Count)], steps.Select(step => step.Sequence));
        }
    }

    [Fact]
    public async Task Killed_between_two_agreements_it_goes_on_at_the_next_run()
    {
        await _partnership.RunClockAsync(Partnership.Noon.AddDays(40)); // what other tests left
        _partnership.Api.Clock.Now = Partnership.Noon;
        var agreements = await Task.WhenAll(SignedAsync(), SignedAsync(), SignedAsync());
        _partnership.Api.Clock.Now = Partnership.Noon.AddDays(40);
        using var killed = new CancellationTokenSource();
        using var dying = _partnership.Database.Connect(new AfterSaving(killed.CancelAsync));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(killed.Token));
        Assert.Equal(1, await CountStartedAsync(agreements));

        await _partnership.RunClockAsync();
        Assert.Equal(3, await CountStartedAsync(agreements));
    }

    [Fact]
    public async Task What_somebody_is_changing_is_taken_at_the_next_run()
    {
        var agreement = await SignedAsync();
        _partnership.Api.Clock.Now = Partnership.Noon.AddDays(40);
        using var interrupted = _partnership.Database.Connect(
            new OnceBeforeSaving(() => agreement.DoAsync(_partnership.Mission, "dialogues"))
        );

        await RunAsync();
        var view = (await agreement.ReadAsync(_partnership.Shelter)).View;
        Assert.Equal((AgreementState.Signed, 1), (view.State, view.Dialogues.Count));

        await _partnership.RunClockAsync();
        view = (await agreement.ReadAsync(_partnership.Shelter)).View;
        Assert.Equal((AgreementState.Active, 1), (view.State, view.Dialogues.Count));
    }

    [Fact]
    public async Task One_broken_agreement_does_not_stop_the_others()
    {
        var broken = await _partnership.InAsync(AgreementState.Active);
        await broken.AmendAsync(AmendmentState.Agreed, _partnership.Today.AddDays(10));
        var agreement = await SignedAsync();
        await using (var scope = _partnership.Api.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<IopDbContext>()
                .AgreementVersions.Where(v => v.AgreementId == broken.Id && v.AmendmentId != null)
                .ExecuteDeleteAsync();
        }

        await _partnership.RunClockAsync(Partnership.Noon.AddDays(40));

        Assert.Equal(AgreementState.Active, (await agreement.ReadAsync(_partnership.Shelter)).View.State);
    }

    private Task<Case> SignedAsync() => _partnership.InAsync(AgreementState.Signed);

    private async Task<int> CountStartedAsync(IEnumerable<Case> agreements)
    {
        var started = 0;
        foreach (var agreement in agreements)
        {
            started += (await agreement.ReadAsync(_partnership.Shelter)).View.State == AgreementState.Active ? 1 : 0;
        }

        return started;
    }

    private async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        await new AdvanceAgreements(db, _partnership.Api.Clock, NullLogger<AdvanceAgreements>.Instance).RunAsync(
            cancellationToken
        );
    }

    private sealed class AfterSaving(Func<Task> then) : SaveChangesInterceptor
    {
        public override async ValueTask<int> SavedChangesAsync(
            SaveChangesCompletedEventData eventData,
            int result,
            CancellationToken cancellationToken = default
        )
        {
            await then();
            return result;
        }
    }

    private sealed class OnceBeforeSaving(Func<Task> first) : SaveChangesInterceptor
    {
        private int _saves;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (Interlocked.Increment(ref _saves) == 1)
            {
                await first();
            }

            return result;
        }
    }
}
