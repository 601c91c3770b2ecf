using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IopRegistry.Api.Http;

/// <summary>
/// One name for one type: the generator writes an enum or an amount out again wherever it may be absent or has a default,
/// and generated clients would then know a Money, an Amount and a UnitRate2.
/// </summary>
internal static class OpenApiReferences
{
    private const string Component = "iop-component";
    private const string Nullable = "iop-nullable";

    /// <summary>Remembers, inside this process only, which type a written-out schema stands for.</summary>
    public static async Task MarkAsync(
        OpenApiSchema schema,
        Type type,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.JsonPropertyInfo is not null)
        {
            await ReferenceAsync(type, context, cancellationToken);
        }

        schema.Metadata ??= new Dictionary<string, object>(StringComparer.Ordinal);
        schema.Metadata[Component] = NameOf(type);
        schema.Metadata[Nullable] = context.JsonPropertyInfo?.IsGetNullable ?? context.JsonTypeInfo.Type != type;
    }

    public static async Task<IOpenApiSchema> ReferenceAsync(
        Type type,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var name = NameOf(type);
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        }

        return new OpenApiSchemaReference(name, document);
    }

    public static void Restore(Microsoft.OpenApi.OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        foreach (var schema in schemas.Values.ToList())
        {
            RestoreParts(schema, document);
        }

        foreach (
            var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values.AsEnumerable() ?? [])
        )
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                parameter.Schema = Restored(parameter.Schema, document);
            }
        }
    }

    private static void RestoreParts(IOpenApiSchema? part, Microsoft.OpenApi.OpenApiDocument document)
    {
        if (part is not OpenApiSchema schema)
        {
            return;
        }

        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            var restored = Restored(property, document)!;
            if (restored is OpenApiSchema { OneOf: [{ Type: JsonSchemaType.Null }, var only] } nullable)
            {
                nullable.Description ??= only.Description; // clients' tools look for it here
            }

            schema.Properties![name] = restored;
        }

        schema.Items = Restored(schema.Items, document);
        schema.AdditionalProperties = Restored(schema.AdditionalProperties, document);
        for (var i = 0; i < (schema.OneOf?.Count ?? 0); i++)
        {
            schema.OneOf![i] = Restored(schema.OneOf[i], document)!;
        }
    }

    private static IOpenApiSchema? Restored(IOpenApiSchema? part, Microsoft.OpenApi.OpenApiDocument document)
    {
        if (part is not OpenApiSchema schema)
        {
            return part;
        }

        if (schema.Metadata?.TryGetValue(Component, out var value) != true || value is not string name)
        {
            RestoreParts(schema, document);
            return schema;
        }

        var reference = new OpenApiSchemaReference(name, document)
        {
            Description = schema.Description,
            Default = schema.Default,
        };
        return schema.Metadata[Nullable] is true
            ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference] }
            : reference;
    }

    private static string NameOf(Type type) => OpenApiDocument.SchemaName(StrictJson.Options.GetTypeInfo(type))!;
}
