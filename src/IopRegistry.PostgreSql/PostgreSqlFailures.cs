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

    /// <summary>
    /// The same call may succeed a moment later: the server could not be reached, is starting or stopping, has no
    /// connection to give, or gave up this one of several at once.
    /// </summary>
    public static bool IsPassing(Exception failure) =>
        failure switch
        {
            PostgresException refused => refused.SqlState
                is PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.TooManyConnections
                    or PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.SerializationFailure,
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
            _ => false,
        };
}
