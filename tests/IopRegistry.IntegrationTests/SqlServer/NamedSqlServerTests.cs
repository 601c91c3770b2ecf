using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Stands for the whole suite where no SQL Server is named: one test, skipped, that says what is missing.</summary>
public sealed class NamedSqlServerTests
{
    [SqlServerFact]
    public async Task The_SQL_Server_that_is_named_takes_every_migration()
    {
        await using var database = await TestDatabase.CreateAsync(new SqlServerTestServer());
        await using var db = database.Open();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(101, await db.ReferenceCounters.CountAsync());
    }
}
