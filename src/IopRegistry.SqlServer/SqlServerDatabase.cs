using IopRegistry.Persistence;
using IopRegistry.Trail;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace IopRegistry.SqlServer;

public static class SqlServerDatabase
{
    /// <summary>A server that is there answers at once; SqlClient would knock at a closed port for 15 seconds.</summary>
    private const int ConnectSeconds = 5;

    /// <param name="options">The options to extend.</param>
    /// <param name="connectionString">Where the database is.</param>
    /// <param name="maxBatchSize">Commands per round trip; 1 for servers that speak TDS but know no batches. Null is the provider's own choice.</param>
    public static DbContextOptionsBuilder UseIopSqlServer(
        this DbContextOptionsBuilder options,
        string connectionString,
        int? maxBatchSize = null
    ) =>
        options
            .UseSqlServer(
                Complete(connectionString),
                sqlServer =>
                {
                    sqlServer
                        .MigrationsAssembly(typeof(SqlServerDatabase).Assembly.GetName().Name)
                        .EnableRetryOnFailure(3, TimeSpan.FromSeconds(1), null); // longer, and callers wait instead of being told 503
                    if (maxBatchSize is { } size)
                    {
                        sqlServer.MaxBatchSize(size);
                    }
                }
            )
            .ReplaceService<IModelCustomizer, SqlServerModelCustomizer>();

    private static string Complete(string connectionString)
    {
        var complete = new SqlConnectionStringBuilder(connectionString);
        if (!complete.ShouldSerialize("Connect Timeout"))
        {
            complete.ConnectTimeout = ConnectSeconds;
        }

        return complete.ConnectionString;
    }
}

/// <summary>
/// Gives ordinal columns the collation that compares them byte by byte, and says which tables have triggers: their rows
/// cannot be written with an OUTPUT clause.
/// </summary>
internal sealed class SqlServerModelCustomizer(ModelCustomizerDependencies dependencies)
    : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        modelBuilder.Entity<TrailEntry>().ToTable(table => table.HasTrigger("trail_entries_append_only"));
        modelBuilder.Entity<TrailHead>().ToTable(table => table.HasTrigger("trail_heads_only_grow"));
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.FindAnnotation(Ordinal.Annotation) is not null)
            {
                property.SetCollation("Latin1_General_BIN2");
            }
        }
    }
}
