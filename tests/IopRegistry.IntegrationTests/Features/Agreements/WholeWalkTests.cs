using System.Text.Json;
using System.Text.Json.Nodes;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>From proposal to renewal, over HTTP alone, by the links that each party is offered.</summary>
public sealed class WholeWalkTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public WholeWalkTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Fact]
    public async Task From_a_proposal_to_a_successor_in_force()
    {
        var plan = new Plan(
            new DateOnly(2026, 4, 1),
            new DateOnly(2026, 12, 31),
            Extension: new ExtensionClause(ExtensionKind.Option, 12, 1, DecideMonthsBefore: 2)
        );
        var agreement = await _partnership.ProposeAsync();
        foreach (
            var state in (AgreementState[])
                [
                    AgreementState.Proposed,
                    AgreementState.Assessing,
                    AgreementState.Negotiating,
                    AgreementState.Deciding,
                    AgreementState.Signing,
                    AgreementState.Signed,
                ]
        )
        {
            await agreement.CarryToAsync(state, plan);
            await AssertBothSidesReadTheSameAsync(agreement);
        }

        // It starts at midnight in Sweden, which is summer time by then.
        await AtAsync("2026-03-31T21:59:59Z", agreement, AgreementState.Signed);
        await AtAsync("2026-03-31T22:00:00Z", agreement, AgreementState.Active);

        // The option is taken by all three, each by its own decision.
        foreach (var member in _partnership.Parties)
        {
            await agreement.DoAsync(member, "extensions");
        }

        Assert.Equal(new DateOnly(2027, 12, 31), (await ViewAsync(agreement)).EndsOn);

        // A party joins by an amendment, on its day.
        await agreement.AmendAsync(AmendmentState.Agreed, new DateOnly(2026, 6, 1));
        await AtAsync("2026-05-31T22:00:00Z", agreement, AgreementState.Active);
        var joined = (await agreement.ReadAsync(_partnership.Newcomer)).View;
        Assert.Equal("Tjugo platser", joined.Description.Inclusions);
        Assert.Equal(
            new DateOnly(2026, 6, 1),
            joined.Parties.Single(party => party.OrganisationId == _partnership.Newcomer.Id).JoinedOn
        );

        // The successor carries everything over, and is confirmed, decided and signed by all four.
        var renewed = await agreement.DoAsync(_partnership.Mission, "renewals");
        var successor = new Case(_partnership, renewed.View.Id);
        Assert.Equal(new DateOnly(2028, 1, 1), renewed.View.StartsOn);
        Assert.Equal(4, renewed.View.Parties.Count);
        Assert.Empty(renewed.View.Missing);
        await successor.CarryToAsync(AgreementState.Signed);
        await AssertBothSidesReadTheSameAsync(successor);
        Assert.Equal(AgreementState.Signed, (await ViewAsync(agreement)).Chain.After!.State);

        // At midnight the successor takes over.
        await AtAsync("2027-12-31T22:59:59Z", agreement, AgreementState.Active);
        await AtAsync("2027-12-31T23:00:00Z", agreement, AgreementState.Ended);
        var (before, after) = (await ViewAsync(agreement), await ViewAsync(successor));
        Assert.Equal(EndedReason.Replaced, before.EndedReason);
        Assert.Equal(AgreementState.Active, after.State);
        Assert.Equal(
            (agreement.Id, new DateOnly(2027, 12, 31), (int?)0, new DateOnly(2026, 4, 1)),
            (
                after.Chain.Before!.PredecessorId,
                after.Chain.Before.PredecessorEnd,
                after.Chain.GapDays,
                after.Chain.Start
            )
        );
        Assert.Contains(after.Dates, date => date.Rule is "chain");

        var steps = await agreement.TimelineAsync(_partnership.Newcomer);
        Assert.Equal([.. Enumerable.Range(1, steps.Count)], steps.Select(step => step.Sequence));
        Assert.Equal(AgreementState.Ended, steps.Aggregate((AgreementState?)null, (_, step) => step.ToState));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.ToState, pair.Second.FromState));
    }

    [Fact]
    public async Task A_notice_ends_it_early_and_a_late_successor_leaves_a_gap_that_both_sides_see()
    {
        var agreement = await _partnership.InAsync(
            AgreementState.Active,
            new Plan(_partnership.Today, _partnership.Today.AddYears(1), NoticeMonths: 1)
        );
        var noticed = await agreement.DoAsync(_partnership.Shelter, "notices");
        Assert.Equal(new DateOnly(2026, 4, 2), noticed.View.EndsOn);

        await AtAsync("2026-04-02T22:00:00Z", agreement, AgreementState.Ended);
        Assert.Equal(EndedReason.Terminated, (await ViewAsync(agreement)).EndedReason);

        var renewed = await agreement.DoAsync(_partnership.Municipality, "renewals");
        var successor = new Case(_partnership, renewed.View.Id);
        Assert.Equal(0, renewed.View.Chain.GapDays);
        var later = await successor.DoAsync(
            _partnership.Shelter,
            "revise-term",
            Said.Term(new Plan(new DateOnly(2026, 4, 13), new DateOnly(2027, 4, 12)))
        );

        Assert.Equal(10, later.View.Chain.GapDays);
        await AssertBothSidesReadTheSameAsync(successor);
        Assert.Equal(new DateOnly(2026, 4, 13), (await ViewAsync(agreement)).Chain.After!.Start);
    }

    /// <summary>The predecessor shows where its successor is, so whoever has read it must not be told that nothing changed.</summary>
    [Fact]
    public async Task A_step_of_the_successor_changes_what_the_predecessor_answers()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var renewed = await agreement.DoAsync(_partnership.Shelter, "renewals");
        var read = await agreement.ReadAsync(_partnership.Shelter);
        await new Case(_partnership, renewed.View.Id).CarryToAsync(AgreementState.Deciding);

        using var request = new HttpRequestMessage(HttpMethod.Get, agreement.Path);
        request.Headers.TryAddWithoutValidation("If-None-Match", read.ETag);
        using var response = await _partnership.Shelter.Http.SendAsync(request);
        var again = await response.ReadingAsync();
        Assert.Equal(AgreementState.Deciding, again.View.Chain.After!.State);
        Assert.NotEqual(read.ETag, again.ETag);

        // It is no step of the predecessor's own, so a change that has read the step before goes through.
        using var change = await Case.SendAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            agreement.Path + "/dialogues",
            Said.By(_partnership.Shelter, "dialogues", read.View, _partnership),
            read.ETag
        );
        await change.ReadingAsync();
    }

    /// <summary>9999-12-31 is how some write "until further notice". It is read, listed and kept; nothing is counted from it.</summary>
    [Fact]
    public async Task An_agreement_until_further_notice_is_served_like_any_other()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        await using (var scope = _partnership.Api.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            var stored = await db.Agreements.SingleAsync(a => a.Id == agreement.Id);
            var forEver = stored.Term with
            {
                End = PartialDate.Day(DateOnly.MaxValue),
                Extension = new ExtensionClause(ExtensionKind.Automatic, 12, 3, NoticeMonths: 3),
            };
            db.Entry(stored).Property(a => a.Term).CurrentValue = forEver;
            db.Entry(stored).Property(a => a.EndsOn).CurrentValue = DateOnly.MaxValue;
            await db.SaveChangesAsync();
        }

        var reading = await agreement.ReadAsync(_partnership.Shelter);
        Assert.Null(reading.Link("renewals"));
        Assert.Null(reading.Link("extension-confirmations"));
        await agreement.DoAsync(_partnership.Mission, "dialogues");
        var noticed = await agreement.DoAsync(_partnership.Shelter, "notices");
        Assert.Equal(new DateOnly(2026, 6, 2), noticed.View.EndsOn);
        Assert.NotNull(noticed.Link("renewals"));
    }

    private async Task AtAsync(string moment, Case agreement, AgreementState state)
    {
        await _partnership.RunClockAsync(DateTimeOffset.Parse(moment, null));
        Assert.Equal(state, (await ViewAsync(agreement)).State);
    }

    private async Task<AgreementView> ViewAsync(Case agreement) =>
        (await agreement.ReadAsync(_partnership.Municipality)).View;

    /// <summary>One record for both sides: only what each may do differs.</summary>
    private async Task AssertBothSidesReadTheSameAsync(Case agreement)
    {
        var readings = await Task.WhenAll(
            _partnership.Parties.Select(async member =>
                JsonNode.Parse(await member.Http.GetStringAsync(agreement.Path))!
            )
        );
        var records = readings.Select(reading =>
        {
            Assert.True(reading.AsObject().Remove("_links"));
            return reading.ToJsonString(JsonSerializerOptions.Web);
        });
        Assert.Single(records.Distinct(StringComparer.Ordinal));
    }
}
