using System.ComponentModel;

namespace IopRegistry.PostgreSql;

/// <summary>
/// The operating system's user that the server runs as: the product's own, except that PostgreSQL refuses root, so root
/// hands over to the user that every distribution's package creates.
/// </summary>
internal sealed class ServerAccount
{
    private const string Unprivileged = "postgres";

    private readonly string[] _switch;

    private ServerAccount(string[] switchUser) => _switch = switchUser;

    public static async Task<ServerAccount> ForThisProcessAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount([]);
        }

        var group = await ServerProgram.RunAsync(["id", "-g", Unprivileged], cancellationToken);
        if (group.ExitCode != 0)
        {
            throw new EmbeddedClusterException(
                $"PostgreSQL refuses to run as root, and the user {Unprivileged} that would run it is missing. "
                    + $"Run as an ordinary user, or create it: useradd --system {Unprivileged}."
            );
        }

        var account = new ServerAccount(["setpriv", "--reuid", Unprivileged, "--regid", group.Output, "--init-groups"]);
        try
        {
            await ServerProgram.RunOrThrowAsync(account.As("true"), cancellationToken);
        }
        catch (Win32Exception)
        {
            throw new EmbeddedClusterException(
                "PostgreSQL refuses to run as root, and the program setpriv that would change the user is missing. "
                    + "Run as an ordinary user, or install util-linux."
            );
        }

        return account;
    }

    public string[] As(params string[] command) => [.. _switch, .. command];

    /// <summary>
    /// The folder itself, or, where the server's user cannot come there (root's home is closed to everybody else), one of
    /// its own under /var/lib that a link in the folder's place leads to.
    /// </summary>
    public async Task<string> ReachableAsync(string folder, Action<string> tell, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var link = new FileInfo(folder).LinkTarget;
        if (link is null)
        {
            CreateForOthersToPass(folder);
        }

        if (link is null && await MayEnterAsync(folder, cancellationToken))
        {
            return folder;
        }

        var elsewhere = link ?? Path.Combine("/var/lib/iop-registry", Guid.CreateVersion7().ToString("N"));
        if (link is null && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new EmbeddedClusterException(
                $"The user {Unprivileged} that runs PostgreSQL cannot reach {folder}: a folder above it is closed to it."
            );
        }

        CreateForOthersToPass(Path.GetDirectoryName(elsewhere)!);
        CreateForOthersToPass(elsewhere);
        if (link is null)
        {
            Directory.Delete(folder);
            Directory.CreateSymbolicLink(folder, elsewhere);
            tell($"{folder} is closed to the user {Unprivileged} that runs PostgreSQL; the data is in {elsewhere}.");
        }

        return elsewhere;
    }

    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (_switch.Length > 0)
        {
            await ServerProgram.RunOrThrowAsync(["chown", "-R", $"{Unprivileged}:", path], cancellationToken);
        }
    }

    private async Task<bool> MayEnterAsync(string folder, CancellationToken cancellationToken) =>
        (await ServerProgram.RunAsync(As("test", "-x", folder), cancellationToken)).ExitCode == 0;

    private static void CreateForOthersToPass(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode passing = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(folder, ServerFiles.OnlyOwner | UnixFileMode.UserExecute | passing);
        }
    }
}
