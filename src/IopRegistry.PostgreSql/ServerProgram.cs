using System.Diagnostics;

namespace IopRegistry.PostgreSql;

/// <summary>Runs one program to its end and keeps what it said.</summary>
internal static class ServerProgram
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // the caller's folder may be closed to the server's user
        };
        foreach (var name in start.Environment.Keys.Where(IsForPostgreSql).ToList())
        {
            start.Environment.Remove(name); // PGDATA, PGPORT and the like are about somebody else's server
        }

        start.Environment["LC_ALL"] = "C";
        using var process =
            Process.Start(start) ?? throw new EmbeddedClusterException($"{command[0]} could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, (await output + await errors).Trim());
    }

    public static async Task<string> RunOrThrowAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync(command, cancellationToken);
        return exitCode == 0
            ? output
            : throw new EmbeddedClusterException($"{string.Join(' ', command)} ended with {exitCode}: {output}");
    }

    private static bool IsForPostgreSql(string variable) => variable.StartsWith("PG", StringComparison.Ordinal);
}
