using IopRegistry.Benchmarks.Running;

namespace IopRegistry.Benchmarks;

/// <summary>One program in three parts: what measures, the floor it measures against, and the load on both.</summary>
internal static class EntryPoint
{
    private const int Missed = 1;
    private const int WrongUse = 2;

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["floor", .. var rest]:
                await Floor.ServeAsync(FloorSettings.Parse(rest));
                return 0;
            case ["load"]:
                await Load.ObeyAsync(Console.In, Console.Out);
                return 0;
            case ["--help" or "-h", ..]:
                Console.WriteLine(BenchmarkOptions.Usage);
                return 0;
        }

        try
        {
            return await Session.RunAsync(BenchmarkOptions.Parse(arguments)) ? 0 : Missed;
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n{BenchmarkOptions.Usage}");
            return WrongUse;
        }
    }
}
