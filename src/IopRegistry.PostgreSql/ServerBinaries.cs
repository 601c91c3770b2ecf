using System.Globalization;
using System.Text.RegularExpressions;

namespace IopRegistry.PostgreSql;

/// <summary>PostgreSQL's server programs on this machine: the folder that holds them, and their major version.</summary>
internal sealed partial record ServerBinaries(string Folder, int Major)
{
    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// The folder that was named, or else the PATH's, or else the newest of the usual ones. Data of an existing cluster
    /// can only be opened by the major version that wrote it.
    /// </summary>
    public static async Task<ServerBinaries> FindAsync(
        EmbeddedClusterOptions options,
        int? major,
        CancellationToken cancellationToken
    )
    {
        var named = options.Binaries;
        if (!string.IsNullOrEmpty(named) && !IsComplete(named))
        {
            throw new EmbeddedClusterException(
                $"IOP_POSTGRES_BIN names {named}, which lacks PostgreSQL's server programs ({string.Join(", ", Needed)}). {Install(major)}"
            );
        }

        IEnumerable<string> folders = string.IsNullOrEmpty(named)
            ? (options.SearchPath ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Concat(options.UsualFolders.SelectMany(Expand))
                .Where(IsComplete)
                .Distinct(StringComparer.Ordinal)
            : [named];
        var found = new List<ServerBinaries>();
        foreach (var folder in folders)
        {
            var binaries = new ServerBinaries(folder, await MajorOfAsync(folder, cancellationToken));
            if (major is null || binaries.Major == major)
            {
                return binaries;
            }

            found.Add(binaries);
        }

        throw new EmbeddedClusterException(
            found.Count == 0
                ? $"PostgreSQL's server programs were not found. {Install(major)}"
                : $"The development database was made by PostgreSQL {major}, and this machine has {string.Join(", ", found.Select(binaries => binaries.Major))}. {Install(major)}"
        );
    }

    private static string Install(int? major)
    {
        var debian = major is null ? "postgresql" : $"postgresql-{major}";
        var homebrew = major is null ? "postgresql" : $"postgresql@{major}";
        return $"Install them (Debian, Ubuntu: apt-get install {debian} · Fedora: dnf install postgresql-server · macOS: brew install {homebrew}), "
            + "name their folder in IOP_POSTGRES_BIN, or name a database of your own in ConnectionStrings__IopRegistry.";
    }

    private static bool IsComplete(string folder) => Needed.All(program => File.Exists(Path.Combine(folder, program)));

    private static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = ["/"];
        foreach (var part in parts)
        {
            folders = part.Contains('*', StringComparison.Ordinal)
                ? folders
                    .Where(Directory.Exists)
                    .SelectMany(folder => Directory.EnumerateDirectories(folder, part))
                    .OrderByDescending(NumberIn)
                : folders.Select(folder => Path.Combine(folder, part));
        }

        return folders;
    }

    private static double NumberIn(string folder) =>
        double.TryParse(Number().Match(Path.GetFileName(folder)).Value, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static async Task<int> MajorOfAsync(string folder, CancellationToken cancellationToken)
    {
        var said = await ServerProgram.RunAsync([Path.Combine(folder, "postgres"), "--version"], cancellationToken);
        return (int)NumberIn(said.Output.Replace(" (PostgreSQL)", "", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
