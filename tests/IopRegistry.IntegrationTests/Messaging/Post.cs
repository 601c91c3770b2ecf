using System.Net.Http.Json;
using IopRegistry.Api.Features.Me;
using IopRegistry.Api.Features.Notifications;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Messaging;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IopRegistry.IntegrationTests.Messaging;

/// <summary>A user who can be written to.</summary>
internal sealed record Person(Guid Id, string Email, HttpClient Http);

/// <summary>
/// A partnership whose messages go out: a real mail server, and receivers on loopback that may be called. A test begins
/// with everything told that earlier tests left.
/// </summary>
public sealed class Post : IAsyncLifetime
{
    private int _people;

    internal Partnership Partnership { get; } = new();

    internal MailServer Mail { get; private set; } = null!;

    internal WebApplicationFactory<Program> Host { get; private set; } = null!;

    internal TestClock Clock => Partnership.Api.Clock;

    public async Task InitializeAsync()
    {
        await Partnership.InitializeAsync();
        Mail = await MailServer.StartAsync();
        Host = With(Mail.Port);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Mail.DisposeAsync();
        await Partnership.DisposeAsync();
    }

    /// <summary>The product with other settings.</summary>
    /// <param name="mailPort">Where the mail server is; null for none.</param>
    /// <param name="allowPrivate">Whether receivers on loopback may be called.</param>
    internal WebApplicationFactory<Program> With(int? mailPort, bool allowPrivate = true) =>
        Partnership.Host.WithWebHostBuilder(host =>
            host.ConfigureServices(services =>
            {
                var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["PublicAddress"] = "https://iop.exempelkoping.example",
                    ["Mail:Host"] = mailPort is null ? null : "127.0.0.1",
                    ["Mail:Port"] = $"{mailPort}",
                    ["Mail:From"] = "IOP i Exempelköping <iop@exempelkoping.example>",
                    ["Mail:Tls"] = "false",
                    ["Webhooks:AllowPrivateAddresses"] = $"{allowPrivate}",
                    ["Webhooks:TimeoutSeconds"] = "2",
                };
                var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
                services.Replace(ServiceDescriptor.Singleton(new MailSettings(configuration)));
                services.Replace(ServiceDescriptor.Singleton(new WebhookSettings(configuration)));
                services.Replace(ServiceDescriptor.Singleton<Jitter>(new NoJitter()));
            })
        );

    /// <summary>Runs a job as the scheduler would.</summary>
    internal async Task<JobCounts> RunAsync<TJob>(
        WebApplicationFactory<Program>? host = null,
        CancellationToken cancellationToken = default
    )
        where TJob : IScheduledTask
    {
        await using var scope = (host ?? Host).Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider).RunAsync(cancellationToken);
    }

    /// <summary>Tells, mails and delivers whatever there is, so that a test sees only its own.</summary>
    internal async Task SettleAsync()
    {
        Clock.Now = Partnership.Noon;
        await RunAsync<DispatchOutbox>();
        await QueryAsync(db =>
            db.Notifications.ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDueAt, (DateTimeOffset?)null))
        );
        await QueryAsync(db => db.Mails.ExecuteDeleteAsync());
        await QueryAsync(db => db.WebhookAttempts.ExecuteDeleteAsync());
        await QueryAsync(db => db.WebhookDeliveries.ExecuteDeleteAsync());
        await QueryAsync(db => db.WebhookEndpoints.ExecuteDeleteAsync());
        Mail.Left();
    }

    internal async Task<T> QueryAsync<T>(Func<IopDbContext, Task<T>> query)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<IopDbContext>());
    }

    /// <summary>A new user with an address of his own.</summary>
    internal async Task<Person> PersonAsync(
        Guid organisationId,
        Role role = Role.CaseOfficer,
        string language = "sv",
        string? email = null
    )
    {
        var http = await Partnership.Api.AsAsync(organisationId, Host, role);
        using var read = await http.GetAsync("/iop/v1/me");
        var me = await read.Content.ReadFromJsonAsync<MeView>(StrictJson.Options);
        email ??= $"person{Interlocked.Increment(ref _people)}@exempelkoping.example";
        using var changed = await http.PutAsync("/iop/v1/me", new { language, email }, read.Headers.ETag!.ToString());
        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
        return new Person(me!.Id, email, http);
    }

    internal static async Task<IReadOnlyList<NotificationView>> ListAsync(Person person, string query = "") =>
        (
            await person.Http.GetFromJsonAsync<ListNotifications.Response>(
                $"/iop/v1/notifications?limit=100{query}",
                StrictJson.Options
            )
        )!.Notifications;

    internal static async Task ChooseAsync(Person person, params (string Kind, string Frequency)[] choices)
    {
        using var read = await person.Http.GetAsync("/iop/v1/notification-preferences");
        using var changed = await person.Http.PutAsync(
            "/iop/v1/notification-preferences",
            new { choices = choices.Select(c => new { kind = c.Kind, frequency = c.Frequency }) },
            read.Headers.ETag!.ToString()
        );
        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync());
    }

    /// <summary>Flags of an agreement that are raised now, as the daily run raises them.</summary>
    internal async Task RaiseAsync(
        Guid agreementId,
        FlagKind kind,
        int count = 1,
        FlagAudience audience = FlagAudience.Both,
        int escalationDays = 0
    )
    {
        await RunAsync<WatchDates>(); // plans first, so that it leaves the test's flags alone
        await RunAsync<DispatchOutbox>();
        var today = SwedishCalendar.DayOf(Clock.Now);
        await Partnership.Api.ArrangeAsync([
            .. Enumerable
                .Range(1, count)
                .Select(i => new Flag
                {
                    AgreementId = agreementId,
                    Kind = kind,
                    TargetDate = today.AddDays(i),
                    PartyId = Guid.Empty,
                    Stage = 0,
                    DueOn = today,
                    Severity = FlagSeverity.Warning,
                    Audience = audience,
                    Inputs = [],
                    EscalationDays = escalationDays,
                }),
        ]);
        await RunAsync<WatchDates>();
    }

    private sealed class NoJitter : Jitter
    {
        public override double Next() => 0;
    }
}
