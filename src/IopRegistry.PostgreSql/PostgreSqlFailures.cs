using System.Net.Sockets;
using Npgsql;

namespace IopRegistry.PostgreSql;

/// <summary>What a failure of this database means to the rest of the product.</summary>
public static class PostgreSqlFailures
{
    /// <summary>The unique index or key that a row broke, or null when this is something else.</summary>
    public static string? ViolatedUniqueConstraint(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation
            ? violation.ConstraintName
            : null;

    /// <summary>The server could not be reached, is starting or stopping, or has no connection to give.</summary>
    public static bool IsUnreachable(Exception failure) =>
        failure switch
        {
            PostgresException refused => refused.SqlState
                is PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.TooManyConnections,
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
            _ => false,
        };
}
