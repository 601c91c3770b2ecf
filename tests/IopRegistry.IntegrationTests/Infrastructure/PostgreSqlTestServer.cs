using System.Security.Cryptography;
using System.Text;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>
/// One migrated template per set of migrations; every fixture gets its own copy of it. Copying takes tens of milliseconds,
/// so test classes run in parallel and nothing ever has to be cleaned between them.
/// </summary>
internal sealed class PostgreSqlTestServer : TestServer
{
    private static readonly string Server =
        Environment.GetEnvironmentVariable("IOP_TEST_POSTGRES") ?? "Host=127.0.0.1;Port=5432;Username=postgres";

    private readonly Lazy<Task<string>> _template;

    public PostgreSqlTestServer() => _template = new(CreateTemplateAsync);

    public override string Provider => "PostgreSql";

    public override string ConnectionString(string database) =>
        $"{Server};Database={database};Include Error Detail=true";

    public override async Task<string> CreateEmptyAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        return name;
    }

    public override async Task<string> CreateMigratedAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {await _template.Value}");
        return name;
    }

    public override async ValueTask DropAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        await ExecuteAsync(
            $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)"
        );
    }

    public override void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseIopPostgreSql(connectionString);

    public override async Task<string> WithoutTheRightToCreateAsync(string connectionString)
    {
        var role = $"iop_serving_{Guid.CreateVersion7():N}";
        await using var owner = new NpgsqlConnection(connectionString);
        await owner.OpenAsync();
        await ExecuteAsync(
            owner,
            $"""
            CREATE ROLE {role} LOGIN PASSWORD 'serving';
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
            """
        );
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            Username = role,
            Password = "serving",
        }.ConnectionString;
    }

    /// <summary>Named after the migrations, so a template outlives the run and a new migration makes a new one.</summary>
    private async Task<string> CreateTemplateAsync()
    {
        var options = new DbContextOptionsBuilder<IopDbContext>();
        Use(options, ConnectionString("iop_template_next") + ";Pooling=false"); // a pooled connection would block copying
        await using var db = new IopDbContext(options.Options);
        var migrations = SHA256.HashData(Encoding.UTF8.GetBytes(db.GetService<IMigrator>().GenerateScript()));
        var name = $"iop_template_{Convert.ToHexStringLower(migrations)[..16]}";

        await using var server = new NpgsqlConnection(ConnectionString("postgres"));
        await server.OpenAsync();
        await ExecuteAsync(server, "SELECT pg_advisory_lock(4711)"); // two test runs may start at once; released with the connection
        if (!await ExistsAsync(server, name))
        {
            await ExecuteAsync(server, "DROP DATABASE IF EXISTS iop_template_next WITH (FORCE)");
            await ExecuteAsync(server, "CREATE DATABASE iop_template_next");
            await db.Database.MigrateAsync();
            await ExecuteAsync(server, $"ALTER DATABASE iop_template_next RENAME TO {name}");
        }

        return name;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection server, string database)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", server);
        command.Parameters.AddWithValue(database);
        return await command.ExecuteScalarAsync() is not null;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var server = new NpgsqlConnection(ConnectionString("postgres"));
        await server.OpenAsync();
        await ExecuteAsync(server, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection server, string sql)
    {
        await using var command = new NpgsqlCommand(sql, server);
        await command.ExecuteNonQueryAsync();
    }
}
