using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using IopRegistry.SharedKernel;
using static IopRegistry.UnitTests.SharedKernel.Law;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class MoneyTests
{
    /// <summary>Small, ordinary and the largest amounts, either sign, in öre.</summary>
    private static readonly Gen<decimal> Amounts = Gen.OneOf(
        Gen.Choose(-500, 500).Select(ore => ore / 100m),
        Gen.Choose(int.MinValue + 1, int.MaxValue).Select(ore => ore / 100m),
        Gen.Elements(Money.MaxAmount, -Money.MaxAmount, 0m)
    );

    /// <summary>Whole, fractional, tiny and huge weights, with zeros among them.</summary>
    private static readonly Gen<decimal[]> Weights = Gen.OneOf(
            Gen.Choose(0, 5).Select(weight => (decimal)weight),
            Gen.Choose(0, 1_000_000).Select(weight => weight / 997m),
            Gen.Elements(0m, 0.0000000000000000000000000001m, decimal.MaxValue)
        )
        .NonEmptyListOf()
        .Select(weights => weights.ToArray())
        .Where(weights => weights.Any(weight => weight > 0));

    [Theory]
    [InlineData("100.00", "1 1 1", "33.34 33.33 33.33")]
    [InlineData("-100.00", "1 1 1", "-33.34 -33.33 -33.33")]
    [InlineData("0.01", "1 1", "0.01 0.00")]
    [InlineData("0.05", "1 2 3", "0.01 0.02 0.02")]
    [InlineData("1000.00", "70 30", "700.00 300.00")]
    [InlineData("650000.00", "0 1 0", "0.00 650000.00 0.00")]
    [InlineData("10.00", "0.5 0.25 0.25", "5.00 2.50 2.50")]
    [InlineData("0.00", "1 2", "0.00 0.00")]
    public void Split(string amount, string weights, string parts) =>
        Assert.Equal(
            parts.Split(' '),
            Money.Split(M(amount), [.. weights.Split(' ').Select(M)]).Select(Money.FormatAmount)
        );

    [Fact]
    public void The_parts_of_a_split_add_up_to_the_whole_in_whole_öre() =>
        Holds(
            Amounts.Zip(Weights),
            input =>
            {
                var parts = Money.Split(input.Item1, input.Item2);
                return parts.Sum() == input.Item1 && parts.Count == input.Item2.Length && parts.All(Money.IsWholeOre);
            },
            2000
        );

    [Fact]
    public void No_part_is_an_öre_or_more_from_its_exact_share()
    {
        // Weights small enough that the exact share can be compared in whole numbers without rounding.
        var weights = Gen.Choose(0, 1000)
            .NonEmptyListOf()
            .Select(list => list.ToArray())
            .Where(list => list.Any(weight => weight > 0));
        Holds(
            Gen.Choose(-10_000_000, 10_000_000).Zip(weights),
            input =>
            {
                var (ore, shares) = input;
                var total = shares.Sum(share => (long)share);
                return Money
                    .Split(ore / 100m, [.. shares.Select(share => (decimal)share)])
                    .Zip(shares)
                    .All(pair => Math.Abs((long)(pair.First * 100 * total) - ((long)ore * pair.Second)) < total);
            },
            2000
        );
    }

    [Fact]
    public void Who_weighs_more_never_gets_less_and_who_weighs_nothing_gets_nothing() =>
        Holds(
            Amounts.Select(Math.Abs).Zip(Weights),
            input =>
            {
                var parts = Money.Split(input.Item1, input.Item2).Zip(input.Item2).ToArray();
                return parts.All(part => part.Second > 0 || part.First == 0)
                    && parts.All(one => parts.All(other => one.Second <= other.Second || one.First >= other.First));
            }
        );

    [Fact]
    public void Equals_differ_by_an_öre_at_most_and_the_first_gets_it() =>
        Holds(
            Gen.Choose(0, 1_000_000).Zip(Gen.Choose(1, 50)),
            input =>
            {
                var parts = Money.Split(input.Item1 / 100m, [.. Enumerable.Repeat(7.5m, input.Item2)]);
                return parts[0] - parts[^1] is 0m or 0.01m && parts.SequenceEqual(parts.OrderDescending());
            }
        );

    [Fact]
    public void Splitting_a_negative_amount_mirrors_the_positive_one() =>
        Holds(
            Amounts.Zip(Weights),
            input =>
                Money
                    .Split(-input.Item1, input.Item2)
                    .SequenceEqual(Money.Split(input.Item1, input.Item2).Select(part => -part))
        );

    [Fact]
    public void A_split_that_makes_no_sense_is_refused()
    {
        Refused(() => _ = Money.Split(1m, []));
        Refused(() => _ = Money.Split(1m, [0m, 0m]));
        Refused(() => _ = Money.Split(1m, [1m, -1m]));
        Refused(() => _ = Money.Split(0.001m, [1m]));
        Refused(() => _ = Money.Split(Money.MaxAmount + 0.01m, [1m]));
        Refused(() => _ = Money.Split(decimal.MinValue, [1m]));
        Refused(() => _ = Money.SharesOf([1m, -1m]));
        Refused(() => _ = Money.FormatAmount(0.005m));
        Refused(() => _ = Money.FormatAmount(decimal.MaxValue));
    }

    [Theory]
    [InlineData("1 1 1", "33.4 33.3 33.3")]
    [InlineData("650000 350000", "65.0 35.0")]
    [InlineData("1 0", "100.0 0.0")]
    [InlineData("0 0", "0.0 0.0")]
    [InlineData("1 999999", "0.0 100.0")]
    [InlineData("5", "100.0")]
    public void Shares(string amounts, string shares) =>
        Assert.Equal(
            shares.Split(' '),
            Money
                .SharesOf([.. amounts.Split(' ').Select(M)])
                .Select(share => share.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))
        );

    [Fact]
    public void Shares_add_up_to_a_hundred_with_one_decimal() =>
        Holds(
            Weights,
            amounts =>
            {
                var shares = Money.SharesOf(amounts);
                return shares.Sum() == 100.0m && shares.All(share => share is >= 0 and <= 100 && share.Scale <= 1);
            },
            2000
        );

    [Fact]
    public void No_amounts_have_no_shares() => Assert.Empty(Money.SharesOf([]));

    [Fact]
    public void Whole_öre()
    {
        Assert.All([0m, 1m, -1.5m, 0.01m, 1.230m, 650000.00m], amount => Assert.True(Money.IsWholeOre(amount)));
        Assert.All([0.001m, -0.005m, 1.234m, 0.0000000000000001m], amount => Assert.False(Money.IsWholeOre(amount)));
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_amount() =>
        Holds(
            Amounts,
            amount => Money.TryParseAmount(Money.FormatAmount(amount), out var back) && back == amount,
            2000
        );

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("1", "1.00")]
    [InlineData("1.5", "1.50")]
    [InlineData("-0.00", "0.00")]
    [InlineData("-12.30", "-12.30")]
    [InlineData("000123.45", "123.45")]
    [InlineData("999999999999999.99", "999999999999999.99")]
    public void An_amount_is_read_and_written(string text, string written)
    {
        Assert.True(Money.TryParseAmount(text, out var amount));
        Assert.Equal(written, Money.FormatAmount(amount));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 1.00")]
    [InlineData("1.00 ")]
    [InlineData("1.00\n")]
    [InlineData("+1.00")]
    [InlineData("--1")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,00")]
    [InlineData("1 000.00")]
    [InlineData("1,000.00")]
    [InlineData("1.234")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("١٢٣")]
    [InlineData("1000000000000000")]
    public void What_is_no_amount_is_not_read(string? text) => Assert.False(Money.TryParseAmount(text, out _));

    [Fact]
    public void The_culture_of_the_server_changes_nothing()
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("sv-SE");
            Assert.Equal("-650000.50", Money.FormatAmount(-650000.5m));
            Assert.True(Money.TryParseAmount("-650000.50", out var amount));
            Assert.Equal(-650000.5m, amount);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void JSON_is_an_object_of_two_strings()
    {
        Assert.Equal("""{"amount":"650000.00","currency":"SEK"}""", JsonSerializer.Serialize(new Money(650000m)));
        Assert.Equal(
            new Money(650000.5m),
            JsonSerializer.Deserialize<Money>(""" { "currency" : "SEK", "amount": "650000.5" } """)
        );
        Assert.Null(JsonSerializer.Deserialize<Money>("null"));
        Assert.Equal(
            new List<Money?> { new(1m), null, new(-2m) },
            JsonSerializer.Deserialize<List<Money?>>(
                """[{"amount":"1","currency":"SEK"},null,{"amount":"-2.00","currency":"SEK"}]"""
            )
        );
    }

    [Theory]
    [InlineData("""{"amount":650000.00,"currency":"SEK"}""", "string")]
    [InlineData("""{"amount":"650000,00","currency":"SEK"}""", "string")]
    [InlineData("""{"amount":"1.234","currency":"SEK"}""", "two decimals")]
    [InlineData("""{"amount":"1000000000000000","currency":"SEK"}""", "fifteen")]
    [InlineData("""{"amount":null,"currency":"SEK"}""", "string")]
    [InlineData("""{"amount":{},"currency":"SEK"}""", "string")]
    [InlineData("""{"amount":"1.00"}""", "lacks currency")]
    [InlineData("""{"currency":"SEK"}""", "lacks amount")]
    [InlineData("{}", "lacks amount")]
    [InlineData("""{"amount":"1.00","currency":"EUR"}""", "SEK")]
    [InlineData("""{"amount":"1.00","currency":"sek"}""", "SEK")]
    [InlineData("""{"amount":"1.00","currency":1}""", "SEK")]
    [InlineData("""{"amount":"1.00","currency":"SEK","vat":"0.25"}""", "neither amount nor currency")]
    [InlineData("""{"Amount":"1.00","currency":"SEK"}""", "neither amount nor currency")]
    [InlineData("""{"amount":"1.00","amount":"2.00","currency":"SEK"}""", "twice")]
    [InlineData("""{"amount":"1.00","currency":"SEK","currency":"SEK"}""", "twice")]
    [InlineData("\"650000.00\"", "object")]
    [InlineData("650000", "object")]
    [InlineData("[]", "object")]
    public void Other_JSON_is_refused_with_the_reason(string json, string reason)
    {
        var refusal = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"amount":"1.00","currency":"SEK" """)]
    [InlineData("""{"amount":""")]
    [InlineData("{")]
    public void JSON_that_breaks_off_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Money>(json));

    private static decimal M(string amount) => decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
}
