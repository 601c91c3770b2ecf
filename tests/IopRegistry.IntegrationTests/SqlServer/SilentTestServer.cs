using IopRegistry.Api.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using IopRegistry.SqlServer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>The product configured for a SQL Server that is nowhere.</summary>
internal sealed class SilentTestServer : TestServer
{
    public SilentTestServer()
    {
        Wire = new SilentSqlServer(Rows);
        PutYears();
    }

    private static readonly Uri Nowhere = new("https://nowhere.example");

    public CannedRows Rows { get; } = new();

    public SilentSqlServer Wire { get; }

    /// <summary>What the migrations put in.</summary>
    public void PutYears()
    {
        for (var year = 2020; year < 2030; year++)
        {
            Rows.Put("ReferenceCounters", new(StringComparer.Ordinal) { ["Year"] = year, ["Last"] = 0L });
        }
    }

    public override string Provider => "SqlServer";

    public CallRecorder Calls { get; } = new();

    public override void Configure(IServiceCollection services)
    {
        services.ConfigureDbContext<IopDbContext>(options => options.AddInterceptors(Wire, Rows));
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()); // a silent database keeps no keys
        services.AddSingleton<IReadOnlyList<ExternalProvider>>([
            new("nobody", "Nobody", "iop", "secret", Nowhere, Nowhere, Nowhere),
        ]);
        services.AddSingleton<IStartupFilter>(Calls);
        services.AddSingleton<ILoggerProvider>(Calls);
    }

    public override string ConnectionString(string database) => $"Server=nowhere;Database={database}";

    public override void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseIopSqlServer(connectionString).AddInterceptors(Wire, Rows);

    public override Task<string> CreateEmptyAsync() => Task.FromResult(NewName());

    public override Task<string> CreateMigratedAsync() => Task.FromResult(NewName());

    public override ValueTask DropAsync(string connectionString) => ValueTask.CompletedTask;

    public override Task<string> WithoutTheRightToCreateAsync(string connectionString) =>
        Task.FromResult(connectionString);
}
