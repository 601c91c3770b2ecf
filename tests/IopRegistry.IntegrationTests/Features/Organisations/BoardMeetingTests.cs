using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Organisations;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

/// <summary>The meeting calendar of boards.</summary>
public sealed class BoardMeetingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_meeting_is_planned_read_moved_and_removed()
    {
        var place = await ArrangeAsync();

        var added = await place.Admin.PostAsJsonAsync(
            place.Meetings,
            new Meeting("2026-11-18") { SubmitBy = "2026-11-04", Note = "  Budget i Åmål  " }.On(place.Board)
        );
        var view = await ViewAsync(added, HttpStatusCode.Created);
        var address = added.Headers.Location!.AbsolutePath;
        var read = await place.Admin.GetAsync(address);
        var moved = await place.Admin.PutAsync(address, new Meeting("2026-11-25"), added.Headers.ETag!.ToString());
        var again = await place.Admin.PutAsync(address, new Meeting("2026-11-25"), moved.Headers.ETag!.ToString());
        var removed = await DeleteAsync(place.Admin, address, moved.Headers.ETag!.ToString());

        Assert.Equal((place.Board, new DateOnly(2026, 11, 18)), (view.BoardId, view.Date));
        Assert.Equal((new DateOnly(2026, 11, 4), "Budget i Åmål"), (view.SubmitBy, view.Note));
        Assert.Equal(["self", "update", "remove"], view.Links.Select(link => link.Rel));
        Assert.Equal(added.Headers.ETag, read.Headers.ETag);
        var after = await ViewAsync(moved, HttpStatusCode.OK);
        Assert.Equal(
            (view.Id, new DateOnly(2026, 11, 25), null, null),
            (after.Id, after.Date, after.SubmitBy, after.Note)
        );
        Assert.Equal(moved.Headers.ETag, again.Headers.ETag); // saying what is already so changes nothing
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await place.Admin.GetAsync(address)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await DeleteAsync(place.Admin, address, moved.Headers.ETag!.ToString())).StatusCode
        );
    }

    [Fact]
    public async Task A_years_calendar_is_taken_in_at_once_and_twice_changes_nothing()
    {
        var place = await ArrangeAsync();
        var year = Enumerable
            .Range(1, 12)
            .Select(month => new Meeting(new DateOnly(2027, month, 15).ToString("o", CultureInfo.InvariantCulture)))
            .ToArray();

        var first = await PlanAsync(place, year);
        var second = await PlanAsync(place, year);
        year[5] = year[5] with { Note = "Flyttad lokal" };
        var third = await PlanAsync(place, year[5], new Meeting("2028-01-12"));

        Assert.Equal((12, 0, 0), (first.Added, first.Changed, first.Unchanged));
        Assert.Equal((0, 0, 12), (second.Added, second.Changed, second.Unchanged));
        Assert.Equal((1, 1, 0), (third.Added, third.Changed, third.Unchanged));
        Assert.Equal(first.Meetings.Select(m => m.Id), second.Meetings.Select(m => m.Id));
        Assert.Equal(13, (await ListAsync(place.Admin, place.Meetings)).Meta.TotalRecords);
    }

    [Fact]
    public async Task The_calendar_is_read_by_everyone_in_order_of_date_and_by_board()
    {
        var place = await ArrangeAsync();
        await PlanAsync(place, new Meeting("2027-03-01"), new Meeting("2027-01-01"), new Meeting("2027-02-01"));
        await PlanAsync(place with { Board = place.OtherBoard }, new Meeting("2027-02-01"));
        var stranger = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Reader);

        var all = await ListAsync(stranger, place.Meetings);
        var some = await ListAsync(stranger, $"{place.Meetings}?from=2027-02-01&to=2027-02-28");
        var board = await ListAsync(stranger, $"{place.Meetings}?boardId={place.Board}&limit=1&page=2");

        Assert.Equal(4, all.BoardMeetings.Count);
        Assert.Equal(
            all.BoardMeetings.OrderBy(m => m.Date).ThenBy(m => m.Id).Select(m => m.Id),
            all.BoardMeetings.Select(m => m.Id)
        );
        Assert.Equal(2, some.BoardMeetings.Count);
        Assert.Equal(new DateOnly(2027, 2, 1), Assert.Single(board.BoardMeetings).Date);
        Assert.Equal((3, 3), (board.Meta.TotalRecords, board.Meta.TotalPages));
        Assert.Equal(["self"], all.BoardMeetings[0].Links.Select(link => link.Rel));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await stranger.GetAsync($"{place.Meetings}?boardId=nämnden")).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.GetAsync($"{Path(Guid.CreateVersion7())}/board-meetings")).StatusCode
        );
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_by_its_code()
    {
        var place = await ArrangeAsync();
        (object Body, HttpStatusCode Status, string Code)[] attempts =
        [
            (new Meeting("2026-11-18").On(Guid.CreateVersion7()), HttpStatusCode.UnprocessableEntity, "board-unknown"),
            (new Meeting("2026-11-18").On(place.Department), HttpStatusCode.UnprocessableEntity, "board-unknown"),
            (new Meeting("2019-11-18").On(place.Board), HttpStatusCode.UnprocessableEntity, "board-not-valid-then"),
            (
                new Meeting("2026-11-18") { SubmitBy = "2026-11-19" }.On(place.Board),
                HttpStatusCode.UnprocessableEntity,
                "submit-by-after-meeting"
            ),
            (
                new Meeting("2026-11-18") { Note = new string('å', 201) }.On(place.Board),
                HttpStatusCode.UnprocessableEntity,
                "validation"
            ),
            (new Meeting("2026-11-31").On(place.Board), HttpStatusCode.BadRequest, "invalid-body"),
            (new { date = "2026-11-18" }, HttpStatusCode.BadRequest, "invalid-body"),
        ];

        foreach (var (body, status, code) in attempts)
        {
            await (await place.Admin.PostAsJsonAsync(place.Meetings, body)).AssertRefusedAsync(status, code);
        }

        var other = await ArrangeAsync();
        await (
            await place.Admin.PostAsJsonAsync(
                place.Plans,
                new { boardId = other.Board, meetings = new[] { new Meeting("2026-11-18") } }
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "board-unknown");
        await (
            await place.Admin.PostAsJsonAsync(
                place.Plans,
                new { boardId = place.Board, meetings = new[] { new Meeting("2026-11-18"), new Meeting("2026-11-18") } }
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validation");
        await (
            await place.Admin.PostAsJsonAsync(
                place.Plans,
                new { boardId = place.Board, meetings = new[] { new Meeting("2026-11-18"), new Meeting("2019-01-01") } }
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "board-not-valid-then");
        await (
            await place.Admin.PostAsJsonAsync(
                place.Plans,
                new { boardId = place.Board, meetings = Array.Empty<object>() }
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validation");
        Assert.Equal(0, (await ListAsync(place.Admin, place.Meetings)).Meta.TotalRecords); // all or none
    }

    [Fact]
    public async Task Others_do_not_touch_it_and_nobody_without_the_ETag()
    {
        var place = await ArrangeAsync();
        var added = await place.Admin.PostAsJsonAsync(place.Meetings, new Meeting("2026-11-18").On(place.Board));
        var address = added.Headers.Location!.AbsolutePath;
        var etag = added.Headers.ETag!.ToString();
        var moved = await place.Admin.PutAsync(address, new Meeting("2026-11-19"), etag);
        var now = moved.Headers.ETag!.ToString();
        var stranger = await api.AsAsync(Guid.CreateVersion7());
        var colleague = await api.AsAsync(place.Id, roles: Role.CaseOfficer);
        var reader = await api.AsAsync(place.Id, roles: Role.Reader);
        var elsewhere = await ArrangeAsync();

        foreach (var outsider in (HttpClient[])[stranger, colleague])
        {
            await (
                await outsider.PostAsJsonAsync(place.Meetings, new Meeting("2026-12-01").On(place.Board))
            ).AssertRefusedAsync(HttpStatusCode.Forbidden, "organisation-not-yours");
            await (await outsider.PutAsync(address, new Meeting("2026-12-01"), now)).AssertRefusedAsync(
                HttpStatusCode.Forbidden,
                "organisation-not-yours"
            );
            await (await DeleteAsync(outsider, address, now)).AssertRefusedAsync(
                HttpStatusCode.Forbidden,
                "organisation-not-yours"
            );
        }

        await (await DeleteAsync(reader, address, now)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "permission-missing"
        );
        await (await DeleteAsync(place.Admin, address, etag)).AssertRefusedAsync(
            HttpStatusCode.PreconditionFailed,
            "changed-by-someone-else"
        );
        await (await DeleteAsync(place.Admin, address, null)).AssertRefusedAsync(
            (HttpStatusCode)428,
            "if-match-missing"
        );
        await (await place.Admin.PutAsync(address, new Meeting("2026-12-01"), etag)).AssertRefusedAsync(
            HttpStatusCode.PreconditionFailed,
            "changed-by-someone-else"
        );

        // The meeting exists, but not in that organisation.
        var astray = address.Replace(place.Id.ToString(), elsewhere.Id.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Admin.GetAsync(astray)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await DeleteAsync(elsewhere.Admin, astray, now)).StatusCode);
    }

    [Fact]
    public async Task One_of_two_who_plan_the_same_day_at_once_is_refused_and_a_key_gives_the_same_answer_again()
    {
        var place = await ArrangeAsync();
        var race = new Rendezvous(parties: 2);
        await using var host = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(race))
        );
        var one = await api.AsAsync(place.Id, host, Role.Admin);
        var two = await api.AsAsync(place.Id, host, Role.Admin);
        var body = new Meeting("2026-11-18").On(place.Board);

        var answers = await Task.WhenAll(
            one.PostAsJsonAsync(place.Meetings, body),
            two.PostAsJsonAsync(place.Meetings, body)
        );
        var first = await PostWithKeyAsync(place.Admin, place.Meetings, new Meeting("2026-12-16").On(place.Board));
        var repeated = await PostWithKeyAsync(place.Admin, place.Meetings, new Meeting("2026-12-16").On(place.Board));

        var refused = answers.Single(answer => answer.StatusCode != HttpStatusCode.Created);
        await refused.AssertRefusedAsync(HttpStatusCode.Conflict, "board-meeting-taken");
        await (await place.Admin.PostAsJsonAsync(place.Meetings, body)).AssertRefusedAsync(
            HttpStatusCode.Conflict,
            "board-meeting-taken"
        );
        Assert.Equal(
            (HttpStatusCode.Created, first.Headers.Location),
            (repeated.StatusCode, repeated.Headers.Location)
        );
        Assert.Equal(2, (await ListAsync(place.Admin, place.Meetings)).Meta.TotalRecords);
    }

    private sealed record Place(HttpClient Admin, Guid Id, Guid Board, Guid OtherBoard, Guid Department)
    {
        public string Meetings => $"{Path(Id)}/board-meetings";

        public string Plans => $"{Path(Id)}/meeting-plans";
    }

    private sealed record Meeting(string Date)
    {
        public string? SubmitBy { get; init; }

        public string? Note { get; init; }

        public object On(Guid boardId) =>
            new
            {
                boardId,
                date = Date,
                submitBy = SubmitBy,
                note = Note,
            };
    }

    private static async Task<HttpResponseMessage> PostWithKeyAsync(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", "one-and-the-same");
        return await client.SendAsync(request);
    }

    private async Task<Place> ArrangeAsync()
    {
        var steward = await api.AsAsync(Guid.CreateVersion7());
        var seen = await steward.RegisterAsync(Municipality());
        foreach (
            var (kind, name) in new[]
            {
                ("board", "Socialnämnden"),
                ("board", "Nämnden"),
                ("department", "Förvaltningen"),
            }
        )
        {
            using var response = await steward.PostAsync(
                $"{seen.Path}/units",
                new
                {
                    kind,
                    name,
                    validFrom = "2020-01-01",
                },
                seen.ETag
            );
            seen = await response.SeenAsync(HttpStatusCode.Created);
        }

        var units = seen.View.Units;
        return new Place(await api.AsAdminOfAsync(seen.Id), seen.Id, units[0].Id, units[1].Id, units[2].Id);
    }

    private static async Task<AdoptMeetingPlan.Response> PlanAsync(Place place, params Meeting[] meetings)
    {
        var response = await place.Admin.PostAsJsonAsync(place.Plans, new { boardId = place.Board, meetings });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.ReadAsync<AdoptMeetingPlan.Response>();
    }

    private static async Task<ListBoardMeetings.Response> ListAsync(HttpClient client, string address) =>
        await (await client.GetAsync(address)).ReadAsync<ListBoardMeetings.Response>();

    private static async Task<BoardMeetingView> ViewAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.True(expected == response.StatusCode, await response.Content.ReadAsStringAsync());
        return await response.ReadAsync<BoardMeetingView>();
    }

    private static async Task<HttpResponseMessage> DeleteAsync(HttpClient client, string address, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, address);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return await client.SendAsync(request);
    }
}
