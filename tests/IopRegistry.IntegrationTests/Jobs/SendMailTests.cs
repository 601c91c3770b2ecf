using System.Net;
using IopRegistry.Agreements;
using IopRegistry.Api.Hosting;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Messaging;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.IntegrationTests.Messaging;
using IopRegistry.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>Mail as it comes out of a real SMTP server.</summary>
public sealed class SendMailTests(Post post) : IClassFixture<Post>, IAsyncLifetime
{
    public Task InitializeAsync() => post.SettleAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Twenty_messages_are_one_mail_with_both_parts_and_its_letters_right()
    {
        var (person, _) = await ToldAsync(20);
        await post.RunAsync<SendMail>();
        Assert.Empty(post.Mail.Left()); // not before the morning

        post.Clock.Now = Partnership.Noon.AddDays(1);
        var counts = await post.RunAsync<SendMail>();

        var mail = await OnlyToAsync(person, counts["sent"]);
        Assert.Equal("Att känna till: 20 händelser i era partnerskap", mail.Subject);
        Assert.Equal("\"IOP i Exempelköping\" <iop@exempelkoping.example>", mail.From);
        Assert.Equal("multipart/alternative", mail.Type);
        Assert.True(mail.Ascii); // and so no server on the way has to understand more
        foreach (var part in new[] { mail.Text, mail.Html })
        {
            Assert.Equal(20, part.Split("Uppföljning närmar sig").Length - 1);
            Assert.Contains("Det här har hänt i era partnerskap:", part, StringComparison.Ordinal);
            Assert.Contains("2 mars 2026", part, StringComparison.Ordinal);
        }

        Assert.Contains("<li><strong>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('<', mail.Text.Replace("<https", "", StringComparison.Ordinal));
        Assert.Equal("auto-generated", mail.Headers["auto-submitted"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["list-unsubscribe-post"]);

        Assert.Empty(await post.RunAsync<SendMail>());
    }

    [Fact]
    public async Task What_people_write_is_escaped_in_HTML_and_as_it_is_in_text()
    {
        var person = await post.PersonAsync(post.Partnership.Municipality.Id);
        await Post.ChooseAsync(person, ("agreementSteps", "immediate"));
        var agreement = await post.Partnership.InAsync(AgreementState.Negotiating);
        var view = (await agreement.ReadAsync(post.Partnership.Shelter)).View;
        await agreement.DoAsync(
            post.Partnership.Shelter,
            "revise-description",
            new { description = view.Description with { Title = "Tak & \"omsorg\" <b>för</b> åtta" } }
        );
        await post.RunAsync<DispatchOutbox>();
        var counts = await post.RunAsync<SendMail>();

        var mail = await OnlyToAsync(person, counts["sent"]);
        Assert.Contains("Tak & \"omsorg\" <b>för</b> åtta", mail.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Tak &amp; &quot;omsorg&quot; &lt;b&gt;för&lt;/b&gt; åtta",
            mail.Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whoever_wants_English_gets_English_and_what_is_immediate_comes_at_once()
    {
        var (person, _) = await ToldAsync(1, language: "en", frequency: "immediate");
        var counts = await post.RunAsync<SendMail>();

        var mail = await OnlyToAsync(person, counts["sent"]);
        Assert.StartsWith("A follow-up is coming – IOP-2026-", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("The follow-up plan has a follow-up on 2026-03-03.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_without_signing_in_stops_mail_and_opening_the_page_does_not()
    {
        var (person, agreement) = await ToldAsync(1, frequency: "immediate");
        var mail = await OnlyToAsync(person, (await post.RunAsync<SendMail>())["sent"]);
        var address = new Uri(mail.Unsubscribe!).AbsolutePath;
        Assert.StartsWith(
            "https://iop.exempelkoping.example/iop/v1/unsubscriptions/",
            mail.Unsubscribe,
            StringComparison.Ordinal
        );
        using var anybody = post.Host.CreateClient();

        using var page = await anybody.GetAsync(address);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<form method=\"post\">", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(person.Email, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await post.RaiseAsync(agreement.Id, FlagKind.DecisionDue);
        await post.RunAsync<DispatchOutbox>();

        // As a mail program sends it (RFC 8058), twice.
        for (var i = 0; i < 2; i++)
        {
            using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var done = await anybody.PostAsync(address, click);
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        }

        await post.RunAsync<SendMail>();
        await post.RaiseAsync(agreement.Id, FlagKind.Gap);
        await post.RunAsync<DispatchOutbox>();
        post.Clock.Now = Partnership.Noon.AddDays(8);
        await post.RunAsync<SendMail>();
        Assert.DoesNotContain(post.Mail.Left(), m => m.To.Contains(person.Email));
        Assert.Equal(3, (await Post.ListAsync(person, "&kind=deadlines")).Count); // still shown
    }

    [Fact]
    public async Task A_last_warning_reaches_contacts_and_the_unsubscribed_and_cannot_be_stopped()
    {
        var municipality = post.Partnership.Municipality;
        await AddContactAsync(municipality, "headOfUnit", "Enhetschefen", "chefen@exempelkoping.example");
        await AddContactAsync(municipality, "boardSecretary", "Sekreteraren", "namnden@exempelkoping.example");
        await AddContactAsync(post.Partnership.Shelter, "contact", "Kontakten", "kontakt@asen.example");
        var officer = await post.PersonAsync(municipality.Id);
        await Post.ChooseAsync(
            officer,
            [.. new[] { "agreementSteps", "deadlines", "renewals", "connections" }.Select(kind => (kind, "off"))]
        );
        var agreement = await post.Partnership.ProposeAsync();
        await post.RaiseAsync(agreement.Id, FlagKind.DecisionDue, escalationDays: 14);

        Assert.Equal(["chefen@exempelkoping.example", "kontakt@asen.example", officer.Email], await WarnedAsync(14));
        Assert.Equal(["kontakt@asen.example", "namnden@exempelkoping.example", officer.Email], await WarnedAsync(28));

        async Task<IEnumerable<string>> WarnedAsync(int days)
        {
            post.Clock.Now = Partnership.Noon.AddDays(days);
            await post.RunAsync<WatchDates>();
            await post.RunAsync<DispatchOutbox>();
            var mails = await post.Mail.TakeAsync((await post.RunAsync<SendMail>())["sent"]);
            List<ReceivedMail> warnings =
            [
                .. mails.Where(mail => mail.Subject.StartsWith("Obesvarad bevakning: ", StringComparison.Ordinal)),
            ];
            Assert.All(warnings, mail => Assert.Null(mail.Unsubscribe));
            Assert.All(warnings, mail => Assert.Contains("Den skickas alltid.", mail.Text, StringComparison.Ordinal));
            return warnings
                .SelectMany(mail => mail.To)
                .Where(to => string.Equals(to, officer.Email, StringComparison.Ordinal) || Contacts.Contains(to))
                .Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task What_has_been_read_and_what_is_switched_off_is_not_mailed()
    {
        var (reader, _) = await ToldAsync(3);
        var (other, _) = await ToldAsync(3);
        using var marked = await reader.Http.PostAsync(
            "/iop/v1/notification-readings",
            new { upTo = Partnership.Noon },
            null
        );
        await Post.ChooseAsync(other, ("deadlines", "off"), ("agreementSteps", "off"));

        post.Clock.Now = Partnership.Noon.AddDays(1);
        await post.Mail.TakeAsync((await post.RunAsync<SendMail>()).GetValueOrDefault("sent"));

        var mailed = await post.QueryAsync(db =>
            db.Mails.CountAsync(m => m.RecipientId == reader.Id || m.RecipientId == other.Id)
        );
        Assert.Equal((HttpStatusCode.OK, 0), (marked.StatusCode, mailed));
    }

    [Fact]
    public async Task Two_nodes_write_and_send_one_mail()
    {
        var (person, _) = await ToldAsync(5, frequency: "immediate");

        var both = await Task.WhenAll(post.RunAsync<SendMail>(), post.RunAsync<SendMail>());
        var later = await post.RunAsync<SendMail>();

        var sent = both.Append(later).Sum(counts => counts.GetValueOrDefault("sent"));
        Assert.Single(await post.Mail.TakeAsync(sent), mail => mail.To.Contains(person.Email));
    }

    [Fact]
    public async Task A_refused_mail_stops_no_other_and_is_the_same_mail_when_it_is_sent_again()
    {
        var (unknown, _) = await ToldAsync(1, frequency: "immediate", email: "unknown@exempelkoping.example");
        var (later, _) = await ToldAsync(1, frequency: "immediate", email: "later@exempelkoping.example");
        var (person, _) = await ToldAsync(1, frequency: "immediate");

        var lines = new List<string>();
        await using var listened = post.Host.WithWebHostBuilder(host =>
            host.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(new Listener(lines)))
        );
        var counts = await post.RunAsync<SendMail>(listened);
        var mails = await post.Mail.TakeAsync(counts["sent"]);

        Assert.Contains(mails, mail => mail.To.Contains(person.Email));
        Assert.Equal((1, 1), (counts["failed"], counts["refused"]));
        Assert.Equal((MailState.Failed, "smtp-550"), await StateAsync(unknown));
        Assert.Equal((MailState.Waiting, "smtp-451"), await StateAsync(later));
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains('@', StringComparison.Ordinal));

        Assert.Empty(await post.RunAsync<SendMail>());
        post.Clock.Now += TimeSpan.FromMinutes(1);
        var again = await OnlyToAsync(later, (await post.RunAsync<SendMail>())["sent"]);
        var id = await post.QueryAsync(db =>
            db.Mails.Where(m => m.RecipientId == later.Id).Select(m => m.Id).SingleAsync()
        );
        Assert.Equal($"<{id:N}@exempelkoping.example>", again.MessageId);
    }

    [Fact]
    public async Task A_dead_server_costs_no_mail_anything_but_time()
    {
        var (person, _) = await ToldAsync(1, frequency: "immediate");
        int port;
        await using (var gone = await MailServer.StartAsync())
        {
            port = gone.Port;
        }

        await using var host = post.With(port);
        for (var run = 0; run < 12; run++)
        {
            var counts = await post.RunAsync<SendMail>(host);
            Assert.Equal(0, counts.GetValueOrDefault("sent"));
            post.Clock.Now += TimeSpan.FromMinutes(1);
        }

        await OnlyToAsync(person, (await post.RunAsync<SendMail>())["sent"]);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_written_and_nothing_comes_later()
    {
        var person = await post.PersonAsync(post.Partnership.Municipality.Id);
        await Post.ChooseAsync(person, ("agreementSteps", "immediate"));
        await using var host = post.With(mailPort: null);
        await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>(host);

        Assert.Empty(await post.RunAsync<SendMail>(host));
        Assert.Empty(await post.RunAsync<SendMail>());
        Assert.Single(await Post.ListAsync(person));
        using var health = await host.CreateClient().GetAsync("/health/ready");
        Assert.Contains(
            "No mail server is set; nobody gets e-mail.",
            await health.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    /// <summary>Told when the product starts, and not by mails that have no sender or lead nowhere.</summary>
    [Theory]
    [InlineData("Mail:From", "PublicAddress", "https://iop.example")]
    [InlineData("PublicAddress", "Mail:From", "iop@iop.example")]
    public void Half_a_setting_is_refused(string missing, string given, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Mail:Host"] = "smtp.example",
                    [given] = value,
                }
            )
            .Build();
        var refused = Assert.Throws<StartupException>(() => new MailSettings(configuration));
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
    }

    private static readonly string[] Contacts =
    [
        "chefen@exempelkoping.example",
        "namnden@exempelkoping.example",
        "kontakt@asen.example",
    ];

    /// <summary>A new person of the municipality, and as many flags.</summary>
    private async Task<(Person Person, Case Agreement)> ToldAsync(
        int flags,
        string language = "sv",
        string frequency = "daily",
        string? email = null
    )
    {
        var agreement = await post.Partnership.ProposeAsync();
        await post.RunAsync<DispatchOutbox>(); // the proposal itself is told to those who were there before
        var person = await post.PersonAsync(post.Partnership.Municipality.Id, Role.CaseOfficer, language, email);
        await Post.ChooseAsync(person, ("deadlines", frequency));
        await post.RaiseAsync(agreement.Id, FlagKind.ReportDue, flags, FlagAudience.PublicSide);
        await post.RunAsync<DispatchOutbox>();
        return (person, agreement);
    }

    /// <summary>The one mail that a person got among all that were sent.</summary>
    private async Task<ReceivedMail> OnlyToAsync(Person person, int sent) =>
        Assert.Single(await post.Mail.TakeAsync(sent), mail => mail.To.Contains(person.Email));

    private Task<(MailState, string?)> StateAsync(Person person) =>
        post.QueryAsync(async db =>
        {
            var mail = await db.Mails.SingleAsync(m => m.RecipientId == person.Id);
            return (mail.State, mail.LastError);
        });

    private static async Task AddContactAsync(Member member, string role, string name, string email)
    {
        var seen = await member.Http.GetOrganisationAsync(member.Id);
        using var added = await member.Http.PostAsync(
            $"{seen.Path}/contacts",
            new
            {
                role,
                name,
                email,
                validFrom = "2020-01-01",
            },
            seen.ETag
        );
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync());
    }

    private sealed class Listener(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                lock (lines)
                {
                    lines.Add($"{formatter(state, exception)} {exception}");
                }
            }
        }

        public void Dispose() { }
    }
}
