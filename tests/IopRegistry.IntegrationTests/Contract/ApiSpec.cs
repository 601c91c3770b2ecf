using System.Runtime.CompilerServices;

namespace IopRegistry.IntegrationTests.Contract;

/// <summary>The files in api-spec are reviewed like code. IOP_UPDATE_API_SPEC=1 rewrites them from the product.</summary>
internal static class ApiSpec
{
    public static async Task AssertIsAsync(string file, string produced)
    {
        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../api-spec", file);
        if (Environment.GetEnvironmentVariable("IOP_UPDATE_API_SPEC") is "1")
        {
            await File.WriteAllTextAsync(path, produced);
        }

        Assert.Equal(
            File.Exists(path) ? await File.ReadAllTextAsync(path) : "no such file; run with IOP_UPDATE_API_SPEC=1",
            produced,
            ignoreLineEndingDifferences: true
        );
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
