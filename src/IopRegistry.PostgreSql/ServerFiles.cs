using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace IopRegistry.PostgreSql;

/// <summary>What lies in the embedded cluster's folder, besides what PostgreSQL puts there itself.</summary>
internal sealed class ServerFiles(string home)
{
    public const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>No system has a process with this number, so a pid file that names it is stale to PostgreSQL.</summary>
    private const string NoProcess = "2147483646";

    private const string PidFileName = "postmaster.pid";

    /// <summary>Its first lines never change: process, folder, start and port.</summary>
    private const int Facts = 4;

    public string Cluster => Path.Combine(home, "cluster");

    public string Log => Path.Combine(Cluster, "server.log");

    public int? Major =>
        File.Exists(Path.Combine(Cluster, "PG_VERSION"))
            ? int.Parse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")), CultureInfo.InvariantCulture)
            : null;

    private string PasswordFile => Path.Combine(home, "password");

    private string Leases => Path.Combine(home, "leases");

    private string PidFile => Path.Combine(Cluster, PidFileName);

    /// <summary>Made once and readable by the product's user only; other users of the machine reach the port, not the data.</summary>
    public string Password()
    {
        if (!File.Exists(PasswordFile))
        {
            WritePrivately(PasswordFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        return File.ReadAllText(PasswordFile);
    }

    public static void WritePrivately(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyOwner;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }

    /// <summary>A file locked for as long as this process lives, however it dies: the operating system lets go of the lock.</summary>
    public FileStream TakeLease()
    {
        Directory.CreateDirectory(Leases);
        return new FileStream(
            Path.Combine(Leases, Guid.CreateVersion7().ToString("N")),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1,
            FileOptions.DeleteOnClose
        );
    }

    /// <summary>Whether another live process uses the cluster. Leases of dead ones are cleared away.</summary>
    public bool IsLeased()
    {
        var live = 0;
        foreach (var lease in Directory.EnumerateFiles(Leases))
        {
            using var taken = TryLock(lease);
            if (taken is null)
            {
                live++;
            }
            else
            {
                File.Delete(lease);
            }
        }

        return live > 0;
    }

    /// <summary>Null while another process holds it.</summary>
    public static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The running server; its port is null until it has said it.</summary>
    public (bool IsRunning, int? Port) Server()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PidFile);
        }
        catch (IOException)
        {
            return (false, null);
        }

        var running =
            lines.Length > 0
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            && IsServer(pid, lines);
        return (
            running,
            running && lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? port
                : null
        );
    }

    /// <summary>
    /// After a crash of the whole machine or container the old server's number may belong to another program, and PostgreSQL
    /// would refuse to start. The rest of the file stays: by it PostgreSQL sees whether parts of a dead server still live.
    /// </summary>
    public void DisownStalePid()
    {
        if (File.Exists(PidFile))
        {
            var lines = File.ReadAllLines(PidFile);
            File.WriteAllLines(PidFile, [NoProcess, .. lines.Skip(1)]);
        }
    }

    private static bool IsServer(int pid, string[] lines)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !WorksElsewhere(pid, lines);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false; // no such process
        }
    }

    /// <summary>A server works in its data folder, next to this very pid file; where that cannot be seen, its name has to do.</summary>
    private static bool WorksElsewhere(int pid, string[] lines)
    {
        try
        {
            return !File.ReadLines($"/proc/{pid}/cwd/{PidFileName}").Take(Facts).SequenceEqual(lines.Take(Facts));
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
