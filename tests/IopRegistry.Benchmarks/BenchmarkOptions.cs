using System.Globalization;

namespace IopRegistry.Benchmarks;

/// <summary>What is measured and for how long.</summary>
/// <param name="Sizes">Agreements in the database, one run of everything each.</param>
/// <param name="Rounds">Pairs of turns, product and floor; the median ratio counts.</param>
/// <param name="Turn">How long each turn is.</param>
/// <param name="WarmUp">The least that each side is asked before the first turn; longer while it still gets faster.</param>
/// <param name="Connections">Keep-alive connections of the load, and of each server's pool.</param>
/// <param name="Starts">How many times the product is started.</param>
/// <param name="Product">A folder with a product that is already published; published anew when null.</param>
/// <param name="Only">Names of benchmarks to run; all when empty.</param>
internal sealed record BenchmarkOptions(
    IReadOnlyList<int> Sizes,
    int Rounds,
    TimeSpan Turn,
    TimeSpan WarmUp,
    int Connections,
    int Starts,
    string? Product,
    IReadOnlyList<string> Only
)
{
    public const string Usage = """
        Usage: ./dev bench [--quick] [--sizes 1000,1000000] [--rounds 9] [--seconds 4] [--connections 16] [--only list,read] [--product FOLDER]
        """;

    private static readonly BenchmarkOptions Full = new(
        [1_000, 1_000_000],
        9,
        TimeSpan.FromSeconds(4),
        TimeSpan.FromSeconds(10),
        16,
        7,
        null,
        []
    );

    private static readonly BenchmarkOptions Quick = Full with
    {
        Sizes = [1_000],
        Rounds = 5,
        Turn = TimeSpan.FromSeconds(2),
        WarmUp = TimeSpan.FromSeconds(6),
        Starts = 3,
    };

    /// <exception cref="FormatException">When an argument cannot be understood.</exception>
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = arguments.Contains("--quick", StringComparer.Ordinal) ? Quick : Full;
        var rest = new Queue<string>(
            arguments.Where(argument => !string.Equals(argument, "--quick", StringComparison.Ordinal))
        );
        while (rest.TryDequeue(out var name))
        {
            var value = rest.TryDequeue(out var next) ? next : throw new FormatException($"{name} needs a value.");
            options = name switch
            {
                "--sizes" => options with { Sizes = [.. value.Split(',').Select(Number)] },
                "--rounds" => options with { Rounds = Number(value) },
                "--seconds" => options with { Turn = TimeSpan.FromSeconds(Number(value)) },
                "--connections" => options with { Connections = Number(value) },
                "--product" => options with { Product = value },
                "--only" => options with { Only = value.Split(',') },
                _ => throw new FormatException($"There is no {name}."),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
