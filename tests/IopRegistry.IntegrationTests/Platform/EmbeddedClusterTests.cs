using System.Runtime.Versioning;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.PostgreSql;
using Npgsql;

namespace IopRegistry.IntegrationTests.Platform;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedClusterTests
{
    private const string Own = "the product brings its own server only there";

    [PostgreSqlFact(Own)]
    public async Task A_start_without_a_database_brings_its_own_and_a_clean_stop_stops_it()
    {
        await using var folder = new ClusterFolder();

        await using (var product = await Product.ServeAsync(folder.Development))
        {
            using var ready = await product.ReadyAsync();
            Assert.Equal(0, await product.TerminateAsync());
        }

        Assert.False(folder.HasServer);
    }

    [PostgreSqlFact(Own)]
    public async Task What_was_written_is_there_after_a_stop_and_a_start()
    {
        await using var folder = new ClusterFolder();
        await using (var first = await folder.AttachAsync())
        {
            Assert.Equal(
                1L,
                await ClusterFolder.QueryAsync<long>(first, "CREATE TABLE t AS SELECT 1; SELECT count(*) FROM t")
            );
        }

        await using var second = await folder.AttachAsync();

        Assert.False(second.Attached);
        Assert.Equal(1L, await ClusterFolder.QueryAsync<long>(second, "SELECT count(*) FROM t"));
        Assert.Equal("on", await ClusterFolder.QueryAsync<string>(second, "SHOW fsync"));
        Assert.Equal("127.0.0.1", await ClusterFolder.QueryAsync<string>(second, "SHOW listen_addresses"));
    }

    [PostgreSqlFact(Own)]
    public async Task A_second_process_attaches_and_the_last_one_to_leave_stops_the_server()
    {
        await using var folder = new ClusterFolder();
        await using var product = await Product.ServeAsync(folder.Development);
        var server = folder.ServerPid;

        await using (var second = await folder.AttachAsync())
        {
            Assert.True(second.Attached);
            Assert.Equal(0, await product.TerminateAsync());
            Assert.Equal(server, folder.ServerPid);
            Assert.Equal(1, await ClusterFolder.QueryAsync<int>(second, "SELECT 1"));
        }

        Assert.False(folder.HasServer);
    }

    [PostgreSqlFact(Own)]
    public async Task A_killed_product_leaves_a_server_that_the_next_start_attaches_to()
    {
        await using var folder = new ClusterFolder();
        await using (var killed = await Product.ServeAsync(folder.Development))
        {
            await killed.KillAsync();
        }

        var server = folder.ServerPid;

        await using (var next = await Product.ServeAsync(folder.Development))
        {
            Assert.Equal(server, folder.ServerPid);
            using var ready = await next.ReadyAsync();
            Assert.Equal(0, await next.TerminateAsync());
        }

        Assert.False(folder.HasServer); // the killed one's lease did not keep it up
    }

    [PostgreSqlFact(Own)]
    public async Task Nothing_committed_is_lost_when_product_and_server_are_killed_together()
    {
        await using var folder = new ClusterFolder();
        await using var product = await Product.ServeAsync(folder.Development);
        await using (var writer = await folder.AttachAsync())
        {
            await ClusterFolder.QueryAsync<long>(writer, "CREATE TABLE t AS SELECT 1; SELECT count(*) FROM t");
            await product.KillAsync();
            await folder.KillServerAsync();
        }

        Assert.True(folder.HasServer); // the stale file of a server that is no more

        await using var next = await folder.AttachAsync();

        Assert.False(next.Attached);
        Assert.Equal(1L, await ClusterFolder.QueryAsync<long>(next, "SELECT count(*) FROM t"));
    }

    [PostgreSqlFact(Own)]
    public async Task A_stale_pid_that_belongs_to_another_program_now_does_not_stop_a_start()
    {
        await using var folder = new ClusterFolder();
        string[] said;
        await using (await folder.AttachAsync())
        {
            said = await File.ReadAllLinesAsync(folder.PidFile);
        }

        await File.WriteAllLinesAsync(folder.PidFile, [$"{Environment.ProcessId}", .. said.Skip(1)]);

        await using var next = await folder.AttachAsync();

        Assert.False(next.Attached);
        Assert.NotEqual(Environment.ProcessId, folder.ServerPid);
    }

    [PostgreSqlFact(Own)]
    public async Task Two_first_starts_at_once_make_one_cluster()
    {
        await using var folder = new ClusterFolder();

        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(folder.AttachAsync)));

        Assert.Single(clusters, cluster => !cluster.Attached);
        Assert.Single(clusters.Select(cluster => cluster.ConnectionString).Distinct(StringComparer.Ordinal));
        foreach (var cluster in clusters)
        {
            Assert.True(folder.HasServer);
            await cluster.DisposeAsync();
        }

        Assert.False(folder.HasServer);
    }

    [PostgreSqlFact(Own)]
    public async Task Another_user_of_the_machine_gets_neither_in_nor_the_password()
    {
        await using var folder = new ClusterFolder();
        await using var cluster = await folder.AttachAsync();
        var stranger = new NpgsqlConnectionStringBuilder(cluster.ConnectionString)
        {
            Password = "guess",
            Pooling = false,
        };

        await using var connection = new NpgsqlConnection(stranger.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(folder.Folder, "password"))
        );
    }

    /// <summary>Root's home is closed to the user that the server then runs as; anybody else runs the server themselves.</summary>
    [PostgreSqlFact(Own)]
    public async Task A_clone_in_a_closed_home_works_too()
    {
        await using var folder = new ClusterFolder();
        File.SetUnixFileMode(folder.Parent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using (await folder.AttachAsync())
        {
            Assert.Equal(Environment.IsPrivilegedProcess, new FileInfo(folder.Folder).LinkTarget is not null);
        }

        await using var again = await folder.AttachAsync();
        Assert.Equal(1, await ClusterFolder.QueryAsync<int>(again, "SELECT 1"));
    }

    [PostgreSqlFact(Own)]
    public async Task Without_server_programs_the_error_says_how_to_install_them()
    {
        await using var folder = new ClusterFolder();
        var nowhere = folder.Options with { Binaries = null, SearchPath = folder.Parent, UsualFolders = [] };

        var error = await Assert.ThrowsAsync<EmbeddedClusterException>(() =>
            EmbeddedCluster.AttachAsync(nowhere, _ => { }, CancellationToken.None)
        );

        Assert.Contains("apt-get install postgresql", error.Message, StringComparison.Ordinal);
        Assert.Contains("brew install postgresql", error.Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact(Own)]
    public async Task The_product_tells_about_missing_server_programs_in_one_line()
    {
        await using var folder = new ClusterFolder();
        await using var product = Product.Start(
            new Dictionary<string, string>(folder.Development, StringComparer.Ordinal)
            {
                ["IOP_POSTGRES_BIN"] = folder.Parent,
            }
        );

        Assert.Equal(69, await product.ExitsAsync());
        Assert.Contains("apt-get install postgresql", Assert.Single(product.Errors), StringComparison.Ordinal);
    }
}
