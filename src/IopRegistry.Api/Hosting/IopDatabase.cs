using System.Data.Common;
using IopRegistry.Api.Keys;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using IopRegistry.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IopRegistry.Api.Hosting;

internal static class IopDatabase
{
    public static IServiceCollection AddIopDatabase(this IServiceCollection services) =>
        services.AddDbContextPool<IopDbContext>(
            (provider, options) =>
            {
                var settings = DatabaseSettings.From(provider.GetRequiredService<IConfiguration>());
                _ = settings.Provider switch
                {
                    DatabaseProvider.PostgreSql => options.UseIopPostgreSql(
                        settings.ConnectionString,
                        settings.MaxBatchSize
                    ),
                    DatabaseProvider.SqlServer => options.UseIopSqlServer(
                        settings.ConnectionString,
                        settings.MaxBatchSize
                    ),
                };
                // They come as exceptions too, and are told once, by whoever does not handle them.
                options.ConfigureWarnings(events =>
                    events.Log(
                        (RelationalEventId.ConnectionError, LogLevel.Debug),
                        (RelationalEventId.CommandError, LogLevel.Debug),
                        (CoreEventId.SaveChangesFailed, LogLevel.Debug)
                    )
                );
            }
        );

    /// <summary>
    /// In Development without a connection string: the product's own PostgreSQL. Null wherever a database is configured,
    /// or has to be. Dispose it after the application.
    /// </summary>
    public static async Task<EmbeddedCluster?> UseEmbeddedDatabaseAsync(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (
            !builder.Environment.IsDevelopment()
            || !string.IsNullOrWhiteSpace(configuration.GetConnectionString(DatabaseSettings.ConnectionStringName))
            || DatabaseSettings.ProviderOf(configuration) != DatabaseProvider.PostgreSql
        )
        {
            _ = DatabaseSettings.From(configuration); // says what is missing or wrong before anything is built on it
            return null;
        }

        var options = new EmbeddedClusterOptions(
            configuration["Database:EmbeddedPath"]
                ?? Path.Combine(Root(builder.Environment.ContentRootPath), ".data", "postgres"),
            configuration["IOP_POSTGRES_BIN"],
            configuration["PATH"]
        );
        using var stop = new TerminationToken();
        try
        {
            var cluster = await stop.RunAsync(token => EmbeddedCluster.AttachAsync(options, Console.WriteLine, token));
            configuration[$"ConnectionStrings:{DatabaseSettings.ConnectionStringName}"] = cluster.ConnectionString;
            if (string.IsNullOrWhiteSpace(configuration[MasterKeys.EncryptionSetting]))
            {
                configuration[MasterKeys.EncryptionSetting] = DevelopmentKey.In(
                    $"{Path.GetFullPath(options.Folder)}.key"
                );
            }

            return cluster;
        }
        catch (EmbeddedClusterException exception)
        {
            throw new StartupException(ExitCode.Unavailable, exception.Message);
        }
    }

    /// <summary>Brings the product's own database up to date; refuses to work on any other that is not.</summary>
    public static async Task RequireCurrentAsync(IServiceProvider services, bool embedded)
    {
        using var stop = new TerminationToken();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        if (embedded)
        {
            await stop.RunAsync(db.Database.MigrateAsync);
        }
        else if (await PendingMigrationsAsync(db, stop.Token) is { Count: > 0 } pending)
        {
            throw new StartupException(
                ExitCode.MigrationsPending,
                $"The database lacks {pending.Count} migrations; run the command migrate, then start again:\n  {string.Join("\n  ", pending)}"
            );
        }
    }

    /// <summary>What the database lacks. A plain connection comes first, because the retrying one takes a minute to give up.</summary>
    /// <exception cref="StartupException">When the database does not answer.</exception>
    public static async Task<IReadOnlyList<string>> PendingMigrationsAsync(
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await db.Database.GetDbConnection().OpenAsync(cancellationToken);
            return await PendingAsync(db, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new StartupException(ExitCode.Unavailable, $"The database does not answer: {exception.Message}");
        }
        finally
        {
            await db.Database.GetDbConnection().CloseAsync();
        }
    }

    /// <summary>What a database lacks, be it everything, itself included.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(
        IopDbContext db,
        CancellationToken cancellationToken
    ) =>
        // Asked first, because reading a history that is not there is logged as an error.
        await db.GetService<IHistoryRepository>().ExistsAsync(cancellationToken)
            ? [.. await db.Database.GetPendingMigrationsAsync(cancellationToken)]
            : [.. db.Database.GetMigrations()];

    /// <summary>The repository, when the product runs from one.</summary>
    private static string Root(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IopRegistry.sln")))
            {
                return folder.FullName;
            }
        }

        return contentRoot;
    }
}
