namespace IopRegistry.Api.Hosting;

/// <summary>Exit codes as in sysexits.h, so that an orchestrator can tell a wrong setting from a missing server.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Usage = 64;

    /// <summary>What is stored has been changed behind the product's back.</summary>
    public const int Tampered = 65;
    public const int Unavailable = 69;

    /// <summary>Try again after <c>migrate</c>.</summary>
    public const int MigrationsPending = 75;
    public const int Configuration = 78;

    /// <summary>As a shell reports Ctrl-C.</summary>
    public const int Interrupted = 130;
}

/// <summary>Why the product does not start, in words for its operator: printed as it is, without a stack trace.</summary>
internal sealed class StartupException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
