using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IopRegistry.Api.Http;

/// <summary>
/// How the API reads and writes JSON. Reading is strict, because what is quietly ignored or bent on the way in is a wrong
/// agreement later; members without a value are left out on the way out.
/// </summary>
public static class StrictJson
{
    public const int MaxDepth = 32;

    /// <summary>The same settings for code outside a request: stored answers, examples, tests.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // å ä ö as they are; answers are never parsed as HTML
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new CamelCaseEnumConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Tighten } };
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// A constructor parameter that is neither nullable nor defaulted must be there. Texts that no database can store and
    /// nulls inside lists are refused here, once, and not by every validator.
    /// </summary>
    private static void Tighten(JsonTypeInfo type)
    {
        if (
            type.Kind != JsonTypeInfoKind.Object
            || type.Type.Namespace?.StartsWith("IopRegistry", StringComparison.Ordinal) != true
        )
        {
            return;
        }

        var checks = new List<Check>();
        foreach (var property in type.Properties)
        {
            if (
                property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } parameter
                && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            )
            {
                property.IsRequired = true;
            }

            if (CheckOf(property) is { } check)
            {
                checks.Add(check);
            }
        }

        if (checks.Count > 0)
        {
            Check[] all = [.. checks];
            type.OnDeserialized = value =>
            {
                foreach (var check in all)
                {
                    check(value);
                }
            };
        }
    }

    private delegate void Check(object owner);

    private static Check? CheckOf(JsonPropertyInfo property)
    {
        if (property.Get is not { } get)
        {
            return null;
        }

        var pointer = "/" + JsonFaults.Escaped(property.Name);
        if (property.PropertyType == typeof(string))
        {
            return owner => Require(get(owner) as string, pointer);
        }

        if (ElementType(property.PropertyType) is not { IsValueType: false } element)
        {
            return null;
        }

        var allowsNull = AllowsNullElements(property);
        return owner =>
        {
            var index = 0;
            foreach (var item in get(owner) as IEnumerable ?? Array.Empty<object>())
            {
                if (item is null && !allowsNull)
                {
                    throw new JsonFaultException(JsonFaults.NullElement($"{pointer}/{index}"));
                }

                Require(item as string, $"{pointer}/{index}");
                index++;
            }
        };
    }

    private static void Require(string? text, string pointer)
    {
        if (text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new JsonFaultException(JsonFaults.Character(pointer));
        }
    }

    private static Type? ElementType(Type type) =>
        type.GetInterfaces()
            .Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];

    private static bool AllowsNullElements(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not PropertyInfo member)
        {
            return false;
        }

        var nullability = new NullabilityInfoContext().Create(member);
        return (nullability.ElementType ?? nullability.GenericTypeArguments.LastOrDefault())?.ReadState
            == NullabilityState.Nullable;
    }
}
