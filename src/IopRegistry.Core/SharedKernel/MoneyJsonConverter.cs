using System.Text.Json;
using System.Text.Json.Serialization;

namespace IopRegistry.SharedKernel;

/// <summary>
/// <c>{ "amount": "650000.00", "currency": "SEK" }</c>: the amount is a string so that no client turns it into a float.
/// Reading is as strict as writing, so that a mistake is refused instead of becoming another sum.
/// </summary>
public sealed class MoneyJsonConverter : JsonConverter<Money>
{
    private const string AmountName = "amount";
    private const string CurrencyName = "currency";

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Money is an object with amount and currency.");
        }

        decimal? amount = null;
        string? currency = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member)
            {
                case AmountName when amount is null:
                    amount = ReadAmount(ref reader);
                    break;
                case CurrencyName when currency is null:
                    currency = ReadCurrency(ref reader);
                    break;
                case AmountName or CurrencyName:
                    throw new JsonException($"Money has {member} twice.");
                default:
                    throw new JsonException("Money has a member that is neither amount nor currency.");
            }
        }

        return new Money(
            amount ?? throw new JsonException("Money lacks amount."),
            currency ?? throw new JsonException("Money lacks currency.")
        );
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(AmountName, Money.FormatAmount(value.Amount));
        writer.WriteString(CurrencyName, value.Currency);
        writer.WriteEndObject();
    }

    private static decimal ReadAmount(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && Money.TryParseAmount(reader.GetString(), out var amount)
            ? amount
            : throw new JsonException(
                "The amount of money is a string of at most fifteen digits and two decimals, such as \"650000.00\"."
            );

    private static string ReadCurrency(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Money.Sek)
            ? Money.Sek
            : throw new JsonException("The currency of money is \"SEK\".");
}
