using System.Net;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Flags;
using IopRegistry.Api.Http;
using IopRegistry.Flags;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;

namespace IopRegistry.IntegrationTests.Features.Flags;

public sealed class FlagTests : IClassFixture<Partnership>
{
    private static readonly DateOnly End = new(2027, 3, 1); // a year from the partnership's noon

    private readonly Partnership _partnership;

    public FlagTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Fact]
    public async Task Both_sides_see_the_same_flags_with_their_reasons()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-90));

        var seenByPublic = await agreement.FlagsAsync(_partnership.Municipality, "&state=raised");
        var seenByCivil = await agreement.FlagsAsync(_partnership.Shelter, "&state=raised");

        Assert.Equal(seenByPublic.Select(flag => flag.Id), seenByCivil.Select(flag => flag.Id));
        var expiring = Assert.Single(seenByCivil, flag => flag.Kind == FlagKind.ExpiringSoon);
        Assert.Equal(90, expiring.Stage);
        Assert.Equal(End, expiring.TargetDate);
        Assert.Equal(End.AddDays(-90), expiring.RaisedOn);
        Assert.False(expiring.Late);
        Assert.Contains("2027-03-01", expiring.Explanation.Text, StringComparison.Ordinal);
        Assert.Contains(expiring.Explanation.Inputs, input => input is { Name: "end", Value: "2027-03-01" });
        Assert.Equal("term", expiring.Explanation.Clause);
    }

    [Fact]
    public async Task Planned_flags_tell_what_is_to_come()
    {
        var agreement = await StartAsync();
        await _partnership.WatchAsync();

        var coming = await agreement.FlagsAsync(_partnership.Shelter, "&state=planned");

        Assert.Equal(
            [180, 90, 30],
            coming.Where(flag => flag.Kind == FlagKind.ExpiringSoon).OrderBy(f => f.DueOn).Select(f => f.Stage)
        );
        Assert.Equal(coming.OrderBy(flag => flag.TargetDate).Select(flag => flag.Id), coming.Select(flag => flag.Id));
    }

    [Fact]
    public async Task A_list_filters_and_counts_alike()
    {
        await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-170));

        var all = await _partnership.Municipality.ListAsync();
        var critical = await _partnership.Municipality.ListAsync("&severity=critical");
        var expiring = await _partnership.Municipality.ListAsync("&kind=expiringSoon&unanswered=true");
        var counts = (
            await _partnership.Municipality.Http.GetFromJsonAsync<CountFlags.Response>(
                $"{FlagClient.Root}/counts",
                StrictJson.Options
            )
        )!;

        Assert.NotEmpty(critical.Flags);
        Assert.All(critical.Flags, flag => Assert.Equal(FlagSeverity.Critical, flag.Severity));
        Assert.NotEmpty(expiring.Flags);
        Assert.Equal(all.Meta.TotalRecords, counts.Total);
        Assert.Equal(
            critical.Meta.TotalRecords,
            counts.Counts.Where(c => c.Severity == FlagSeverity.Critical).Sum(c => c.Flags)
        );
        var board = await _partnership.Municipality.ListAsync($"&board={_partnership.Municipality.OtherBoard}");
        Assert.Empty(board.Flags);
        var none = await _partnership.Municipality.ListAsync("&targetTo=2020-01-01");
        Assert.Empty(none.Flags);
    }

    [Fact]
    public async Task Each_side_answers_for_itself()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-29));
        var flag = await RaisedAsync(agreement, FlagKind.ExpiringSoon);
        var (_, etag) = await _partnership.Shelter.ReadFlagAsync(flag.Id);

        using var response = await _partnership.Shelter.AcknowledgeAsync(flag.Id, etag);
        var after = (await response.Content.ReadFromJsonAsync<FlagView>(StrictJson.Options))!;

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(_partnership.Shelter.Id, after.CivilAcknowledgement!.OrganisationId);
        Assert.Null(after.PublicAcknowledgement);
        Assert.DoesNotContain(after.Links, link => link.Rel is "acknowledgements");
        var municipality = (await _partnership.Municipality.ReadFlagAsync(flag.Id)).View;
        Assert.Contains(municipality.Flag.Links, link => link.Rel is "acknowledgements");
        Assert.Contains(
            (await _partnership.Municipality.ListAsync("&unanswered=true")).Flags,
            other => other.Id == flag.Id
        );
        Assert.DoesNotContain(
            (await _partnership.Shelter.ListAsync("&unanswered=true")).Flags,
            other => other.Id == flag.Id
        );
    }

    [Fact]
    public async Task Two_who_answer_at_once_are_one_answer_and_one_412()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-29));
        var flag = await RaisedAsync(agreement, FlagKind.ExpiringSoon);
        var (_, etag) = await _partnership.Shelter.ReadFlagAsync(flag.Id);

        var answers = await Task.WhenAll(
            _partnership.Shelter.AcknowledgeAsync(flag.Id, etag),
            _partnership.Mission.AcknowledgeAsync(flag.Id, etag)
        );

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.PreconditionFailed],
            answers.Select(answer => answer.StatusCode).Order()
        );
    }

    [Fact]
    public async Task Ten_times_one_key_is_one_answer()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-29));
        var flag = await RaisedAsync(agreement, FlagKind.ExpiringSoon);
        var (_, etag) = await _partnership.Municipality.ReadFlagAsync(flag.Id);
        var key = Guid.CreateVersion7().ToString();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => _partnership.Municipality.AcknowledgeAsync(flag.Id, etag, key: key))
        );

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(
            answers,
            answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict)
        );
    }

    [Fact]
    public async Task Refusals_change_nothing()
    {
        var agreement = await StartAsync();
        await _partnership.WatchAsync();
        var planned = (await agreement.FlagsAsync(_partnership.Shelter, "&state=planned"))[0];
        var raised = (await agreement.FlagsAsync(_partnership.Shelter, "&state=raised"))[0];
        var (_, etag) = await _partnership.Shelter.ReadFlagAsync(planned.Id);

        Assert.Equal(
            HttpStatusCode.Conflict,
            await StatusAsync(_partnership.Shelter.AcknowledgeAsync(planned.Id, etag))
        );
        Assert.Equal(
            HttpStatusCode.PreconditionRequired,
            await StatusAsync(_partnership.Shelter.AcknowledgeAsync(raised.Id, null))
        );
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            await StatusAsync(_partnership.Shelter.AcknowledgeAsync(raised.Id, "\"999\""))
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(_partnership.Neighbour.AcknowledgeAsync(raised.Id, "*"))
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await StatusAsync(_partnership.Shelter.AcknowledgeAsync(raised.Id, "*", new { unknown = 1 }))
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await StatusAsync(
                _partnership.Shelter.AcknowledgeAsync(raised.Id, "*", new { note = new string('x', 1001) })
            )
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(_partnership.Neighbour.Http.GetAsync($"{FlagClient.Root}/{raised.Id}"))
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(_partnership.Neighbour.Http.GetAsync($"{agreement.Path}/flags"))
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await StatusAsync(_partnership.Shelter.Http.GetAsync($"{FlagClient.Root}?colour=red"))
        );
        Assert.DoesNotContain(
            (await _partnership.Neighbour.ListAsync()).Flags,
            flag => flag.AgreementId == agreement.Id
        );
        Assert.Null((await _partnership.Shelter.ReadFlagAsync(raised.Id)).View.Flag.CivilAcknowledgement);
    }

    [Fact]
    public async Task Many_are_answered_at_once_and_each_is_told_what_came_of_it()
    {
        var agreement = await StartAsync();
        await _partnership.LiveUntilAsync(End.AddDays(-29));
        var raised = await agreement.FlagsAsync(_partnership.Shelter, "&state=raised");
        var planned = await agreement.FlagsAsync(_partnership.Shelter, "&state=planned");
        Guid[] ids = [.. raised.Select(flag => flag.Id), Guid.CreateVersion7(), .. planned.Select(flag => flag.Id)];

        var first = await AnswerManyAsync(_partnership.Shelter, ids);
        var second = await AnswerManyAsync(_partnership.Shelter, ids);
        var strange = await AnswerManyAsync(_partnership.Neighbour, ids);

        Assert.Equal(ids, first.Outcomes.Select(outcome => outcome.FlagId));
        Assert.Equal(
            raised.Count,
            first.Outcomes.Count(outcome => outcome.Result == AcknowledgeFlags.Result.Acknowledged)
        );
        Assert.Equal(AcknowledgeFlags.Result.NotFound, first.Outcomes[raised.Count].Result);
        Assert.Equal(
            raised.Count,
            second.Outcomes.Count(outcome => outcome.Result == AcknowledgeFlags.Result.AlreadyAcknowledged)
        );
        Assert.All(strange.Outcomes, outcome => Assert.Equal(AcknowledgeFlags.Result.NotFound, outcome.Result));
    }

    [Fact]
    public async Task What_nobody_answers_goes_up_step_by_step_and_what_is_answered_does_not()
    {
        var agreement = await StartAsync();
        var raisedOn = End.AddDays(-90);
        await _partnership.LiveUntilAsync(raisedOn);
        var flag = await RaisedAsync(agreement, FlagKind.ExpiringSoon);
        using var answered = await _partnership.Municipality.AcknowledgeAsync(flag.Id, "*");

        await _partnership.LiveUntilAsync(raisedOn.AddDays(13));
        Assert.Equal(0, (await _partnership.Shelter.ReadFlagAsync(flag.Id)).View.Flag.EscalationLevel);
        await _partnership.LiveUntilAsync(raisedOn.AddDays(14));
        await _partnership.WatchAsync();
        var first = (await _partnership.Shelter.ReadFlagAsync(flag.Id)).View;
        await _partnership.LiveUntilAsync(raisedOn.AddDays(28));
        await _partnership.LiveUntilAsync(raisedOn.AddDays(50));
        var last = (await _partnership.Shelter.ReadFlagAsync(flag.Id)).View;

        Assert.Equal(1, first.Flag.EscalationLevel);
        Assert.Equal(Side.Civil, Assert.Single(first.Escalations).Side);
        Assert.Equal([1, 2], last.Escalations.Select(step => step.Level));
        Assert.Null(last.Flag.EscalatesOn);
    }

    private async Task<Case> StartAsync() =>
        await _partnership.InAsync(AgreementState.Active, new Plan(_partnership.Today, End, NoticeMonths: 3));

    private async Task<FlagView> RaisedAsync(Case agreement, FlagKind kind) =>
        (await agreement.FlagsAsync(_partnership.Shelter, "&state=raised")).Single(flag => flag.Kind == kind);

    private static async Task<AcknowledgeFlags.Response> AnswerManyAsync(Member by, Guid[] ids)
    {
        using var response = await by.Http.PostAsJsonAsync(
            "/iop/v1/flag-acknowledgements",
            new { flagIds = ids, note = "Sett." },
            StrictJson.Options
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<AcknowledgeFlags.Response>(StrictJson.Options))!;
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        return response.StatusCode;
    }
}
