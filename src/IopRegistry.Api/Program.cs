using System.Globalization;
using IopRegistry.Api.Commands;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Features.Calendar;
using IopRegistry.Api.Features.ExternalSignIns;
using IopRegistry.Api.Features.Invitations;
using IopRegistry.Api.Features.Passwords;
using IopRegistry.Api.Features.Publications;
using IopRegistry.Api.Features.Renewals;
using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Hosting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Keys;
using IopRegistry.Api.Messaging;
using IopRegistry.Api.Trail;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture; // no text depends on the server's language

try
{
    var command = Command.Parse(args);
    var builder = WebApplication.CreateBuilder(command.HostArguments);
    var services = builder.Services;
    builder.Configuration.AddKeyPerFile("/run/secrets", optional: true); // such as ConnectionStrings__IopRegistry
    builder.AddIopLogs();
    builder.AddIopTelemetry();
    await using var embedded = await builder.UseEmbeddedDatabaseAsync();
    var jobs = Scheduling.IsEnabled(builder.Configuration, builder.Environment);

    services.AddSingleton(TimeProvider.System);
    services.AddMemoryCache(cache => cache.SizeLimit = 100_000);
    services.AddIopDatabase();
    services.AddKeys();
    services.AddProxies(builder.Configuration);
    services.AddIopHealth(jobs);
    services.AddSingleton<JobScheduler>();
    if (jobs)
    {
        services.AddSingleton<JobRuns>();
        services.AddScheduling(
            DatabaseSettings.From(builder.Configuration),
            createTables: !builder.Environment.IsProduction()
        );
    }

    services.AddHttpContextAccessor();
    services.AddScoped<CurrentUser>();
    services.AddBearerTokens();
    services.AddPermissions();
    services.AddPeople(builder.Configuration);
    services.AddIopHttp(builder.Configuration);
    services.AddScoped<AgreementDesk>();
    services.AddScoped<InvitationDesk>();
    services.AddScoped<PasswordDesk>();
    services.AddScoped<CalendarQuery>();
    services.AddScoped<LinkTickets>();
    services.AddScoped<PublicationDesk>();
    services.AddScoped<RenewalDesk>();
    services.AddScoped<SignInMethodsDesk>();
    services.AddMessaging();
    services.AddTrail();

    await using var app = builder.Build();

    app.UseMessaging();
    app.UseForwardedHeaders();
    app.UseMiddleware<RequestLog>();
    app.UseIopHttp();
    app.MapIopHealth();
    app.MapIopApi();

    return await command.RunAsync(app, embedded: embedded is not null);
}
catch (StartupException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return refusal.ExitCode;
}
