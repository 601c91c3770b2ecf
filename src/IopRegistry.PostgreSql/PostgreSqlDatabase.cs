using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace IopRegistry.PostgreSql;

public static class PostgreSqlDatabase
{
    public static DbContextOptionsBuilder UseIopPostgreSql(
        this DbContextOptionsBuilder options,
        string connectionString,
        int? maxBatchSize = null
    ) =>
        options
            .UseNpgsql(
                WithPreparedStatements(connectionString),
                npgsql =>
                {
                    npgsql
                        .MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly.GetName().Name)
                        .EnableRetryOnFailure(3, TimeSpan.FromSeconds(1), null); // longer, and callers wait instead of being told 503
                    if (maxBatchSize is { } size)
                    {
                        npgsql.MaxBatchSize(size);
                    }
                }
            )
            .ReplaceService<IModelCustomizer, SnakeCaseModelCustomizer>();

    /// <summary>
    /// Half of a small query's cost is parsing and planning it, so statements that come again are prepared; and a connection
    /// that goes back to the pool is not reset, because nothing here leaves anything in a session. Either can be said
    /// otherwise in the connection string, such as behind a pooler that cannot have prepared statements.
    /// </summary>
    private static string WithPreparedStatements(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ShouldSerialize("Max Auto Prepare"))
        {
            given.MaxAutoPrepare = 200;
        }

        if (!given.ShouldSerialize("No Reset On Close"))
        {
            given.NoResetOnClose = true;
        }

        return given.ConnectionString;
    }
}
