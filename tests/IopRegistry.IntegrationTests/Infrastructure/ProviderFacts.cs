namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>A test of what only PostgreSQL has. On SQL Server it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute(string why) => Skip = PostgreSqlOnly.Reason(why);
}

/// <summary>The same for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute(string why) => Skip = PostgreSqlOnly.Reason(why);
}

internal static class PostgreSqlOnly
{
    /// <summary>Null where the test runs.</summary>
    public static string? Reason(string why) =>
        TestServer.OfThisRun is PostgreSqlTestServer ? null : $"PostgreSQL only: {why}.";
}

/// <summary>A test against the SQL Server that is named; skipped, with the reason, where none is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SqlServerFactAttribute : FactAttribute
{
    public SqlServerFactAttribute()
    {
        if (!SqlServerTestServer.IsNamed)
        {
            Skip =
                $"No SQL Server is named. Set {SqlServerTestServer.Variable} to a connection string without a database, "
                + "and ./dev test runs the whole integration suite on it as well.";
        }
    }
}
