using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Platform;

public sealed class CommandTests
{
    /// <summary>A port that nothing listens on.</summary>
    private const int Closed = 1;

    private static Dictionary<string, string> Production(params (string Name, string Value)[] settings)
    {
        var environment = settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return environment;
    }

    private static Dictionary<string, string> Production(TestDatabase database) =>
        new(database.Environment, StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Production" };

    private static Dictionary<string, string> Unreachable(string provider) =>
        Production(
            ("Database__Provider", provider),
            ("Keys__Encryption", TestKeys.Master),
            (
                "ConnectionStrings__IopRegistry",
                string.Equals(provider, "SqlServer", StringComparison.Ordinal)
                    ? $"Server=127.0.0.1,{Closed};Database=iop;User Id=nobody;Password=secret;Encrypt=false"
                    : $"Host=127.0.0.1;Port={Closed};Username=nobody;Password=secret"
            )
        );

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    public async Task Production_without_a_database_is_one_line_and_an_exit_code(string command)
    {
        await using var product = Product.Start(Production(), command);

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains("ConnectionStrings__IopRegistry", Assert.Single(product.Errors), StringComparison.Ordinal);
        Assert.Empty(product.Output);
    }

    [Fact]
    public async Task An_unknown_provider_is_named()
    {
        await using var product = Product.Start(
            Production(("ConnectionStrings__IopRegistry", "Host=127.0.0.1"), ("Database__Provider", "Oracle"))
        );

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains("'Oracle'", Assert.Single(product.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PostgreSql", "Server=tcp:db.example,1433;Encrypt=true;Password=secret")]
    [InlineData("SqlServer", "Host=db.example;Port=5432;Password=secret")]
    [InlineData("SqlServer", "secret")]
    public async Task The_connection_string_of_another_database_is_told(string provider, string connectionString)
    {
        await using var product = Product.Start(
            Production(("Database__Provider", provider), ("ConnectionStrings__IopRegistry", connectionString))
        );

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains(provider, Assert.Single(product.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", product.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PostgreSql", "serve")]
    [InlineData("PostgreSql", "migrate")]
    [InlineData(
        "PostgreSql",
        "grant-access",
        "--organisation=01890000-0000-7000-8000-000000000001",
        "--name=Eva",
        "--roles=legal"
    )]
    [InlineData("SqlServer", "serve")]
    [InlineData("SqlServer", "migrate")]
    [InlineData(
        "SqlServer",
        "grant-access",
        "--organisation=01890000-0000-7000-8000-000000000001",
        "--name=Eva",
        "--roles=legal"
    )]
    public async Task A_database_that_does_not_answer_is_one_line_and_an_exit_code(
        string provider,
        params string[] arguments
    )
    {
        await using var product = Product.Start(Unreachable(provider), arguments);

        Assert.Equal(69, await product.ExitsAsync());
        Assert.StartsWith("The database ", Assert.Single(product.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", product.Errors[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Success", product.Errors[0], StringComparison.Ordinal); // as the socket puts it
        Assert.Empty(product.Output);
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
        await using var product = Product.Start(Production(), arguments);

        Assert.Equal(64, await product.ExitsAsync());
        Assert.NotEmpty(product.Errors);
    }

    [Fact]
    public async Task A_start_refuses_with_the_list_of_pending_migrations_until_migrate_has_run()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var settings = Production(database);
        await using var db = database.Open();
        var migrations = db.Database.GetMigrations().ToList();

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
            Assert.Contains($"No migrations are pending on {settings["Database__Provider"]}.", repeated.Output);
        }

        settings["ConnectionStrings__IopRegistry"] = await database.WithoutTheRightToCreateAsync();
        await using var serving = await Product.ServeAsync(settings);
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
            ["--organisation", "212999-0004", "--name", "Eva Exempel", "--roles", "legal,admin"]
        );
        Assert.Contains("212999-0004", first.Errors[0], StringComparison.Ordinal); // nobody is registered yet

        string[] register = ["--register", "Exempelköpings kommun", "--legal-form", "kommun"];
        var granted = await GrantAsync(
            database,
            0,
            [
                "--organisation",
                "212999-0004",
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
            ["--organisation", "2129990004", "--name", "Per Exempel", "--roles", "registrar", .. register]
        );

        await using var db = database.Open();
        var organisation = await db.Organisations.SingleAsync(); // the second time it was found
        var hash = AccessToken.HashOf(granted.Output[^1]);
        var stored = await db.AccessTokens.SingleAsync(token => token.Hash == hash);
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
        await using var product = Product.Start(Production(database), ["grant-access", .. arguments]);
        Assert.Equal(exitCode, await product.ExitsAsync());
        return (product.Output, product.Errors);
    }
}
