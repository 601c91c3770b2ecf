using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Http;

/// <summary>
/// An example for every JSON body, made from its type: values by the name of the member, then by its type. A type may say
/// it better with a static property Example.
/// </summary>
public static class OpenApiExamples
{
    private const BindingFlags AnyStatic = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    public static JsonNode? Of(Type type) => Of(type, null, []);

    /// <summary>What a path or query parameter of this name means, wherever it occurs.</summary>
    internal static string? DescriptionOf(string parameter) =>
        ExampleCatalogue.Parameters.TryGetValue(parameter, out var text) ? text
        : parameter.EndsWith("Id", StringComparison.Ordinal) ? $"The id of the {Words(parameter[..^2])}."
        : null;

    private static JsonNode? Of(Type type, string? member, IReadOnlyList<Type> within)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.GetProperty("Example", AnyStatic)?.GetValue(null) is { } given)
        {
            return JsonSerializer.SerializeToNode(given, given.GetType(), StrictJson.Options);
        }

        if (SimpleOf(type, member, within.Count > 0 ? within[^1].Name : "") is { } simple)
        {
            return simple;
        }

        var info = StrictJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => ListOf(info.ElementType!, member, within),
            JsonTypeInfoKind.Dictionary => new JsonObject
            {
                [ExampleCatalogue.KeyOf(info.KeyType!)] = Of(info.ElementType!, member, within),
            },
            JsonTypeInfoKind.Object => ObjectOf(info, within),
            _ => null,
        };
    }

    private static JsonObject? ObjectOf(JsonTypeInfo info, IReadOnlyList<Type> within)
    {
        if (within.Contains(info.Type))
        {
            return null; // a thing inside a thing of its own kind: once is enough
        }

        var example = new JsonObject();
        foreach (
            var property in info.Properties.Where(p => p.Get is not null && !ExampleCatalogue.LeftOut.Contains(p.Name))
        )
        {
            if (Of(property.PropertyType, property.Name, [.. within, info.Type]) is { } value)
            {
                example[property.Name] = value;
            }
        }

        return example;
    }

    private static JsonArray ListOf(Type element, string? member, IReadOnlyList<Type> within) =>
        Of(element, member is null ? null : ExampleCatalogue.Singular(member), within) is { } one ? [one] : [];

    private static JsonNode? SimpleOf(Type type, string? member, string owner)
    {
        var name = member ?? "";
        if (type.IsEnum)
        {
            return ExampleCatalogue.EnumOf(type, name);
        }

        if (type == typeof(Money))
        {
            return JsonSerializer.SerializeToNode(new Money(name is "unitRate" ? 220m : 650_000m), StrictJson.Options);
        }

        return type switch
        {
            _ when type == typeof(string) => ExampleCatalogue.TextOf(owner, name),
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(short) => ExampleCatalogue.NumberOf(
                name
            ),
            _ when type == typeof(double) || type == typeof(float) => 12.5,
            _ when type == typeof(decimal) => ExampleCatalogue.DecimalOf(name),
            _ when type == typeof(Guid) => ExampleCatalogue.IdOf(name),
            _ when type == typeof(DateOnly) => ExampleCatalogue.DayOf(name),
            _ when type == typeof(DateTimeOffset) => "2026-11-21T09:30:00Z",
            _ when type == typeof(Uri) => ApiDescription.PublicUrl,
            _ => null,
        };
    }

    private static string Words(string camelCase) =>
        string.Concat(camelCase.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
