using Microsoft.Data.SqlClient;
using Npgsql;

namespace IopRegistry.Api.Hosting;

internal enum DatabaseProvider
{
    PostgreSql,
    SqlServer,
}

/// <param name="Provider"><c>Database:Provider</c>; PostgreSql unless it says otherwise.</param>
/// <param name="ConnectionString"><c>ConnectionStrings:IopRegistry</c>.</param>
/// <param name="MaxBatchSize"><c>Database:MaxBatchSize</c>: commands per round trip; the provider's own choice when absent.</param>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize)
{
    public const string ConnectionStringName = "IopRegistry";

    public static DatabaseSettings From(IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString(ConnectionStringName);
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new StartupException(
                ExitCode.Configuration,
                "No database is configured: set ConnectionStrings__IopRegistry (and Database__Provider, PostgreSql or SqlServer)."
            );
        }

        var provider = ProviderOf(configuration);
        RequireReadable(provider, connectionString);
        return new DatabaseSettings(provider, connectionString, configuration.GetValue<int?>("Database:MaxBatchSize"));
    }

    /// <summary>The other database's words are a common mistake, and better told here than by whoever connects first.</summary>
    private static void RequireReadable(DatabaseProvider provider, string connectionString)
    {
        try
        {
            _ = provider switch
            {
                DatabaseProvider.PostgreSql => new NpgsqlConnectionStringBuilder(connectionString).ConnectionString,
                DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(connectionString).ConnectionString,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new StartupException(
                ExitCode.Configuration,
                $"ConnectionStrings:{ConnectionStringName} is not a connection string of {provider}: {exception.Message}"
            );
        }
    }

    public static DatabaseProvider ProviderOf(IConfiguration configuration) =>
        configuration["Database:Provider"] switch
        {
            null or "" or nameof(DatabaseProvider.PostgreSql) => DatabaseProvider.PostgreSql,
            nameof(DatabaseProvider.SqlServer) => DatabaseProvider.SqlServer,
            var other => throw new StartupException(
                ExitCode.Configuration,
                $"Database:Provider is '{other}'; it can be PostgreSql or SqlServer."
            ),
        };
}
