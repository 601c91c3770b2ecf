using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace IopRegistry.Api.Http;

/// <summary>A decimal is a string such as "650000.00": most JSON readers would make a float of a number and lose an öre.</summary>
internal sealed partial class DecimalConverter : JsonConverter<decimal>
{
    /// <summary>What a decimal(19,2) column can hold, or a finer number with up to six decimals for those that are not money.</summary>
    public const string Pattern = "^-?(0|[1-9][0-9]{0,16})(\\.[0-9]{1,6})?$";

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));

    internal static decimal Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && reader.GetString() is { Length: < 30 } text
        && Number().IsMatch(text)
            ? decimal.Parse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture
            )
            : throw new JsonException();

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}

/// <summary>A moment is RFC 3339: written in UTC with Z; read only with a zone, because without one it could be any hour.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && HasZone(reader.GetString())
        && reader.TryGetDateTimeOffset(out var moment)
            ? moment.ToUniversalTime()
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);

    internal static bool HasZone(string? text) =>
        text is { Length: > 16 } && (text[^1] is 'Z' || (text[^6] is '+' or '-' && text[^3] is ':'));
}

/// <summary>An enum is its camelCase name, exactly; never a number.</summary>
internal sealed class CamelCaseEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    /// <summary>The C# name of what JSON and addresses call <paramref name="name"/>; null when the type has no such value.</summary>
    internal static string? MemberOf(Type type, string name) =>
        Members
            .GetOrAdd(
                type,
                static t =>
                    Enum.GetNames(t).ToFrozenDictionary(JsonNamingPolicy.CamelCase.ConvertName, StringComparer.Ordinal)
            )
            .GetValueOrDefault(name);

    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, string>> Members = new();

    internal static string NameOf(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    internal static IEnumerable<string> NamesOf(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly FrozenDictionary<string, T> ByName = Enum.GetValues<T>()
            .ToFrozenDictionary(value => NameOf(value), StringComparer.Ordinal);

        private static readonly FrozenDictionary<T, JsonEncodedText> Names = ByName.ToFrozenDictionary(
            pair => pair.Value,
            pair => JsonEncodedText.Encode(pair.Key)
        );

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ByName.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names[value]);

        public override T ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => ByName.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(Names[value]);
    }
}
