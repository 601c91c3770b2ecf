using System.Numerics;

namespace IopRegistry.SharedKernel;

/// <summary>Divides whole units by weights without losing one (largest remainder, also called Hamilton's method).</summary>
internal static class Apportionment
{
    /// <summary>Exact for any weights: they are made whole numbers first, so nothing is rounded and nothing overflows.</summary>
    public static long[] LargestRemainder(long units, IReadOnlyList<decimal> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Any(weight => weight < 0) || weights.All(weight => weight == 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weights),
                "Weights are zero or more, and at least one is more than zero."
            );
        }

        var scale = weights.Max(weight => weight.Scale);
        BigInteger[] whole = [.. weights.Select(weight => Scaled(weight, scale))];
        var total = whole.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        var parts = new long[whole.Length];
        var remainders = new BigInteger[whole.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            parts[i] = (long)BigInteger.DivRem(units * whole[i], total, out remainders[i]);
        }

        var left = (int)(units - parts.Sum());
        foreach (var i in Enumerable.Range(0, whole.Length).OrderByDescending(i => remainders[i]).Take(left))
        {
            parts[i]++;
        }

        return parts;
    }

    private static BigInteger Scaled(decimal weight, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(weight, bits);
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return digits * BigInteger.Pow(10, scale - weight.Scale);
    }
}
