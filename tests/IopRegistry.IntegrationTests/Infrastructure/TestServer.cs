using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>
/// The server that the suite runs on: PostgreSQL, or with IOP_TEST_PROVIDER=SqlServer the one that IOP_TEST_SQLSERVER names.
/// The same tests run on both; <c>./dev test</c> runs them a second time where a SQL Server is named.
/// </summary>
internal abstract class TestServer
{
    public const string ProviderVariable = "IOP_TEST_PROVIDER";

    public static TestServer OfThisRun { get; } =
        Environment.GetEnvironmentVariable(ProviderVariable) switch
        {
            null or "" or "PostgreSql" => new PostgreSqlTestServer(),
            "SqlServer" => new SqlServerTestServer(),
            var other => throw new InvalidOperationException(
                $"{ProviderVariable} is '{other}'; it can be PostgreSql or SqlServer."
            ),
        };

    /// <summary>As <c>Database:Provider</c> has it.</summary>
    public abstract string Provider { get; }

    public abstract string ConnectionString(string database);

    public abstract Task<string> CreateEmptyAsync();

    public abstract Task<string> CreateMigratedAsync();

    public abstract ValueTask DropAsync(string connectionString);

    public abstract void Use(DbContextOptionsBuilder options, string connectionString);

    public abstract Task<string> WithoutTheRightToCreateAsync(string connectionString);

    /// <summary>What else the product's services have to be told.</summary>
    public virtual void Configure(IServiceCollection services) { }

    public virtual Dictionary<string, string> Settings(string connectionString) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:IopRegistry"] = connectionString,
            ["Database:Provider"] = Provider,
            [TestKeys.Setting] = TestKeys.Master,
        };

    protected static string NewName() => $"iop_{Guid.CreateVersion7():N}";
}
