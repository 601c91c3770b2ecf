using System.Net;
using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.PersonalData;
using IopRegistry.Api.Features.Retention;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Retention;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>What is kept its time goes, what is kept for good stays, and whoever has left loses the name.</summary>
public sealed class ApplyRetentionTests(Partnership partnership) : IClassFixture<Partnership>
{
    private const string Root = "/iop/v1";

    private static readonly DateTimeOffset Now = Partnership.Noon;

    [Fact]
    public async Task The_dry_run_counts_what_the_job_takes_away_and_takes_nothing()
    {
        partnership.Api.Clock.Now = Now;
        var agreement = await partnership.InAsync(AgreementState.Active);
        var steps = (await agreement.TimelineAsync(partnership.Shelter)).Count;
        await partnership.Api.ArrangeAsync(
            MailFrom(Now.AddDays(-31), sent: true),
            MailFrom(Now.AddDays(-31), sent: false),
            MailFrom(Now.AddDays(-29), sent: true)
        );
        await ArrangeMessageAsync(Now.AddDays(-366));
        await ArrangeMessageAsync(Now.AddDays(-364));
        using var operatorOf = await partnership.Api.AsAsync(Guid.CreateVersion7(), partnership.Host, Role.Operator);

        var before = await DueAsync(operatorOf);
        Assert.Equal(before, await DueAsync(operatorOf));
        var gone = await RunAsync();

        Assert.Equal((1, 1), (gone["mails"], gone["messages"]));
        Assert.Equal(
            before.Where(rule => rule.Value > 0).OrderBy(rule => rule.Key, StringComparer.Ordinal),
            gone.Select(count => KeyValuePair.Create(count.Key, count.Value))
                .OrderBy(c => c.Key, StringComparer.Ordinal)
        );
        Assert.Empty(await RunAsync());
        Assert.All(await DueAsync(operatorOf), rule => Assert.Equal(0, rule.Value));
        Assert.Equal(steps, (await agreement.TimelineAsync(partnership.Shelter)).Count);
        using var refused = await partnership.Municipality.Http.GetAsync($"{Root}/retention");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Whoever_left_half_a_year_ago_loses_the_name_and_every_way_in()
    {
        partnership.Api.Clock.Now = Now;
        var today = partnership.Today;
        var gone = Leaver(today.AddDays(-RetentionRules.LeaverDays - 1));
        var lately = Leaver(today.AddDays(-RetentionRules.LeaverDays + 1));
        var account = new Account
        {
            Id = gone.Id,
            Email = "test@example.com",
            NormalizedEmail = "TEST@EXAMPLE.COM",
            CreatedAt = Now,
        };
        var session = new Session
        {
            UserId = gone.Id,
            OrganisationId = Guid.CreateVersion7(),
            Kind = SessionKind.Tokens,
            Method = SignInMethod.Password,
            Client = "test",
            StartedAt = Now,
            LastUsedAt = Now,
            ExpiresAt = Now.AddDays(90),
        };
        await partnership.Api.ArrangeAsync(
            gone,
            lately,
            account,
            session,
            RefreshToken.Issue(session, Now).Stored,
            AccessToken.Issue(session, Now, Session.AccessLifetime).Stored
        );

        Assert.Equal(1, (await RunAsync())["leavers"]);

        await using var scope = partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var after = await db.Users.SingleAsync(user => user.Id == gone.Id);
        Assert.Equal((User.FormerUser, null), (after.Name, after.Email));
        Assert.Equal(Role.Legal, after.Memberships.Single().Roles.Single());
        Assert.Equal("Test Testsson", (await db.Users.SingleAsync(user => user.Id == lately.Id)).Name);
        Assert.False(await db.Accounts.AnyAsync(a => a.Id == gone.Id));
        Assert.False(await db.Sessions.AnyAsync(s => s.UserId == gone.Id));
        Assert.False(await db.AccessTokens.AnyAsync(t => t.UserId == gone.Id));
        Assert.False((await RunAsync()).ContainsKey("leavers"));
    }

    [Fact]
    public async Task An_operator_anonymises_whoever_has_left_and_nobody_else()
    {
        partnership.Api.Clock.Now = Now;
        var (left, here) = (Leaver(partnership.Today.AddDays(-1)), Leaver(null));
        await partnership.Api.ArrangeAsync(left, here);
        using var operatorOf = await partnership.Api.AsAsync(Guid.CreateVersion7(), partnership.Host, Role.Operator);

        await (await PostAsync(operatorOf, here.Id)).AssertRefusedAsync(HttpStatusCode.Conflict, "user-still-member");
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(operatorOf, Guid.CreateVersion7())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(partnership.Municipality.Http, left.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(operatorOf, left.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(operatorOf, left.Id)).StatusCode);
    }

    [Fact]
    public async Task Everybody_reads_what_is_stored_about_them_and_about_nobody_else()
    {
        partnership.Api.Clock.Now = Now;
        var agreement = await partnership.InAsync(AgreementState.Active);
        var mine = (await agreement.TimelineAsync(partnership.Mission)).Count(s =>
            s.OrganisationId == partnership.Mission.Id
        );
        Assert.True(mine > 0);
        var http = partnership.Mission.Http;

        var all = (
            await http.GetFromJsonAsync<GetMyPersonalData.Response>($"{Root}/me/personal-data", StrictJson.Options)
        )!;
        var records = all.Sections.ToDictionary(s => s.Kind.Code, s => s.Records, StringComparer.Ordinal);
        Assert.Equal((1, 1), (records["profile"], records["access-tokens"]));
        var steps = (
            await http.GetFromJsonAsync<ListMyPersonalData.Response>(
                $"{Root}/me/personal-data/timeline?limit=100",
                StrictJson.Options
            )
        )!;
        Assert.Equal(records["timeline"], steps.Meta.TotalRecords);
        Assert.Equal(
            mine,
            steps.Records.Count(s =>
                string.Equals(s.Fields["agreementId"], agreement.Id.ToString(), StringComparison.Ordinal)
            )
        );
        Assert.All(
            steps.Records,
            step => Assert.Equal(partnership.Mission.Id.ToString(), step.Fields["organisationId"])
        );
        foreach (var section in all.Sections)
        {
            using var page = await http.GetAsync(section.Links.Single().Href);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{Root}/me/personal-data/secrets")).StatusCode);
        using var anyone = partnership.Host.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync($"{Root}/me/personal-data")).StatusCode);
        var catalogue = await anyone.GetFromJsonAsync<GetPersonalDataCatalogue.Response>(
            $"{Root}/personal-data-catalogue",
            StrictJson.Options
        );
        Assert.Contains(catalogue!.Records, record => record.Code is "contacts");
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, Guid userId) =>
        http.PostAsync($"{Root}/users/{userId}/anonymisations", null);

    private static User Leaver(DateOnly? until) =>
        User.Add("Test Testsson", new Membership(Guid.CreateVersion7(), [Role.Legal], DateOnly.MinValue, until), Now);

    private static Mail MailFrom(DateTimeOffset at, bool sent)
    {
        var mail = Mail.Write(Guid.CreateVersion7(), "test@example.com", "Ämne", "Text", "<p>Text</p>", null, at);
        if (sent)
        {
            mail.Sent(at);
        }

        return mail;
    }

    private Task ArrangeMessageAsync(DateTimeOffset at)
    {
        var message = new Message
        {
            Id = Guid.CreateVersion7(),
            Type = MessageTypes.FlagsRaised,
            Title = new("Rubrik", "Title"),
            Text = new("Text", "Text"),
            Data = [],
            OccurredAt = at,
        };
        return partnership.Api.ArrangeAsync(
            message,
            new Notification
            {
                RecipientId = Guid.CreateVersion7(),
                IsContact = false,
                OrganisationId = Guid.CreateVersion7(),
                MessageId = message.Id,
                Type = message.Type,
                Kind = NotificationKind.Deadlines,
                OccurredAt = at,
            }
        );
    }

    private static async Task<Dictionary<string, int>> DueAsync(HttpClient http) =>
        (
            await http.GetFromJsonAsync<GetRetention.Response>($"{Root}/retention", StrictJson.Options)
        )!.Rules.ToDictionary(rule => rule.Code, rule => rule.DueNow, StringComparer.Ordinal);

    private async Task<JobCounts> RunAsync()
    {
        await using var scope = partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        return await new ApplyRetention(db, partnership.Api.Clock, NullLogger<ApplyRetention>.Instance).RunAsync(
            default
        );
    }
}
