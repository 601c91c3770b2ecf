using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace IopRegistry.Api.Hosting;

/// <summary>For an orchestrator: /health/live says that the process answers, /health/ready that it can do its work.</summary>
internal static class Health
{
    private const string Pending = "pending";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddIopHealth(this IServiceCollection services, bool jobs)
    {
        var checks = services
            .AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", timeout: Patience)
            .AddCheck<MigrationsCheck>("migrations", timeout: Patience)
            .AddCheck<MailCheck>("mail");
        if (jobs)
        {
            checks.AddCheck<JobsCheck>("jobs", timeout: Patience);
        }

        return services;
    }

    public static void MapIopHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .WithMetadata(new NotRateLimited());
        routes
            .MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .WithMetadata(new NotRateLimited());
    }

    /// <summary>Anybody may read it, so it carries no error texts.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new Report(
                Word(report.Status),
                report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new Check(
                        Word(entry.Value.Status),
                        entry.Value.Description,
                        entry.Value.Data.GetValueOrDefault(Pending) as IReadOnlyList<string>
                    ),
                    StringComparer.Ordinal
                )
            ),
            Json,
            context.RequestAborted
        );

    private static string Word(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            HealthStatus.Unhealthy => "unhealthy",
        };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private sealed record Report(string Status, Dictionary<string, Check> Checks);

    private sealed record Check(string Status, string? Description, IReadOnlyList<string>? PendingMigrations);

    private sealed class DatabaseCheck(IopDbContext db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                await db.Database.OpenConnectionAsync(cancellationToken);
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = "SELECT 1"; // a pooled connection looks open after the server is gone
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (DbException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }
        }
    }

    private sealed class MigrationsCheck(IopDbContext db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                var pending = await IopDatabase.PendingMigrationsAsync(db, cancellationToken);
                return pending.Count == 0
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy(
                        "Run the command migrate.",
                        data: new Dictionary<string, object>(StringComparer.Ordinal) { [Pending] = pending }
                    );
            }
            catch (StartupException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }
        }
    }

    /// <summary>Says whether anybody can get e-mail; without it the service still does its work.</summary>
    private sealed class MailCheck(MailSettings mail) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            Task.FromResult(
                HealthCheckResult.Healthy(mail.IsConfigured ? null : "No mail server is set; nobody gets e-mail.")
            );
    }

    private sealed class JobsCheck(ISchedulerFactory schedulers) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            return scheduler.Status == SchedulerStatus.Running
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The scheduler of jobs is not running.");
        }
    }
}
