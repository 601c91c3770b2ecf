using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IopRegistry.Persistence;

/// <summary>
/// Children that are only ever read and written with their root live in one JSON column, so that reading an aggregate is
/// one row and one round trip on both databases. They are immutable: a change replaces the value, which is why change
/// detection compares references.
/// </summary>
public static class JsonColumns
{
    /// <summary>Tells the PostgreSQL project to give the column its json type.</summary>
    public const string Annotation = "Iop:Json";

    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // What is worked out is not stored, and above all not hashed: a hash must not change when a calculation does.
            IgnoreReadOnlyProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    public static PropertyBuilder<T> HasJsonColumn<T>(this PropertyBuilder<T> property)
        where T : class?
    {
        property.HasConversion(
            new ValueConverter<T, string>(
                value => JsonSerializer.Serialize(value, Options),
                json => JsonSerializer.Deserialize<T>(json, Options)!
            ),
            new ValueComparer<T>(
                (left, right) => ReferenceEquals(left, right),
                value => value == null ? 0 : value.GetHashCode(),
                value => value
            )
        );
        property.Metadata.SetAnnotation(Annotation, true);
        return property;
    }
}
