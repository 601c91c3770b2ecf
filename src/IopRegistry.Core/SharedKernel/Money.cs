namespace IopRegistry.SharedKernel;

/// <summary>An amount in whole öre. Only SEK exists in the registry; the currency is carried so that nobody has to guess.</summary>
/// <param name="Amount">At most two decimals.</param>
/// <param name="Currency">Always SEK.</param>
public sealed record Money(decimal Amount, string Currency = Money.Sek)
{
    public const string Sek = "SEK";

    public static Money Zero { get; } = new(0m);
}
