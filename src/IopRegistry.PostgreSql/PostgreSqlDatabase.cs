using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

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
                connectionString,
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
}
