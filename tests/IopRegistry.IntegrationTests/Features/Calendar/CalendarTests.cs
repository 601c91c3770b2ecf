using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Calendar;
using IopRegistry.Api.Features.Organisations;
using IopRegistry.Api.Jobs;
using IopRegistry.Calendars;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Features.Calendar;

/// <summary>Deadlines and meetings in a calendar program.</summary>
public sealed class CalendarTests : IAsyncLifetime
{
    private const string Feeds = "/iop/v1/calendar-feeds";

    private readonly Partnership _partnership = new();

    public Task InitializeAsync() => _partnership.InitializeAsync();

    public Task DisposeAsync() => _partnership.DisposeAsync();

    private DateOnly Today => _partnership.Today;

    [Fact]
    public async Task Deadlines_are_all_day_events_in_the_readers_language()
    {
        await ActiveAsync("Skyddat boende; Åmål, Öster\\Väster – ett mycket långt namn på ett avtal som ska vikas");
        await WatchAsync();

        var swedish = await ReadAsync(_partnership.Shelter, "sv");
        var english = await ReadAsync(_partnership.Municipality, "en");

        var ends = Single(swedish, "Avtalet löper ut");
        Assert.Equal(Today.AddDays(364), ends.Date);
        Assert.Contains("Åmål, Öster\\Väster", ends.Summary, StringComparison.Ordinal);
        Assert.Contains("IOP-2026-", ends.Description, StringComparison.Ordinal);
        Assert.Contains("/iop/v1/agreements/", ends.Properties["URL"], StringComparison.Ordinal);
        Assert.Equal(ends.Uid, Single(english, "The agreement is expiring").Uid);
        Assert.Contains(_partnership.Shelter.Name, swedish.Properties["NAME"], StringComparison.Ordinal);
        Assert.Empty((await ReadAsync(_partnership.Neighbour, "sv")).Events);
    }

    [Fact]
    public async Task A_moved_date_moves_in_the_calendar_and_one_whose_cause_is_gone_is_cancelled()
    {
        var agreement = await ActiveAsync("Skyddat boende");
        await WatchAsync();
        var before = await ReadAsync(_partnership.Shelter, "sv");
        await agreement.DoAsync(_partnership.Mission, "notices"); // three months from today
        await WatchAsync();

        var after = await ReadAsync(_partnership.Shelter, "sv");

        var (old, moved) = (Single(before, "Avtalet löper ut"), Single(after, "Avtalet löper ut"));
        Assert.Equal(old.Uid, moved.Uid);
        Assert.True(moved.Date < old.Date);
        Assert.True(moved.Sequence >= old.Sequence);
        Assert.All(
            before.Events.Where(e => after.Find(e.Uid) is null),
            gone => // notice has been given, and nothing is followed up after the end
                Assert.True(
                    gone.Date > moved.Date || gone.Summary.Contains("uppsägning", StringComparison.OrdinalIgnoreCase),
                    gone.Summary
                )
        );
    }

    [Fact]
    public async Task A_raised_flag_that_is_closed_before_its_day_is_a_cancelled_event()
    {
        var agreement = await ActiveAsync("Skyddat boende", Today.AddDays(170)); // expiring soon since today
        await WatchAsync();
        var before = Single(await ReadAsync(_partnership.Shelter, "sv"), "Avtalet löper ut");
        var successor = new Case(_partnership, (await agreement.DoAsync(_partnership.Shelter, "renewals")).View.Id);
        await successor.CarryToAsync(AgreementState.Signing, new Plan(Today.AddDays(171), Today.AddDays(600)));
        await WatchAsync();

        var after = (await ReadAsync(_partnership.Shelter, "sv")).Find(before.Uid)!;

        Assert.False(before.IsCancelled);
        Assert.True(after.IsCancelled);
        Assert.True(after.Sequence >= before.Sequence);
    }

    [Fact]
    public async Task Meetings_of_the_boards_in_the_agreements_are_there_for_both_sides_and_move()
    {
        await ActiveAsync("Skyddat boende");
        var meetings = $"{OrganisationClient.Path(_partnership.Municipality.Id)}/board-meetings";
        var body = new
        {
            boardId = _partnership.Municipality.Board,
            date = "2026-05-05",
            submitBy = "2026-04-21",
        };
        var added = await _partnership.Municipality.Http.PostAsJsonAsync(meetings, body);
        var other = new { boardId = _partnership.Municipality.OtherBoard, date = "2026-05-06" };
        await _partnership.Municipality.Http.PostAsJsonAsync(meetings, other);
        var meeting = await added.ReadAsync<BoardMeetingView>();

        var before = Single(await ReadAsync(_partnership.Mission, "sv"), "Sammanträde: Socialnämnden");
        await _partnership.Municipality.Http.PutAsync(
            added.Headers.Location!.AbsolutePath,
            new { date = "2026-05-12" },
            added.Headers.ETag!.ToString()
        );
        var after = Single(await ReadAsync(_partnership.Mission, "sv"), "Sammanträde: Socialnämnden");

        Assert.Equal((meeting.Date, new DateOnly(2026, 5, 12)), (before.Date, after.Date));
        Assert.Contains("2026-04-21", before.Description, StringComparison.Ordinal);
        Assert.Equal(before.Uid, after.Uid);
        Assert.True(after.Sequence > before.Sequence);
        Assert.DoesNotContain(
            (await ReadAsync(_partnership.Mission, "sv")).Events,
            e => e.Summary.Contains("Utbildningsnämnden", StringComparison.Ordinal)
        );
        Assert.Contains(
            (await ReadAsync(_partnership.Municipality, "sv")).Events,
            e => e.Summary.Contains("Utbildningsnämnden", StringComparison.Ordinal)
        );
        Assert.Empty((await ReadAsync(_partnership.Neighbour, "sv")).Events);
    }

    [Fact]
    public async Task An_unchanged_calendar_is_not_sent_again_and_other_formats_are_refused()
    {
        await ActiveAsync("Skyddat boende");
        await WatchAsync();
        using var first = await _partnership.Shelter.Http.GetAsync("/iop/v1/calendar");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/iop/v1/calendar");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var json = new HttpRequestMessage(HttpMethod.Get, "/iop/v1/calendar");
        json.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        Assert.Equal("text/calendar; charset=utf-8", first.Content.Headers.ContentType!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await _partnership.Shelter.Http.SendAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await _partnership.Shelter.Http.SendAsync(json)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await _partnership.Api.Anonymous().GetAsync("/iop/v1/calendar")).StatusCode
        );
    }

    [Fact]
    public async Task A_personal_address_works_without_signing_in_until_it_is_revoked()
    {
        await ActiveAsync("Skyddat boende");
        await WatchAsync();
        var owner = await _partnership.Api.AsAsync(_partnership.Shelter.Id, _partnership.Host, Role.Reader);
        var colleague = await _partnership.Api.AsAsync(_partnership.Shelter.Id, _partnership.Host, Role.Reader);
        using var anyone = _partnership.Host.CreateClient();

        var opened = await OpenAsync(owner, new { name = "Telefonen", language = "en" });
        using var read = await anyone.GetAsync(opened.Address);
        using var again = new HttpRequestMessage(HttpMethod.Get, opened.Address);
        again.Headers.IfNoneMatch.Add(read.Headers.ETag!);
        using var unchanged = await anyone.SendAsync(again);
        var listed = await ListAsync(owner);
        var theirs = await ListAsync(colleague);
        var notTheirs = await colleague.DeleteAsync($"{Feeds}/{opened.Feed.Id}");
        var revoked = await owner.DeleteAsync($"{Feeds}/{opened.Feed.Id}");
        var repeated = await owner.DeleteAsync($"{Feeds}/{opened.Feed.Id}");
        using var after = await anyone.GetAsync(opened.Address);

        Single(ParsedCalendar.Read(await read.Content.ReadAsByteArrayAsync()), "The agreement is expiring");
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(
            ("Telefonen", Today),
            (Assert.Single(listed.CalendarFeeds).Name, listed.CalendarFeeds[0].LastUsedOn)
        );
        Assert.Empty(theirs.CalendarFeeds);
        Assert.Equal(HttpStatusCode.NotFound, notTheirs.StatusCode);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (revoked.StatusCode, repeated.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Empty((await ListAsync(owner)).CalendarFeeds);
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.GetAsync("/iop/v1/calendars/iopcal0")).StatusCode);
    }

    [Fact]
    public async Task The_key_is_stored_as_a_hash_and_leaves_with_its_owner()
    {
        using var anyone = _partnership.Host.CreateClient();
        var opened = await OpenAsync(_partnership.Shelter.Http, new { name = "Datorn" });
        var key = opened.Address.Split('/')[^1];
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync(opened.Address)).StatusCode);

        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var feed = await db.CalendarFeeds.SingleAsync(f => f.Id == opened.Feed.Id);
        Assert.Equal(CalendarFeed.HashOf(key), feed.KeyHash);
        var left = new Membership(_partnership.Shelter.Id, [Role.Reader], DateOnly.MinValue, Today.AddDays(-1));
        await db
            .Users.Where(u => u.Id == feed.UserId)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.Memberships, (IReadOnlyList<Membership>)new[] { left }));

        Assert.Equal(HttpStatusCode.NotFound, (await anyone.GetAsync(opened.Address)).StatusCode);
    }

    [Fact]
    public async Task Wrong_and_too_many_addresses_are_refused_and_a_key_gives_the_same_one_again()
    {
        var owner = await _partnership.Api.AsAsync(_partnership.Shelter.Id, _partnership.Host, Role.Reader);
        await (await owner.PostAsJsonAsync(Feeds, new { name = " " })).AssertRefusedAsync(
            HttpStatusCode.UnprocessableEntity,
            "validation"
        );
        await (await owner.PostAsJsonAsync(Feeds, new { name = "x", language = "fi" })).AssertRefusedAsync(
            HttpStatusCode.UnprocessableEntity,
            "validation"
        );
        var operators = await _partnership.Api.AsAsync(Guid.CreateVersion7(), _partnership.Host, Role.Operator);
        await (await operators.PostAsJsonAsync(Feeds, new { name = "x" })).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "permission-missing"
        );

        owner.DefaultRequestHeaders.Add("Idempotency-Key", "one-and-the-same");
        var first = await OpenAsync(owner, new { name = "Telefonen" });
        var repeated = await OpenAsync(owner, new { name = "Telefonen" });
        owner.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.Equal(first.Address, repeated.Address);

        for (var i = 1; i < CalendarFeed.MostPerUser; i++)
        {
            await OpenAsync(owner, new { name = $"Nummer {i}" });
        }

        await (await owner.PostAsJsonAsync(Feeds, new { name = "En till" })).AssertRefusedAsync(
            HttpStatusCode.Conflict,
            "calendar-feeds-too-many"
        );
    }

    private static ParsedEvent Single(ParsedCalendar calendar, string summary) =>
        Assert.Single(calendar.Events, e => e.Summary.StartsWith(summary, StringComparison.Ordinal));

    private async Task<Case> ActiveAsync(string title, DateOnly? end = null)
    {
        var agreement = await _partnership.ProposeAsync(body: Said.Proposal(_partnership, title));
        await agreement.CarryToAsync(AgreementState.Active, new Plan(Today, end ?? Today.AddDays(364)));
        return agreement;
    }

    private async Task WatchAsync()
    {
        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        await new WatchDates(db, _partnership.Api.Clock, NullLogger<WatchDates>.Instance).RunAsync(default);
    }

    private static async Task<ParsedCalendar> ReadAsync(Member by, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/iop/v1/calendar");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/calendar"));
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        using var response = await by.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return ParsedCalendar.Read(await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task<OpenCalendarFeed.Response> OpenAsync(HttpClient http, object body)
    {
        var response = await http.PostAsJsonAsync(Feeds, body);
        Assert.True(HttpStatusCode.Created == response.StatusCode, await response.Content.ReadAsStringAsync());
        return await response.ReadAsync<OpenCalendarFeed.Response>();
    }

    private static async Task<ListCalendarFeeds.Response> ListAsync(HttpClient http) =>
        await (await http.GetAsync(Feeds)).ReadAsync<ListCalendarFeeds.Response>();
}
