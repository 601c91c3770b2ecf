using System.Diagnostics;
using System.Globalization;
using IopRegistry.PostgreSql;
using Npgsql;

namespace IopRegistry.IntegrationTests.Platform;

/// <summary>A folder for an embedded cluster of one test, and what can be seen of the server in it from outside.</summary>
internal sealed class ClusterFolder : IAsyncDisposable
{
    private readonly string _parent = Path.Combine(Path.GetTempPath(), $"iop-{Guid.CreateVersion7():N}");

    public ClusterFolder() => Directory.CreateDirectory(_parent);

    public string Parent => _parent;

    public string Folder => Path.Combine(_parent, "postgres");

    public string PidFile => Path.Combine(Folder, "cluster", "postmaster.pid");

    public EmbeddedClusterOptions Options =>
        new(Folder, Environment.GetEnvironmentVariable("IOP_POSTGRES_BIN"), Environment.GetEnvironmentVariable("PATH"));

    public Dictionary<string, string> Development
    {
        get
        {
            var settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Database__EmbeddedPath"] = Folder,
            };
            if (Options.Binaries is { } binaries)
            {
                settings["IOP_POSTGRES_BIN"] = binaries;
            }

            return settings;
        }
    }

    public bool HasServer => File.Exists(PidFile);

    public int ServerPid => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    public Task<EmbeddedCluster> AttachAsync() =>
        EmbeddedCluster.AttachAsync(Options, _ => { }, CancellationToken.None);

    public static async Task<T> QueryAsync<T>(EmbeddedCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The whole server at once, as when the machine loses power.</summary>
    public async Task KillServerAsync()
    {
        using var server = Process.GetProcessById(ServerPid);
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (HasServer)
        {
            try
            {
                await KillServerAsync();
            }
            catch (ArgumentException)
            {
                // it has gone
            }
        }

        var elsewhere = new FileInfo(Folder).LinkTarget;
        Directory.Delete(_parent, recursive: true);
        if (elsewhere is not null)
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }
}
