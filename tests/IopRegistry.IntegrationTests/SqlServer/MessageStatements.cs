using System.Net.Http.Json;
using IopRegistry.Api.Features.Me;
using IopRegistry.Api.Features.WebhookEndpoints;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Messaging;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Notifications;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Everything that messages to people and receivers ask a database: each operation, and each job.</summary>
internal sealed class MessageStatements(Partnership partnership)
{
    private const string Root = "/iop/v1";

    private HttpClient Http => partnership.Municipality.Http;

    public async Task AllAsync()
    {
        await PeopleAsync();
        await ReceiversAsync();
        await JobsAsync();
    }

    private async Task PeopleAsync()
    {
        var me = (await Http.GetFromJsonAsync<MeView>($"{Root}/me", StrictJson.Options))!;
        await SayAsync(HttpMethod.Put, "me", new { language = "sv", email = "test@exempelkoping.example" });
        var message = Messages.Test(Partnership.Noon);
        var notification = Notify(me.Id, message);
        var reader = User.Add(
            "Test Testsson",
            new Membership(me.OrganisationId, [Role.CaseOfficer], DateOnly.MinValue, null),
            Partnership.Noon
        );
        reader.ChangeProfile("lasare@exempelkoping.example", "sv", Partnership.Noon);
        await partnership.Api.ArrangeAsync(message, notification, reader);

        foreach (
            var query in new[]
            {
                "",
                "?unread=true",
                "?unread=false&type=flag.raised&kind=deadlines",
                "?page=2&limit=1",
            }
        )
        {
            using var list = await Http.GetAsync($"{Root}/notifications{query}");
        }

        using var counts = await Http.GetAsync($"{Root}/notification-counts");
        await SayAsync(HttpMethod.Put, $"notifications/{notification.Id}", new { read = true });
        foreach (
            var body in new object[]
            {
                new { notificationIds = new[] { notification.Id } },
                new { upTo = Partnership.Noon },
            }
        )
        {
            using var marked = await Http.PostAsJsonAsync($"{Root}/notification-readings", body);
        }

        await SayAsync(
            HttpMethod.Put,
            "notification-preferences",
            new { choices = new[] { new { kind = "deadlines", frequency = "off" } } }
        );
        await SayAsync(
            HttpMethod.Post,
            "notification-preferences/unsubscribe-addresses",
            new { },
            etagOf: "notification-preferences"
        );
        var address = $"{Root}/unsubscriptions/{await TokenAsync()}";
        using var page = await Http.GetAsync(address);
        using var click = await Http.PostAsync(address, null);

        async Task<string> TokenAsync()
        {
            var token = reader.TakeUnsubscribeToken();
            await using var scope = partnership.Host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            db.Update(reader);
            await db.SaveChangesAsync();
            return token;
        }
    }

    private async Task ReceiversAsync()
    {
        using var made = await Http.PostAsJsonAsync(
            $"{Root}/webhook-endpoints",
            new { name = "Ärendesystemet", url = "https://mottagare.example/iop" }
        );
        var view = (await made.Content.ReadFromJsonAsync<WebhookEndpointView>(StrictJson.Options))!;
        var endpoint = $"webhook-endpoints/{view.Id}";
        using var list = await Http.GetAsync($"{Root}/webhook-endpoints?page=1&limit=5");
        await SayAsync(
            HttpMethod.Put,
            endpoint,
            new
            {
                name = "Systemet",
                url = "https://mottagare.example/iop",
                active = true,
            }
        );
        await SayAsync(HttpMethod.Post, $"{endpoint}/secrets", new { }, etagOf: endpoint);
        using var test = await Http.PostAsJsonAsync($"{Root}/{endpoint}/test-messages", new { });
        foreach (var query in new[] { "", "?state=dead&type=flag.raised", "?page=2&limit=1" })
        {
            using var log = await Http.GetAsync($"{Root}/{endpoint}/deliveries{query}");
        }

        var message = Messages.Test(Partnership.Noon);
        var delivery = WebhookDelivery.To(view.Id, message.Id, message.Type, Partnership.Noon);
        var attempt = delivery.Tried(new(Partnership.Noon, 200, 1, null, null), Partnership.Noon, 0);
        await partnership.Api.ArrangeAsync(message, delivery, attempt);
        var address = $"{endpoint}/deliveries/{delivery.Id}";
        using var attempts = await Http.GetAsync($"{Root}/{address}/attempts");
        await SayAsync(HttpMethod.Post, $"{address}/replays", new { }, etagOf: address);
        await QueueAsync(view.Id);
        await SayAsync(HttpMethod.Delete, endpoint, new { });
    }

    /// <summary>What became of a turn: quiet, gone, dead.</summary>
    private async Task QueueAsync(Guid endpointId)
    {
        await using var scope = partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var queue = new WebhookQueue(db, new Jitter(), partnership.Api.Clock);
        await queue.TakeAsync([Guid.CreateVersion7()], 5, CancellationToken.None);
        var endpoint = await db.WebhookEndpoints.FindAsync(endpointId);
        foreach (var status in new[] { 200, 429, 410 })
        {
            var message = Messages.Test(Partnership.Noon);
            var delivery = WebhookDelivery.To(endpointId, message.Id, message.Type, Partnership.Noon);
            await partnership.Api.ArrangeAsync(message, delivery);
            var turn = new Turn(endpoint!, [delivery], new Dictionary<Guid, Message> { [message.Id] = message });
            turn.Outcomes.Add(new(Partnership.Noon, status, 1, null, TimeSpan.FromMinutes(1)));
            await queue.RecordAsync(turn, CancellationToken.None);
        }
    }

    private async Task JobsAsync()
    {
        var mail = new MailSettings(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["PublicAddress"] = "https://iop.exempelkoping.example",
                        ["Mail:Host"] = "127.0.0.1",
                        ["Mail:Port"] = "1", // nobody is there
                        ["Mail:From"] = "iop@exempelkoping.example",
                    }
                )
                .Build()
        );
        var agreement = (await partnership.ProposeAsync()).Id;
        await ArrangeRunAsync(agreement);
        await using var scope = partnership.Host.Services.CreateAsyncScope();
        var (db, clock) = (scope.ServiceProvider.GetRequiredService<IopDbContext>(), partnership.Api.Clock);
        await new DispatchOutbox(db, mail, clock).RunAsync(CancellationToken.None);
        clock.Now = Partnership.Noon.AddDays(8);
        await new SendMail(db, mail, clock, NullLogger<SendMail>.Instance).RunAsync(CancellationToken.None);
        await ActivatorUtilities
            .CreateInstance<DeliverWebhooks>(scope.ServiceProvider)
            .RunAsync(CancellationToken.None);
        clock.Now = Partnership.Noon.AddYears(2);
        await new ApplyRetention(db, clock, NullLogger<ApplyRetention>.Instance).RunAsync(CancellationToken.None);
        clock.Now = Partnership.Noon;
    }

    private async Task ArrangeRunAsync(Guid agreementId)
    {
        var (raised, escalated) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var flag = new Flag
        {
            AgreementId = agreementId,
            Kind = FlagKind.ReportDue,
            TargetDate = new(2026, 3, 2),
            PartyId = Guid.Empty,
            Stage = 0,
            DueOn = new(2026, 3, 2),
            Severity = FlagSeverity.Info,
            Audience = FlagAudience.Both,
            Inputs = [],
            EscalationDays = 14,
        };
        await partnership.Api.ArrangeAsync(
            flag,
            new FlagEscalation
            {
                FlagId = flag.Id,
                AgreementId = agreementId,
                Level = 1,
                Side = Side.Public,
                RunId = escalated,
                OccurredAt = Partnership.Noon,
            },
            Outbox(MessageTypes.FlagsRaised, raised),
            Outbox(MessageTypes.FlagsEscalated, escalated),
            new OutboxMessage
            {
                Type = MessageTypes.WebhookFailed,
                Subject = new OutboxSubject(EndpointId: Guid.CreateVersion7()),
                OccurredAt = Partnership.Noon,
            }
        );

        static OutboxMessage Outbox(string type, Guid run) =>
            new()
            {
                Type = type,
                Subject = new OutboxSubject(RunId: run),
                OccurredAt = Partnership.Noon,
            };
    }

    private Notification Notify(Guid recipient, Message message) =>
        new()
        {
            RecipientId = recipient,
            IsContact = false,
            OrganisationId = partnership.Municipality.Id,
            MessageId = message.Id,
            Type = message.Type,
            Kind = NotificationKind.Connections,
            OccurredAt = message.OccurredAt,
            MailDueAt = message.OccurredAt,
        };

    private async Task SayAsync(HttpMethod method, string path, object body, string? etagOf = null)
    {
        using var read = await Http.GetAsync($"{Root}/{etagOf ?? path}");
        using var response = await Case.SendAsync(
            partnership.Municipality,
            method,
            $"{Root}/{path}",
            body,
            read.Headers.ETag!.ToString()
        );
        Assert.True(
            response.IsSuccessStatusCode,
            $"{method} {path} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}"
        );
    }
}
