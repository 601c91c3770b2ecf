using System.Text.Json;
using System.Text.Json.Serialization;
using IopRegistry.Api.Commands;
using IopRegistry.Api.Hosting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;

try
{
    var command = Command.Parse(args);
    var builder = WebApplication.CreateBuilder(command.HostArguments);
    var services = builder.Services;
    builder.AddIopLogs();
    builder.AddIopTelemetry();
    await using var embedded = await builder.UseEmbeddedDatabaseAsync();
    var jobs = Scheduling.IsEnabled(builder.Configuration, builder.Environment);

    services.AddSingleton(TimeProvider.System);
    services.AddMemoryCache(cache => cache.SizeLimit = 100_000);
    services.AddIopDatabase();
    services.AddIopHealth(jobs);
    if (jobs)
    {
        services.AddScheduling(
            DatabaseSettings.From(builder.Configuration),
            createTables: !builder.Environment.IsProduction()
        );
    }

    services.AddHttpContextAccessor();
    services.AddScoped<CurrentUser>();
    services.AddBearerTokens();
    services.AddPermissions();
    services.AddIopProblems();
    services.AddValidators(typeof(Program).Assembly);
    services.AddIopOpenApi();
    services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.SerializerOptions.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
        );
    });

    await using var app = builder.Build();

    app.UseMiddleware<RequestLog>();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapIopHealth();
    app.MapOpenApi("/iop/v1/openapi.json").AllowAnonymous();
    app.MapGroup("/iop/v1")
        .RequireAuthorization()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .WithRequestValidation()
        .MapEndpoints(typeof(Program).Assembly);

    return await command.RunAsync(app, embedded: embedded is not null);
}
catch (StartupException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return refusal.ExitCode;
}
