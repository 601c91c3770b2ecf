using System.Net;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Features.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Flags;
using IopRegistry.IntegrationTests.Features.Flags;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Renewals;

public sealed class RenewalTests : IClassFixture<Partnership>
{
    private static readonly DateOnly End = new(2028, 2, 29); // two years from the partnership's noon

    private readonly Partnership _partnership;

    public RenewalTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Fact]
    public async Task The_dossier_opens_by_itself_a_year_before_the_end_with_its_timeline()
    {
        var agreement = await StartAsync();
        var opens = new DateOnly(2027, 2, 28);
        await _partnership.LiveUntilAsync(opens.AddDays(-1));
        Assert.Empty((await ListAsync(agreement)).Dossiers);

        await _partnership.LiveUntilAsync(opens);
        await _partnership.WatchAsync();

        var (dossier, _) = await ReadAsync(_partnership.Shelter, await OnlyAsync(agreement));
        Assert.Equal((DossierState.Open, End), (dossier.State, dossier.End));
        Assert.Equal(
            ["renewal-opens", "follow-up-by", "decision-needed-by", "sign-by"],
            dossier.Timeline.Select(date => date.Rule)
        );
        Assert.Equal(
            [opens, new DateOnly(2027, 4, 30), new DateOnly(2027, 8, 31), new DateOnly(2027, 11, 30)],
            dossier.Timeline.Select(date => date.Date!.Value)
        );
        Assert.All(dossier.Timeline, date => Assert.NotEmpty(date.Explanation));
        Assert.Equal(End.AddDays(1), dossier.Gap!.From);
        Assert.NotNull(dossier.Gap.MoneyAtRiskPerMonth);
        Assert.All(dossier.Checklist, item => Assert.Null(item.Done));
    }

    [Fact]
    public async Task Deciding_to_renew_seeds_the_successor_and_silences_the_warnings()
    {
        var (agreement, path) = await OpenAsync();
        await SayAsync(path, _partnership.Shelter, OutcomeKind.Renew);
        await SayAsync(path, _partnership.Municipality, OutcomeKind.Renew);

        var (decided, _) = await DoAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/outcomes", Renewing());

        Assert.Equal(DossierState.Decided, decided.State);
        var successor = decided.Outcome!.SuccessorId!.Value;
        var view = (await new Case(_partnership, successor).ReadAsync(_partnership.Shelter)).View;
        Assert.Equal(AgreementState.Negotiating, view.State);
        Assert.Equal(End.AddDays(1), view.StartsOn);
        Assert.Equal(agreement.Id, view.Chain.Before!.PredecessorId);
        await _partnership.WatchAsync();
        var open = await agreement.FlagsAsync(_partnership.Shelter, "&state=planned");
        Assert.DoesNotContain(open, flag => flag.Kind is FlagKind.DecisionDue or FlagKind.FollowUpDue);
        Assert.Contains(open, flag => flag.Kind == FlagKind.SignatureDue); // decided is not signed
        Assert.Contains(decided.Links, link => link.Rel is "reconsiderations");
    }

    [Fact]
    public async Task Letting_it_end_takes_a_plan_and_has_tasks()
    {
        var (agreement, path) = await OpenAsync();
        await SayAsync(path, _partnership.Shelter, OutcomeKind.LetEnd);
        await SayAsync(path, _partnership.Municipality, OutcomeKind.Renew);
        var refused = await TryAsync(
            _partnership.Municipality,
            HttpMethod.Post,
            $"{path}/outcomes",
            Renewing(OutcomeKind.LetEnd)
        );
        await AssertProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "wind-down-plan-missing");

        await DoAsync(
            _partnership.Municipality,
            HttpMethod.Post,
            $"{path}/outcomes",
            Renewing(OutcomeKind.LetEnd, plan: "Användarna flyttar till grannstadens jour; lokalen sägs upp.")
        );
        var party = (await agreement.ReadAsync(_partnership.Shelter)).View.Parties[0].Id;
        var (added, _) = await DoAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{path}/tasks",
            new
            {
                title = "Säg upp lokalen",
                responsiblePartyId = party,
                dueOn = "2027-09-30",
            }
        );
        var task = Assert.Single(added.Tasks);
        var (done, _) = await DoAsync(
            _partnership.Municipality,
            HttpMethod.Put,
            $"{path}/tasks/{task.Id}",
            new
            {
                task.Title,
                task.ResponsiblePartyId,
                task.DueOn,
                doneOn = _partnership.Today,
            }
        );

        Assert.Equal(_partnership.Today, Assert.Single(done.Tasks).DoneOn);
        await AssertProblemAsync(
            await TryAsync(
                _partnership.Shelter,
                HttpMethod.Post,
                $"{path}/tasks",
                new
                {
                    title = "X",
                    responsiblePartyId = Guid.CreateVersion7(),
                    dueOn = "2027-09-30",
                }
            ),
            HttpStatusCode.UnprocessableEntity,
            "responsible-party-unknown"
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await TryAsync(
                    _partnership.Shelter,
                    HttpMethod.Put,
                    $"{path}/tasks/{Guid.CreateVersion7()}",
                    new
                    {
                        title = "X",
                        responsiblePartyId = party,
                        dueOn = "2027-09-30",
                    }
                )
            ).StatusCode
        );
    }

    [Fact]
    public async Task What_is_decided_can_be_reconsidered_and_stays_readable()
    {
        var (_, path) = await OpenAsync();
        await SayAsync(path, _partnership.Shelter, OutcomeKind.Renew);
        await SayAsync(path, _partnership.Municipality, OutcomeKind.Renew);
        await DoAsync(
            _partnership.Municipality,
            HttpMethod.Post,
            $"{path}/outcomes",
            Renewing(OutcomeKind.Renegotiate)
        );

        var (open, _) = await DoAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{path}/reconsiderations",
            new { comment = "Villkoren ändrades.", wish = "extend" }
        );

        Assert.Equal(DossierState.Open, open.State);
        Assert.Null(open.Outcome);
        Assert.Equal(OutcomeKind.Renegotiate, Assert.Single(open.EarlierOutcomes).Kind);
        Assert.Equal(OutcomeKind.Extend, open.Standpoints[^1].Wish);
    }

    [Fact]
    public async Task A_ticked_follow_up_silences_its_flag_and_an_unticked_one_wakes_it()
    {
        var (agreement, path) = await OpenAsync();
        await DoAsync(
            _partnership.Shelter,
            HttpMethod.Put,
            $"{path}/checklist/follow-up",
            new { note = "Protokoll 4/2026" }
        );
        await _partnership.WatchAsync();
        Assert.DoesNotContain(await agreement.FlagsAsync(_partnership.Shelter), f => f.Kind == FlagKind.FollowUpDue);

        var (view, _) = await DoAsync(
            _partnership.Municipality,
            HttpMethod.Delete,
            $"{path}/checklist/follow-up",
            null
        );
        await _partnership.WatchAsync();

        Assert.Null(view.Checklist.Single(item => item.Item == ChecklistItem.FollowUp).Done);
        Assert.Contains(await agreement.FlagsAsync(_partnership.Shelter), f => f.Kind == FlagKind.FollowUpDue);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await TryAsync(_partnership.Shelter, HttpMethod.Put, $"{path}/checklist/coffee", new { })).StatusCode
        );
    }

    [Fact]
    public async Task An_outcome_needs_both_sides_and_holds_nobody()
    {
        var (_, path) = await OpenAsync();
        await AssertProblemAsync(
            await TryAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/outcomes", Renewing()),
            HttpStatusCode.Conflict,
            "outcome-not-possible"
        );
        await SayAsync(path, _partnership.Municipality, OutcomeKind.Renew);
        await SayAsync(path, _partnership.Shelter, OutcomeKind.LetEnd);
        await AssertProblemAsync(
            await TryAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/outcomes", Renewing()),
            HttpStatusCode.Conflict,
            "outcome-not-possible"
        );
        await SayAsync(path, _partnership.Shelter, OutcomeKind.Extend);
        await AssertProblemAsync(
            await TryAsync(
                _partnership.Municipality,
                HttpMethod.Post,
                $"{path}/outcomes",
                Renewing(OutcomeKind.Extend)
            ),
            HttpStatusCode.Conflict,
            "outcome-not-possible"
        ); // it has no clause
        await AssertProblemAsync(
            await TryAsync(
                _partnership.Municipality,
                HttpMethod.Post,
                $"{path}/outcomes",
                new
                {
                    outcome = "renew",
                    reason = "Vi vill gå vidare.",
                    decidedOn = _partnership.Today,
                }
            ),
            HttpStatusCode.UnprocessableEntity,
            "decision-reference-missing"
        );
        Assert.Equal(DossierState.Open, (await ReadAsync(_partnership.Shelter, path)).View.State);
    }

    [Fact]
    public async Task Strangers_stale_readers_and_second_openers_are_refused()
    {
        var (agreement, path) = await OpenAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _partnership.Neighbour.Http.GetAsync(path)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await _partnership.Neighbour.Http.GetAsync($"{agreement.Path}/dossiers")).StatusCode
        );
        var standpoint = new { wish = "renew", comment = "Ja." };
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await SendAsync(_partnership.Neighbour, HttpMethod.Post, $"{path}/standpoints", standpoint, "*")
            ).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.PreconditionRequired,
            (await SendAsync(_partnership.Shelter, HttpMethod.Post, $"{path}/standpoints", standpoint, null)).StatusCode
        );
        var (_, etag) = await ReadAsync(_partnership.Shelter, path);
        var answers = await Task.WhenAll(
            SendAsync(_partnership.Shelter, HttpMethod.Post, $"{path}/standpoints", standpoint, etag),
            SendAsync(_partnership.Municipality, HttpMethod.Post, $"{path}/standpoints", standpoint, etag)
        );
        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.PreconditionFailed],
            answers.Select(answer => answer.StatusCode).Order()
        );
        await AssertProblemAsync(
            await SendAsync(_partnership.Shelter, HttpMethod.Post, $"{agreement.Path}/dossiers", new { }, null),
            HttpStatusCode.Conflict,
            "renewal-already-open"
        );
        var draft = await _partnership.ProposeAsync();
        await AssertProblemAsync(
            await SendAsync(_partnership.Shelter, HttpMethod.Post, $"{draft.Path}/dossiers", new { }, null),
            HttpStatusCode.Conflict,
            "nothing-to-renew"
        );
    }

    [Fact]
    public async Task A_moved_end_closes_the_dossier()
    {
        var (agreement, path) = await OpenAsync();
        await agreement.DoAsync(_partnership.Shelter, "dialogues");
        await agreement.DoAsync(_partnership.Shelter, "terminations");
        await _partnership.WatchAsync();

        var (view, _) = await ReadAsync(_partnership.Shelter, path);

        Assert.Equal(DossierState.Closed, view.State);
        Assert.Equal(["self", "agreement"], view.Links.Select(link => link.Rel));
    }

    private Task<Case> StartAsync() =>
        _partnership.InAsync(AgreementState.Active, new Plan(_partnership.Today, End, NoticeMonths: 3));

    private async Task<(Case Agreement, string Path)> OpenAsync()
    {
        var agreement = await StartAsync();
        using var opened = await SendAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{agreement.Path}/dossiers",
            new { },
            null
        );
        Assert.True(opened.StatusCode == HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        return (agreement, opened.Headers.Location!.PathAndQuery);
    }

    private static Task<(DossierView View, string ETag)> SayAsync(string path, Member by, OutcomeKind wish) =>
        DoAsync(by, HttpMethod.Post, $"{path}/standpoints", new { wish, comment = "Så tycker vi." });

    private object Renewing(OutcomeKind kind = OutcomeKind.Renew, string? plan = null) =>
        new
        {
            outcome = kind,
            reason = "Verksamheten behövs.",
            decidedOn = _partnership.Today,
            decisionReference = "SN § 45/2026",
            windDownPlan = plan,
        };

    /// <summary>Changes the dossier in the version that stands now.</summary>
    private static async Task<(DossierView View, string ETag)> DoAsync(
        Member by,
        HttpMethod method,
        string path,
        object? body
    )
    {
        using var response = await TryAsync(by, method, path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (
            (await response.Content.ReadFromJsonAsync<DossierView>(StrictJson.Options))!,
            response.Headers.ETag!.ToString()
        );
    }

    private static async Task<HttpResponseMessage> TryAsync(Member by, HttpMethod method, string path, object? body)
    {
        var dossier = string.Join('/', path.Split('/')[..7]);
        var (_, etag) = await ReadAsync(by, dossier);
        return await SendAsync(by, method, path, body, etag);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Member by,
        HttpMethod method,
        string path,
        object? body,
        string? etag
    )
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: StrictJson.Options),
        };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return await by.Http.SendAsync(request);
    }

    private static async Task<(DossierView View, string ETag)> ReadAsync(Member by, string path)
    {
        using var response = await by.Http.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (
            (await response.Content.ReadFromJsonAsync<DossierView>(StrictJson.Options))!,
            response.Headers.ETag!.ToString()
        );
    }

    private async Task<ListDossiers.Response> ListAsync(Case agreement) =>
        (
            await _partnership.Municipality.Http.GetFromJsonAsync<ListDossiers.Response>(
                $"{agreement.Path}/dossiers",
                StrictJson.Options
            )
        )!;

    private async Task<string> OnlyAsync(Case agreement) =>
        $"{agreement.Path}/dossiers/{Assert.Single((await ListAsync(agreement)).Dossiers).Id}";

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, body);
        Assert.Contains($"\"{code}\"", body, StringComparison.Ordinal);
    }
}
