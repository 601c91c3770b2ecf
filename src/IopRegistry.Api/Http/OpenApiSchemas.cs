using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IopRegistry.Api.Http;

/// <summary>Tells the schema generator what our converters read and write, and what must be there.</summary>
internal static class OpenApiSchemas
{
    public static async Task CompleteAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var type = context.JsonTypeInfo.Type;
        var single = Nullable.GetUnderlyingType(type) ?? type;
        var nullable = single != type ? JsonSchemaType.Null : default;
        if (single.IsEnum)
        {
            schema.Type = JsonSchemaType.String | nullable;
            schema.Enum = [.. CamelCaseEnumConverter.NamesOf(single).Select(name => (JsonNode)JsonValue.Create(name)!)];
        }
        else if (single == typeof(decimal))
        {
            schema.Type = JsonSchemaType.String | nullable;
            schema.Format = "decimal";
            schema.Pattern = DecimalConverter.Pattern;
        }
        else if (single == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | nullable;
            schema.Format = "date-time";
        }
        else if (single == typeof(Money))
        {
            Describe(schema);
        }
        else if (context.JsonTypeInfo.ElementType is { IsEnum: true } element)
        {
            // The generator leaves out what a converter of ours writes.
            schema.Items = await OpenApiReferences.ReferenceAsync(element, context, cancellationToken);
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 })
        {
            schema.Required = context
                .JsonTypeInfo.Properties.Where(IsAlwaysThere)
                .Select(property => property.Name)
                .Where(schema.Properties.ContainsKey) // a member that is never written has no place among those that must be
                .ToHashSet(StringComparer.Ordinal);
        }

        if (single.IsEnum || single == typeof(Money))
        {
            await OpenApiReferences.MarkAsync(schema, single, context, cancellationToken);
        }
    }

    /// <summary>
    /// Answers leave out what has no value, so null is taken out of every schema that only answers use; a request may say
    /// null, and its schemas say so. Components nobody refers to go.
    /// </summary>
    public static void Tidy(Microsoft.OpenApi.OpenApiDocument document)
    {
        var schemas = document.Components?.Schemas;
        if (schemas is null)
        {
            return;
        }

        OpenApiReferences.Restore(document);
        var operations = document
            .Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? [])
            .ToList();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            Reach(operation.RequestBody?.Content, schemas, asked);
            foreach (var parameter in operation.Parameters ?? [])
            {
                Reach(parameter.Schema, schemas, asked);
            }

            foreach (var response in operation.Responses?.Values.AsEnumerable() ?? [])
            {
                Reach(response.Content, schemas, answered);
            }
        }

        Reach(new OpenApiSchemaReference(nameof(Problem), document), schemas, answered);
        foreach (var id in schemas.Keys.ToList())
        {
            if (!asked.Contains(id) && !answered.Contains(id))
            {
                schemas.Remove(id);
            }
            else if (!asked.Contains(id) && schemas[id] is OpenApiSchema schema)
            {
                RemoveNull(schema);
                schema.AdditionalPropertiesAllowed = true; // answers may grow; requests are strict
            }
        }
    }

    private static void Describe(OpenApiSchema money)
    {
        money.Type = JsonSchemaType.Object;
        money.Required = new HashSet<string>(StringComparer.Ordinal) { "amount", "currency" };
        money.AdditionalPropertiesAllowed = false;
        money.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["amount"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "decimal",
                Pattern = "^-?[0-9]{1,15}(\\.[0-9]{1,2})?$",
                Description = "Kronor with a point and two decimals; a string, so that no öre is lost.",
            },
            ["currency"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [JsonValue.Create(Money.Sek)!],
                Description = "Always SEK.",
            },
        };
    }

    /// <summary>In a request: must be given. In an answer: is always given.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        property.IsRequired
        || (
            property is { Set: null, AssociatedParameter: null, IsGetNullable: false }
            && property.PropertyType.IsValueType
                ? Nullable.GetUnderlyingType(property.PropertyType) is null
                : property is { Set: null, AssociatedParameter: null, IsGetNullable: false }
        );

    private static void Reach(
        IDictionary<string, OpenApiMediaType>? content,
        IDictionary<string, IOpenApiSchema> schemas,
        HashSet<string> reached
    )
    {
        foreach (var media in content?.Values.AsEnumerable() ?? [])
        {
            Reach(media.Schema, schemas, reached);
        }
    }

    private static void Reach(
        IOpenApiSchema? schema,
        IDictionary<string, IOpenApiSchema> schemas,
        HashSet<string> reached
    )
    {
        switch (schema)
        {
            case null:
                return;
            case OpenApiSchemaReference { Reference.Id: { } id }:
                if (reached.Add(id))
                {
                    Reach(schemas.TryGetValue(id, out var found) ? found : null, schemas, reached);
                }

                return;
        }

        foreach (
            var part in (schema.Properties?.Values.AsEnumerable() ?? [])
                .Concat(schema.OneOf ?? [])
                .Concat(schema.AnyOf ?? [])
                .Concat(schema.AllOf ?? [])
                .Append(schema.Items)
                .Append(schema.AdditionalProperties)
        )
        {
            Reach(part, schemas, reached);
        }
    }

    private static void RemoveNull(OpenApiSchema schema)
    {
        foreach (var (name, part) in schema.Properties?.ToList() ?? [])
        {
            schema.Properties![name] = WithoutNull(part);
        }

        if (schema.Items is OpenApiSchema items)
        {
            RemoveNull(items);
        }

        if (schema.AdditionalProperties is OpenApiSchema values)
        {
            RemoveNull(values);
        }
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema part)
    {
        if (part is not OpenApiSchema schema)
        {
            return part;
        }

        if (schema.OneOf is [{ Type: JsonSchemaType.Null }, var only])
        {
            return only;
        }

        schema.Type &= ~JsonSchemaType.Null;
        RemoveNull(schema);
        return schema;
    }
}
