using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace IopRegistry.IntegrationTests.Contract;

/// <summary>A client's folder, copied to where nothing of this repository reaches: what works here works for an integrator.</summary>
internal sealed class ClientWorkshop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));
    private static readonly string Modules = Path.Combine(Root, "tests/tools/node_modules");

    private readonly string _folder;

    private ClientWorkshop(string folder) => _folder = folder;

    /// <summary>The contract as it is committed.</summary>
    public static string Document { get; } = Path.Combine(Root, "api-spec/openapi.json");

    public static ClientWorkshop Of(string client)
    {
        var folder = Directory.CreateTempSubdirectory($"iop-{client}-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "tests/clients", client)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Modules);
        return new ClientWorkshop(folder);
    }

    /// <summary>A program of tests/tools.</summary>
    public static string Tool(string name)
    {
        var path = Path.Combine(Modules, ".bin", name);
        Assert.True(File.Exists(path), $"{name} is not installed. Run: cd tests/tools && npm ci");
        return path;
    }

    /// <summary>Runs a program in the folder and gives the lines it printed; what went wrong fails the test in full.</summary>
    public async Task<string[]> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var said = await output;
        Assert.True(
            process.ExitCode == 0,
            $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{said}{await errors}"
        );
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_folder, "node_modules")); // the link, not what it leads to
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A build inside a test run must not take the run's own build for its surroundings.</summary>
    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
