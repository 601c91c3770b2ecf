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
        return string.IsNullOrWhiteSpace(connectionString)
            ? throw new StartupException(
                ExitCode.Configuration,
                "No database is configured: set ConnectionStrings__IopRegistry (and Database__Provider, PostgreSql or SqlServer)."
            )
            : new DatabaseSettings(
                ProviderOf(configuration),
                connectionString,
                configuration.GetValue<int?>("Database:MaxBatchSize")
            );
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
