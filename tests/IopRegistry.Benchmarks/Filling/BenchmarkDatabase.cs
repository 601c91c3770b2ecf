using System.Diagnostics;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IopRegistry.Benchmarks.Filling;

/// <summary>A database of its own with so many agreements, on the server that <c>./dev bench</c> started.</summary>
internal sealed class BenchmarkDatabase
{
    private BenchmarkDatabase(string connectionString, Guid caller) =>
        (ConnectionString, Caller) = (connectionString, caller);

    public string ConnectionString { get; }

    /// <summary>The municipality that asks.</summary>
    public Guid Caller { get; }

    public static async Task<BenchmarkDatabase> CreateAsync(
        string server,
        int size,
        int connections,
        Func<string, Task> migrateAsync
    )
    {
        var name = $"bench_{size}";
        await using (var administration = NpgsqlDataSource.Create(server + ";Database=postgres"))
        {
            await administration.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ExecuteNonQueryAsync();
            await administration.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQueryAsync();
        }

        var connectionString = $"{server};Database={name};Maximum Pool Size={connections}";
        await migrateAsync(connectionString);

        var started = Stopwatch.GetTimestamp();
        await using var db = ContextFor(connectionString);
        var now = TimeProvider.System.GetUtcNow();
        var cast = await Cast.RegisterAsync(db, now);
        await using var throwAway = ContextFor(connectionString);
        var templates = new Templates(throwAway, now);
        await using var database = NpgsqlDataSource.Create(connectionString + ";Command Timeout=0");
        await new Multiplier(db, templates, cast).FillAsync(
            database,
            size,
            done => Report.Progress($"{done:N0} of {size:N0} agreements")
        );
        // What autovacuum would have done by now.
        await database.CreateCommand("VACUUM (ANALYZE)").ExecuteNonQueryAsync();
        Report.Progress($"{size:N0} agreements in {Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s");
        return new BenchmarkDatabase(connectionString, cast.Caller);
    }

    public static IopDbContext ContextFor(string connectionString)
    {
        var options = new DbContextOptionsBuilder<IopDbContext>();
        options.UseIopPostgreSql(connectionString);
        return new IopDbContext(options.Options);
    }
}
