using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Me;
using IopRegistry.Api.Features.Notifications;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Messaging;
using IopRegistry.Notifications;

namespace IopRegistry.IntegrationTests.Features.Notifications;

/// <summary>What a person reads and chooses over HTTP.</summary>
public sealed class NotificationTests(Post post) : IClassFixture<Post>, IAsyncLifetime
{
    private const string Root = "/iop/v1/notifications";
    private const string Preferences = "/iop/v1/notification-preferences";
    private const string Readings = "/iop/v1/notification-readings";

    public Task InitializeAsync() => post.SettleAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Messages_are_listed_filtered_counted_and_marked()
    {
        var person = await ToldAsync(flags: 2);
        var all = await Post.ListAsync(person);
        Assert.Equal(["flag.raised", "flag.raised", "agreement.propose"], all.Select(n => n.Type));
        Assert.Equal(2, (await Post.ListAsync(person, "&type=flag.raised")).Count);
        Assert.Single(await Post.ListAsync(person, "&kind=agreementSteps"));
        Assert.Empty(await Post.ListAsync(person, "&unread=false"));
        Assert.Equal("3: 1 2", await CountAsync(person));

        using var read = await person.Http.GetAsync($"{Root}/{all[0].Id}");
        var link = (await read.Content.ReadFromJsonAsync<NotificationView>(StrictJson.Options))!.Links.Single(l =>
            l.Rel is "mark-read"
        );
        using var marked = await person.Http.PutAsync(
            new Uri(link.Href).AbsolutePath,
            new { read = true },
            read.Headers.ETag!.ToString()
        );
        var view = (await marked.Content.ReadFromJsonAsync<NotificationView>(StrictJson.Options))!;
        Assert.Equal((post.Clock.Now, "mark-unread"), (view.ReadAt, view.Links[1].Rel));
        Assert.Equal("2: 1 1", await CountAsync(person));

        using var unread = await person.Http.PutAsync(
            $"{Root}/{all[0].Id}",
            new { read = false },
            marked.Headers.ETag!.ToString()
        );
        Assert.Equal(HttpStatusCode.OK, unread.StatusCode);
        Assert.Equal("3: 1 2", await CountAsync(person));

        Assert.Equal(2, await MarkAsync(person, new { notificationIds = all.Take(2).Select(n => n.Id) }));
        Assert.Equal(1, await MarkAsync(person, new { upTo = post.Clock.Now }));
        Assert.Equal(0, await MarkAsync(person, new { upTo = post.Clock.Now })); // repeats safely
        Assert.Empty(await Post.ListAsync(person, "&unread=true"));
    }

    [Fact]
    public async Task Texts_follow_the_language_of_the_reader()
    {
        var person = await ToldAsync(flags: 1);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}?type=flag.raised");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var response = await person.Http.SendAsync(request);
        var english = (await response.Content.ReadFromJsonAsync<ListNotifications.Response>(StrictJson.Options))!;
        Assert.StartsWith("A follow-up is coming – IOP-", english.Notifications[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_or_marks_the_messages_of_others()
    {
        var person = await ToldAsync(flags: 0);
        var colleague = await post.PersonAsync(post.Partnership.Municipality.Id);
        var id = (await Post.ListAsync(person))[0].Id;

        using var read = await colleague.Http.GetAsync($"{Root}/{id}");
        await read.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        using var marked = await colleague.Http.PutAsync($"{Root}/{id}", new { read = true }, "\"1\"");
        await marked.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await MarkAsync(colleague, new { notificationIds = new[] { id } }));
        Assert.Single(await Post.ListAsync(person, "&unread=true"));
    }

    [Fact]
    public async Task A_change_needs_what_was_read_and_what_is_sent_must_make_sense()
    {
        var person = await ToldAsync(flags: 0);
        var address = $"{Root}/{(await Post.ListAsync(person))[0].Id}";
        using var anybody = post.Host.CreateClient();
        (HttpResponseMessage Response, int Status, string Code)[] refusals =
        [
            (await person.Http.PutAsync(address, new { read = true }, null), 428, "if-match-missing"),
            (await person.Http.PutAsync(address, new { read = true }, "\"7\""), 412, "changed-by-someone-else"),
            (await person.Http.PutAsync(address, new { read = "ja" }, "\"1\""), 400, "invalid-body"),
            (await person.Http.GetAsync($"{Root}?page=0"), 400, "invalid-query"),
            (await person.Http.GetAsync($"{Root}?kind=annat"), 400, "invalid-query"),
            (await person.Http.GetAsync($"{Root}?olast=true"), 400, "invalid-query"),
            (await person.Http.PostAsync(Readings, new { }, null), 422, "validation"),
            (
                await person.Http.PostAsync(
                    Readings,
                    new { upTo = post.Clock.Now, notificationIds = new[] { Guid.CreateVersion7() } },
                    null
                ),
                422,
                "validation"
            ),
            (
                await person.Http.PostAsync(Readings, new { notificationIds = Array.Empty<Guid>() }, null),
                422,
                "validation"
            ),
            (await anybody.GetAsync(Root), 401, "not-signed-in"),
        ];
        foreach (var (response, status, code) in refusals)
        {
            await response.AssertRefusedAsync((HttpStatusCode)status, code);
        }
    }

    [Fact]
    public async Task Choices_are_read_and_changed_and_the_last_warning_cannot_be_switched_off()
    {
        var person = await post.PersonAsync(post.Partnership.Municipality.Id);
        using var read = await person.Http.GetAsync(Preferences);
        var standard = (await read.Content.ReadFromJsonAsync<PreferencesView>(StrictJson.Options))!;
        var etag = read.Headers.ETag!.ToString();
        Assert.Equal((person.Email, "sv"), (standard.Email, standard.Language));
        Assert.Equal(NotificationKind.Escalations, Assert.Single(standard.Choices, c => !c.MayBeOff).Kind);
        Assert.Equal(MailFrequency.Daily, Of(standard, NotificationKind.Deadlines));

        (object Body, string? ETag, int Status, string Code)[] refusals =
        [
            (Choose(("escalations", "off")), etag, 422, "notification-kind-mandatory"),
            (Choose(("escalations", "weekly")), etag, 422, "notification-kind-mandatory"),
            (Choose(("deadlines", "off"), ("deadlines", "daily")), etag, 422, "notification-kind-twice"),
            (Choose(("deadlines", "ibland")), etag, 400, "invalid-body"),
            (Choose(), etag, 422, "validation"),
            (Choose(("deadlines", "off")), null, 428, "if-match-missing"),
            (Choose(("deadlines", "off")), "\"77\"", 412, "changed-by-someone-else"),
        ];
        foreach (var (body, tag, status, code) in refusals)
        {
            using var refused = await person.Http.PutAsync(Preferences, body, tag);
            await refused.AssertRefusedAsync((HttpStatusCode)status, code);
        }

        using var changed = await person.Http.PutAsync(
            Preferences,
            Choose(("deadlines", "weekly"), ("renewals", "off")),
            etag
        );
        var chosen = (await changed.Content.ReadFromJsonAsync<PreferencesView>(StrictJson.Options))!;
        Assert.Equal(
            (MailFrequency.Weekly, MailFrequency.Off, MailFrequency.Daily),
            (
                Of(chosen, NotificationKind.Deadlines),
                Of(chosen, NotificationKind.Renewals),
                Of(chosen, NotificationKind.AgreementSteps)
            )
        );
        Assert.NotEqual(etag, changed.Headers.ETag!.ToString());

        static object Choose(params (string Kind, string Frequency)[] choices) =>
            new { choices = choices.Select(c => new { kind = c.Kind, frequency = c.Frequency }) };

        static MailFrequency Of(PreferencesView view, NotificationKind kind) =>
            view.Choices.Single(c => c.Kind == kind).Frequency;
    }

    [Fact]
    public async Task The_address_that_unsubscribes_can_be_replaced_and_nobody_guesses_it()
    {
        var person = await post.PersonAsync(post.Partnership.Municipality.Id);
        await Post.ChooseAsync(person, ("agreementSteps", "immediate"));
        await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>();
        var mails = await post.Mail.TakeAsync((await post.RunAsync<SendMail>())["sent"]);
        var address = new Uri(mails.Single(m => m.To.Contains(person.Email)).Unsubscribe!).AbsolutePath;
        using var read = await person.Http.GetAsync(Preferences);

        using var replaced = await person.Http.PostAsync(
            $"{Preferences}/unsubscribe-addresses",
            new { },
            read.Headers.ETag!.ToString()
        );

        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        using var anybody = post.Host.CreateClient();
        foreach (var gone in new[] { address, "/iop/v1/unsubscriptions/gissning" })
        {
            using var page = await anybody.GetAsync(gone);
            await page.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
            using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var done = await anybody.PostAsync(gone, click);
            await done.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task I_am_told_who_I_am_and_say_where_I_am_reached()
    {
        using var http = await post.Partnership.Api.AsAsync(
            post.Partnership.Municipality.Id,
            post.Host,
            Role.Registrar,
            Role.Reader
        );
        using var read = await http.GetAsync("/iop/v1/me");
        var me = (await read.Content.ReadFromJsonAsync<MeView>(StrictJson.Options))!;
        Assert.Equal(
            ("Test Testsson", post.Partnership.Municipality.Id, "Exempelköpings kommun", "sv", null),
            (me.Name, me.OrganisationId, me.OrganisationName, me.Language, me.Email)
        );
        Assert.Equal([Role.Registrar, Role.Reader], me.Roles);
        Assert.Contains("webhooks:manage", me.Permissions);
        Assert.DoesNotContain("agreements:sign", me.Permissions);

        var etag = read.Headers.ETag!.ToString();
        (object Body, string? ETag, int Status, string Code)[] refusals =
        [
            (new { language = "fi" }, etag, 422, "user-language-unknown"),
            (new { language = "sv", email = "Anna <anna@exempel.se>" }, etag, 422, "user-email-invalid"),
            (new { language = "sv", email = new string('a', 300) }, etag, 422, "validation"),
            (new { email = "anna@exempel.se" }, etag, 400, "invalid-body"),
            (new { language = "sv", name = "Annan" }, etag, 400, "invalid-body"),
            (new { language = "en" }, null, 428, "if-match-missing"),
            (new { language = "en" }, "\"9\"", 412, "changed-by-someone-else"),
        ];
        foreach (var (body, tag, status, code) in refusals)
        {
            using var refused = await http.PutAsync("/iop/v1/me", body, tag);
            await refused.AssertRefusedAsync((HttpStatusCode)status, code);
        }

        using var changed = await http.PutAsync("/iop/v1/me", new { language = "en", email = "anna@exempel.se" }, etag);
        var after = (await changed.Content.ReadFromJsonAsync<MeView>(StrictJson.Options))!;
        Assert.Equal(("en", "anna@exempel.se"), (after.Language, after.Email));
    }

    private async Task<Person> ToldAsync(int flags)
    {
        var person = await post.PersonAsync(post.Partnership.Municipality.Id);
        var agreement = await post.Partnership.ProposeAsync();
        if (flags > 0)
        {
            post.Clock.Now += TimeSpan.FromMinutes(1);
            await post.RaiseAsync(agreement.Id, FlagKind.ReportDue, flags);
        }

        await post.RunAsync<DispatchOutbox>();
        return person;
    }

    private static async Task<string> CountAsync(Person person)
    {
        var counts = await person.Http.GetFromJsonAsync<CountNotifications.Response>(
            "/iop/v1/notification-counts",
            StrictJson.Options
        );
        return $"{counts!.Unread}: {string.Join(' ', counts.Kinds.Select(k => k.Unread))}";
    }

    private static async Task<int> MarkAsync(Person person, object body)
    {
        using var response = await person.Http.PostAsync(Readings, body, null);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<MarkNotifications.Response>(StrictJson.Options))!.Marked;
    }
}
