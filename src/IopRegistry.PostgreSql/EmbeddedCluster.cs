using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace IopRegistry.PostgreSql;

/// <param name="Folder">Where the cluster lives, such as <c>.data/postgres</c>.</param>
/// <param name="Binaries">The folder of the server programs; null looks for them.</param>
/// <param name="SearchPath">The PATH to look in first.</param>
public sealed record EmbeddedClusterOptions(string Folder, string? Binaries, string? SearchPath)
{
    /// <summary>Where distributions put the programs without putting them on the PATH; a star stands for any name part.</summary>
    public IReadOnlyList<string> UsualFolders { get; init; } =
    [
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/usr/libexec/postgresql*",
        "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/opt/postgresql*/bin",
        "/usr/local/pgsql/bin",
    ];
}

/// <summary>Why there is no cluster, in words for the person who started the product.</summary>
public sealed class EmbeddedClusterException(string message) : Exception(message);

/// <summary>
/// A PostgreSQL of the product's own for development: durable, on loopback only, and shared by every process of the product
/// that runs on the same folder. Whoever comes first starts it, whoever leaves last stops it; a killed process leaves it
/// running for the next one to attach to.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    public const string Database = "iop_registry";

    private const string Superuser = "iop";

    private const int StartAttempts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly EmbeddedClusterOptions _options;
    private readonly ServerAccount _account;
    private readonly ServerFiles _files;
    private readonly ServerBinaries _binaries;
    private readonly Action<string> _tell;
    private readonly FileStream _lease;

    private EmbeddedCluster(
        EmbeddedClusterOptions options,
        ServerAccount account,
        ServerFiles files,
        ServerBinaries binaries,
        Action<string> tell
    )
    {
        _options = options;
        _account = account;
        _files = files;
        _binaries = binaries;
        _tell = tell;
        _lease = files.TakeLease();
    }

    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether the server was there already.</summary>
    public bool Attached { get; private set; }

    /// <exception cref="EmbeddedClusterException">With one sentence on what is wrong and what to do.</exception>
    public static async Task<EmbeddedCluster> AttachAsync(
        EmbeddedClusterOptions options,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var gate = await GateAsync(options, patience.Token);
            var account = await ServerAccount.ForThisProcessAsync(patience.Token);
            var files = new ServerFiles(await account.ReachableAsync(options.Folder, tell, patience.Token));
            var binaries = await ServerBinaries.FindAsync(options, files.Major, patience.Token);
            var cluster = new EmbeddedCluster(options, account, files, binaries, tell);
            try
            {
                await cluster.CreateIfMissingAsync(patience.Token);
                await cluster.EnsureRunningAsync(patience.Token);
                return cluster;
            }
            catch
            {
                await cluster._lease.DisposeAsync();
                throw;
            }
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EmbeddedClusterException($"{exception.Message} {options.Folder} belongs to another user.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmbeddedClusterException(
                $"The development database in {options.Folder} was not ready within {Patience.TotalSeconds:0} seconds."
            );
        }
    }

    /// <summary>Leaves the cluster, and stops it when nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var gate = await GateAsync(_options, CancellationToken.None);
        await _lease.DisposeAsync();
        if (!_files.IsLeased() && _files.Server().IsRunning)
        {
            _tell("Stopping the development database.");
            await ServerProgram.RunOrThrowAsync(PgCtl("stop", "-m", "fast", "-t", "60"), CancellationToken.None);
        }
    }

    /// <summary>One process at a time decides whether the server has to be made, started or stopped.</summary>
    private static async Task<FileStream> GateAsync(EmbeddedClusterOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(options.Folder)!);
        FileStream? gate;
        while ((gate = ServerFiles.TryLock(options.Folder + ".lock")) is null)
        {
            await Task.Delay(50, cancellationToken);
        }

        return gate;
    }

    private async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        if (_files.Major is not null)
        {
            return;
        }

        // Renamed into place when it is whole: a start that was killed half way leaves nothing that looks like a cluster.
        var home = Path.GetDirectoryName(_files.Cluster)!;
        foreach (var abandoned in Directory.EnumerateDirectories(home, "making-*"))
        {
            Directory.Delete(abandoned, recursive: true);
        }

        _tell($"Creating a development database of PostgreSQL {_binaries.Major} in {home}.");
        var making = Path.Combine(home, $"making-{Guid.CreateVersion7():N}");
        var data = Path.Combine(making, "data");
        var password = Path.Combine(making, "password");
        Directory.CreateDirectory(making);
        ServerFiles.WritePrivately(password, _files.Password());
        await _account.GiveAsync(making, cancellationToken);
        await ServerProgram.RunOrThrowAsync(
            _account.As(
                _binaries.Program("initdb"),
                $"--pgdata={data}",
                $"--username={Superuser}",
                $"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                OperatingSystem.IsMacOS() ? "--locale=en_US.UTF-8" : "--locale=C.UTF-8"
            ),
            cancellationToken
        );
        Directory.Move(data, _files.Cluster);
        Directory.Delete(making, recursive: true);
    }

    private async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        Attached = true;
        for (var attempts = 0; ; )
        {
            var (isRunning, port) = _files.Server();
            if (port is not null && await AnswersAsync(port.Value, cancellationToken))
            {
                ConnectionString = Connection(port.Value, Database).ConnectionString;
                return;
            }

            if (!isRunning)
            {
                Attached = false;
                var (started, said) = await StartAsync(cancellationToken);
                if (!started && ++attempts == StartAttempts)
                {
                    throw new EmbeddedClusterException($"PostgreSQL did not start: {said} Its log is {_files.Log}.");
                }
            }

            // It is starting, recovering or stopping, or what a killed server left behind is still going away.
            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task<(bool Started, string Said)> StartAsync(CancellationToken cancellationToken)
    {
        _files.DisownStalePid();
        var settings = string.Join(
            " -c ",
            $"-p {FreePort()}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=''",
            "log_min_error_statement=panic" // a statement may hold what people wrote
        );
        var (exitCode, output) = await ServerProgram.RunAsync(
            PgCtl("start", "-l", _files.Log, "-o", settings, "-t", "60"),
            cancellationToken
        );
        var log = File.Exists(_files.Log) ? await File.ReadAllLinesAsync(_files.Log, cancellationToken) : [];
        return (exitCode == 0, log.LastOrDefault() ?? output);
    }

    private async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        var connection = Connection(port, "postgres");
        connection.Pooling = false;
        connection.Timeout = 5;
        await using var server = new NpgsqlConnection(connection.ConnectionString);
        try
        {
            await server.OpenAsync(cancellationToken);
            await CreateDatabaseIfMissingAsync(server, cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedClusterException(
                $"The running development database does not take the password in {_options.Folder}. "
                    + "Stop that server, and restore the password file or delete the folder to start anew."
            );
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task CreateDatabaseIfMissingAsync(NpgsqlConnection server, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", server);
        exists.Parameters.AddWithValue(Database);
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", server);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private NpgsqlConnectionStringBuilder Connection(int port, string database) =>
        new()
        {
            Host = IPAddress.Loopback.ToString(),
            Port = port,
            Username = Superuser,
            Password = _files.Password(),
            Database = database,
        };

    private string[] PgCtl(params string[] arguments) =>
        _account.As([_binaries.Program("pg_ctl"), "-D", _files.Cluster, "-w", .. arguments]);

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
