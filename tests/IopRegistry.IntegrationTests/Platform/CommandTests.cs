using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IopRegistry.IntegrationTests.Platform;

public sealed class CommandTests
{
    private static Dictionary<string, string> Production(string? connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        if (connectionString is not null)
        {
            settings["ConnectionStrings__IopRegistry"] = connectionString;
        }

        return settings;
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task Production_without_a_database_is_one_line_and_an_exit_code(string command)
    {
        await using var product = Product.Start(Production(null), command);

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains("ConnectionStrings__IopRegistry", Assert.Single(product.Errors), StringComparison.Ordinal);
        Assert.Empty(product.Output);
    }

    [Fact]
    public async Task An_unknown_provider_is_named()
    {
        await using var product = Product.Start(
            new Dictionary<string, string>(Production("Host=127.0.0.1"), StringComparer.Ordinal)
            {
                ["Database__Provider"] = "Oracle",
            }
        );

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains("'Oracle'", Assert.Single(product.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_line_and_an_exit_code()
    {
        await using var product = Product.Start(Production("Host=127.0.0.1;Port=1;Username=nobody;Password=secret"));

        Assert.Equal(69, await product.ExitsAsync());
        Assert.DoesNotContain("secret", Assert.Single(product.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("grant-access", "--name", "Eva")]
    [InlineData(
        "grant-access",
        "--organisation",
        "01890000-0000-7000-8000-000000000001",
        "--name",
        "Eva",
        "--roles",
        "king"
    )]
    [InlineData("grant-access", "--organization", "01890000-0000-7000-8000-000000000001")]
    public async Task A_wrong_command_line_is_told_before_anything_happens(params string[] arguments)
    {
        await using var product = Product.Start(Production(null), arguments);

        Assert.Equal(64, await product.ExitsAsync());
        Assert.NotEmpty(product.Errors);
    }

    [Fact]
    public async Task A_start_refuses_with_the_list_of_pending_migrations_until_migrate_has_run()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var settings = Production(database.ConnectionString);
        var migrations = Context(database.ConnectionString).Database.GetMigrations();

        await using (var refused = Product.Start(settings))
        {
            Assert.Equal(75, await refused.ExitsAsync());
            Assert.All(migrations, migration => Assert.Contains($"  {migration}", refused.Errors));
            Assert.Contains("migrate", refused.Errors[0], StringComparison.Ordinal);
            Assert.Empty(refused.Output);
        }

        await using (var migrate = Product.Start(settings, "migrate"))
        {
            Assert.Equal(0, await migrate.ExitsAsync());
            Assert.All(migrations, migration => Assert.Contains($"  {migration}", migrate.Output));
            Assert.Empty(migrate.Errors);
        }

        await using (var repeated = Product.Start(settings, "migrate"))
        {
            Assert.Equal(0, await repeated.ExitsAsync());
            Assert.Contains("No migrations are pending on PostgreSql.", repeated.Output);
        }

        await using var serving = await Product.ServeAsync(
            Production(await WithoutTheRightToCreateAsync(database.ConnectionString))
        );
        using var ready = await serving.ReadyAsync();
        Assert.Equal(0, await serving.TerminateAsync());
    }

    [Fact]
    public async Task Granted_access_registers_the_first_organisation_and_is_a_token_that_only_its_receiver_has()
    {
        await using var database = await TestDatabase.CreateAsync();

        var first = await GrantAsync(
            database,
            64,
            ["--organisation", "212000-0142", "--name", "Eva Exempel", "--roles", "legal,admin"]
        );
        Assert.Contains("212000-0142", first.Errors[0], StringComparison.Ordinal); // nobody is registered yet

        string[] register = ["--register", "Exempelköpings kommun", "--legal-form", "kommun"];
        var granted = await GrantAsync(
            database,
            0,
            [
                "--organisation",
                "212000-0142",
                "--name",
                "Eva Exempel",
                "--roles",
                "legal,admin",
                "--days",
                "30",
                .. register,
            ]
        );
        await GrantAsync(
            database,
            0,
            ["--organisation", "2120000142", "--name", "Per Exempel", "--roles", "registrar", .. register]
        );

        await using var db = Context(database.ConnectionString);
        var organisation = await db.Organisations.SingleAsync(); // the second time it was found
        var stored = await db.AccessTokens.SingleAsync(token => token.Hash == AccessToken.HashOf(granted.Output[^1]));
        var user = await db.Users.SingleAsync(one => one.Id == stored.UserId);
        Assert.Equal("Exempelköpings kommun", organisation.Name);
        Assert.Equal(TimeSpan.FromDays(30), stored.ExpiresAt - stored.IssuedAt);
        Assert.Equal("Eva Exempel", user.Name);
        Assert.Equal(organisation.Id, Assert.Single(user.Memberships).OrganisationId);
        Assert.Equal([Role.Legal, Role.Admin], user.Memberships[0].Roles);
    }

    private static async Task<(string[] Output, string[] Errors)> GrantAsync(
        TestDatabase database,
        int exitCode,
        string[] arguments
    )
    {
        await using var product = Product.Start(Production(database.ConnectionString), ["grant-access", .. arguments]);
        Assert.Equal(exitCode, await product.ExitsAsync());
        return (product.Output, product.Errors);
    }

    private static IopDbContext Context(string connectionString)
    {
        var options = new DbContextOptionsBuilder<IopDbContext>();
        options.UseIopPostgreSql(connectionString);
        return new IopDbContext(options.Options);
    }

    /// <summary>The account that a production installation serves with.</summary>
    private static async Task<string> WithoutTheRightToCreateAsync(string connectionString)
    {
        var role = $"iop_serving_{Guid.CreateVersion7():N}";
        await using var owner = new NpgsqlConnection(connectionString);
        await owner.OpenAsync();
        await using var grant = new NpgsqlCommand(
            $"""
            CREATE ROLE {role} LOGIN PASSWORD 'serving';
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
            """,
            owner
        );
        await grant.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            Username = role,
            Password = "serving",
        }.ConnectionString;
    }
}
