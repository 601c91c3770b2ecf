using System.Diagnostics;
using System.Security.Cryptography;

namespace IopRegistry.Benchmarks.Running;

/// <summary>The product as the container image has it: dotnet publish, Release, Production.</summary>
internal sealed class PublishedProduct
{
    /// <summary>One for all processes of a run, because they share databases.</summary>
    public static string MasterKey { get; } =
        Convert.ToBase64String(SHA256.HashData("the master key of the benchmarks"u8));

    private readonly string _program;

    private PublishedProduct(string program) => _program = program;

    public static PublishedProduct In(string folder) =>
        new(Path.GetFullPath(Path.Combine(folder, "IopRegistry.Api.dll")));

    public static async Task<PublishedProduct> PublishAsync()
    {
        var root = Root();
        var output = Path.Combine(root, "tests", "IopRegistry.Benchmarks", "obj", "product");
        await RunAsync(
            new ProcessStartInfo(
                "dotnet",
                [
                    .. "publish src/IopRegistry.Api --configuration Release --use-current-runtime --self-contained false".Split(
                        ' '
                    ),
                    "-p:NuGetLockFilePath=obj/publish.lock.json", // the committed one names no platform
                    .. "--verbosity quiet -nologo --output".Split(' '),
                    output,
                ]
            )
            {
                WorkingDirectory = root,
            }
        );
        return In(output);
    }

    public ServerProcess Start(string connectionString, params IEnumerable<(string Name, string Value)> settings)
    {
        var address = ServerProcess.FreeAddress();
        var start = Command(connectionString);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = address;
        return new ServerProcess(start, address);
    }

    /// <summary>A command that ends by itself, such as <c>migrate</c>.</summary>
    public Task<string> RunAsync(string connectionString, params string[] arguments) =>
        RunAsync(Command(connectionString, arguments));

    /// <returns>A token for a lawyer of the organisation, as an operator would make one.</returns>
    public async Task<string> GrantAsync(string connectionString, Guid organisationId)
    {
        var said = await RunAsync(
            connectionString,
            "grant-access",
            "--organisation",
            organisationId.ToString(),
            "--name",
            "Berit Bänk",
            "--roles",
            "legal"
        );
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
    }

    private ProcessStartInfo Command(string connectionString, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [_program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(_program),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ConnectionStrings__IopRegistry"] = connectionString;
        start.Environment["Keys__Encryption"] = MasterKey;
        start.Environment["RateLimit__PermitLimit"] = "1000000000"; // counted as ever, never reached
        return start;
    }

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? said
            : throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}:\n{said}"
            );
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IopRegistry.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The benchmarks run from the repository.");
    }
}
