namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>Chance that can be repeated: the same seed rolls the same ten years (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to <paramref name="sides"/> - 1.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Roll(most - least + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool PerMille(int times) => Roll(1_000) < times;

    public T Of<T>(IReadOnlyList<T> some) => some[Roll(some.Count)];

    /// <summary>One of some with unequal chances.</summary>
    public T Of<T>(params ReadOnlySpan<(int Weight, T Value)> some)
    {
        var all = 0;
        foreach (var (weight, _) in some)
        {
            all += weight;
        }

        var rolled = Roll(all);
        foreach (var (weight, value) in some)
        {
            rolled -= weight;
            if (rolled < 0)
            {
                return value;
            }
        }

        throw new InvalidOperationException("There is nothing to choose from.");
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
