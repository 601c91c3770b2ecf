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
                        .EnableRetryOnFailure();
                    if (maxBatchSize is { } size)
                    {
                        npgsql.MaxBatchSize(size);
                    }
                }
            )
            .ReplaceService<IModelCustomizer, SnakeCaseModelCustomizer>();
}
