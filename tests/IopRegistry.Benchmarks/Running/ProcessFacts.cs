using System.Globalization;

namespace IopRegistry.Benchmarks.Running;

/// <summary>What the kernel says of a process.</summary>
internal static class ProcessFacts
{
    private const double TicksPerSecond = 100;

    /// <summary>Megabytes of memory in use (resident set).</summary>
    public static double ResidentMegabytes(int id) => Status(id, "VmRSS:");

    /// <summary>The most it has been so far.</summary>
    public static double PeakMegabytes(int id) => Status(id, "VmHWM:");

    /// <summary>Seconds of processor time that it has used.</summary>
    public static double ProcessorSeconds(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (
                long.Parse(fields[11], CultureInfo.InvariantCulture)
                + long.Parse(fields[12], CultureInfo.InvariantCulture)
            ) / TicksPerSecond;
    }

    private static double Status(int id, string name) =>
        double.Parse(
            File.ReadLines($"/proc/{id}/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture
        ) / 1024;
}
