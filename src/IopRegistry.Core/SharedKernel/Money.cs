using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace IopRegistry.SharedKernel;

/// <summary>An amount in whole öre. Only SEK exists in the registry; the currency is carried so that nobody has to guess.</summary>
/// <param name="Amount">At most two decimals.</param>
/// <param name="Currency">Always SEK.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public sealed partial record Money(decimal Amount, string Currency = Money.Sek)
{
    public const string Sek = "SEK";

    /// <summary>The most that is read, written or split: fifteen digits of kronor.</summary>
    public const decimal MaxAmount = 999_999_999_999_999.99m;

    public static Money Zero { get; } = new(0m);

    public static bool IsWholeOre(decimal amount) => decimal.Round(amount, 2) == amount;

    /// <summary>
    /// Divides an amount by weights so that the parts add up to it to the öre: everyone gets the whole öre of their part,
    /// and the öre left over go one each to the largest remainders, the earlier of equals first.
    /// </summary>
    public static IReadOnlyList<decimal> Split(decimal amount, IReadOnlyList<decimal> weights)
    {
        RequireAmount(amount);
        var parts = Apportionment.LargestRemainder(decimal.ToInt64(Math.Abs(amount) * 100), weights);
        return [.. parts.Select(ore => Math.Sign(amount) * ore / 100m)];
    }

    /// <summary>
    /// Each amount's part of the sum in percent with one decimal, adding up to exactly 100.0 by largest remainder. When
    /// nobody gives anything there is nothing to share and every part is 0.
    /// </summary>
    public static IReadOnlyList<decimal> SharesOf(IReadOnlyList<decimal> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.All(amount => amount == 0)
            ? [.. amounts.Select(_ => 0.0m)]
            : [.. Apportionment.LargestRemainder(1000, amounts).Select(tenths => tenths / 10m)];
    }

    /// <summary>Reads the form of the API, <c>650000.00</c>; no sign but a minus, no grouping, no exponent, no spaces.</summary>
    public static bool TryParseAmount(string? text, out decimal amount)
    {
        amount = 0m;
        return text is not null
            && AmountForm().IsMatch(text)
            && decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out amount
            );
    }

    /// <summary>Writes the form of the API: always two decimals. An amount that is not in whole öre is never rounded away.</summary>
    public static string FormatAmount(decimal amount)
    {
        RequireAmount(amount);
        return amount == 0 ? "0.00" : amount.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static void RequireAmount(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(amount), MaxAmount, nameof(amount));
        if (!IsWholeOre(amount))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount has at most two decimals.");
        }
    }

    [GeneratedRegex(@"^-?[0-9]{1,15}(?:\.[0-9]{1,2})?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AmountForm();
}
