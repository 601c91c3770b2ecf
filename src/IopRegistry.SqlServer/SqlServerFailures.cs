using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;

namespace IopRegistry.SqlServer;

/// <summary>What a failure of this database means to the rest of the product.</summary>
public static partial class SqlServerFailures
{
    /// <summary>Duplicate row in a unique index, and violation of a primary key or unique constraint.</summary>
    private static readonly int[] UniqueViolations = [2601, 2627];

    /// <summary>
    /// Time-out, no server, refused or broken connection, database starting, moved or out of connections; and the one of
    /// several at once that the server gave up, after the retries.
    /// </summary>
    private static readonly int[] Passing =
    [
        -2,
        -1,
        0,
        2,
        20,
        53,
        64,
        121,
        233,
        258,
        1205,
        1222,
        4060,
        10053,
        10054,
        10060,
        10061,
        10928,
        10929,
        11001,
        40197,
        40501,
        40613,
        49918,
        49919,
        49920,
    ];

    /// <summary>The unique index or key that a row broke, or null when this is something else.</summary>
    public static string? ViolatedUniqueConstraint(Exception failure) =>
        failure is SqlException violation && UniqueViolations.Contains(violation.Number)
            ? ConstraintNamed(violation.Message)
            : null;

    /// <summary>The same call may succeed a moment later.</summary>
    public static bool IsPassing(Exception failure) =>
        failure is SqlException broken && Passing.Contains(broken.Number);

    /// <summary>
    /// The server gives the name only in its message, and the message in its own language, but the quotes are always
    /// there: 2601 quotes the object and then the index, 2627 the constraint and then the object.
    /// </summary>
    public static string? ConstraintNamed(string message) =>
        Quoted()
            .Matches(message)
            .Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !name.Contains('.', StringComparison.Ordinal));

    [GeneratedRegex("['\"«“](?<name>[^'\"»”]+)['\"»”]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
