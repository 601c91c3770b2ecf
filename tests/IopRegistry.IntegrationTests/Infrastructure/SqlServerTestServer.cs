using System.Globalization;
using IopRegistry.Persistence;
using IopRegistry.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>
/// The SQL Server that IOP_TEST_SQLSERVER names, or any other server that speaks its protocol: databases are made, migrated
/// and dropped by plain statements, and commands go one by one unless IOP_TEST_SQLSERVER_BATCH says how many together.
/// </summary>
internal sealed class SqlServerTestServer : TestServer
{
    public const string Variable = "IOP_TEST_SQLSERVER";

    private static readonly int BatchSize = int.Parse(
        Environment.GetEnvironmentVariable("IOP_TEST_SQLSERVER_BATCH") is { Length: > 0 } size ? size : "1",
        CultureInfo.InvariantCulture
    );

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Servers make databases one at a time, and some refuse a second caller instead of letting it wait.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Whether a server is named.</summary>
    public static bool IsNamed => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable));

    public override string Provider => "SqlServer";

    public override string ConnectionString(string database) =>
        new SqlConnectionStringBuilder(
            Environment.GetEnvironmentVariable(Variable)
                ?? throw new InvalidOperationException($"Set {Variable} to a connection string without a database.")
        )
        {
            InitialCatalog = database,
        }.ConnectionString;

    public override Dictionary<string, string> Settings(string connectionString) =>
        new(base.Settings(connectionString), StringComparer.Ordinal)
        {
            ["Database:MaxBatchSize"] = BatchSize.ToString(CultureInfo.InvariantCulture),
        };

    public override async Task<string> CreateEmptyAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE [{name}]");
        return name;
    }

    public override async Task<string> CreateMigratedAsync()
    {
        var name = await CreateEmptyAsync();
        var options = new DbContextOptionsBuilder<IopDbContext>();
        Use(options, ConnectionString(name));
        await using var db = new IopDbContext(options.Options);
        await db.Database.MigrateAsync();
        return name;
    }

    public override async ValueTask DropAsync(string connectionString)
    {
        await using (var pool = new SqlConnection(connectionString))
        {
            SqlConnection.ClearPool(pool);
        }

        await ExecuteAsync($"DROP DATABASE [{new SqlConnectionStringBuilder(connectionString).InitialCatalog}]");
    }

    public override void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseIopSqlServer(connectionString, BatchSize);

    /// <summary>The account named: another would be a login of the whole server, which a test must not leave behind.</summary>
    public override Task<string> WithoutTheRightToCreateAsync(string connectionString) =>
        Task.FromResult(connectionString);

    /// <summary>Repeats while the database is still in use: a connection that was closed a moment ago takes its time.</summary>
    private async Task ExecuteAsync(string sql)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        await OneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            await using var server = new SqlConnection(ConnectionString("master"));
            await server.OpenAsync(patience.Token);
            while (true)
            {
                try
                {
                    await using var command = new SqlCommand(sql, server);
                    await command.ExecuteNonQueryAsync(patience.Token);
                    return;
                }
                catch (SqlException failure) when (failure.Number == InUse && !patience.IsCancellationRequested)
                {
                    await again.WaitForNextTickAsync(CancellationToken.None);
                }
            }
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private const int InUse = 3702;
}
