using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IopRegistry.Api.Http;

/// <summary>Says of every operation what the filters do for it, so that a slice never has to.</summary>
internal static class OpenApiOperations
{
    private const int Large = 1000;

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var document = context.Document!;
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isRead = string.Equals(context.Description.HttpMethod, HttpMethods.Get, StringComparison.Ordinal);
        var isTagged = metadata.OfType<AnswersWithETag>().Any();
        var honoursKey = metadata.OfType<HonoursIdempotencyKey>().Any();

        Secure(operation, document, metadata);
        DescribeParameters(operation);
        operation.Parameters =
        [
            .. operation.Parameters ?? [],
            .. HeaderParameters(document, metadata.OfType<NeedsIfMatch>().Any(), isRead && isTagged, honoursKey),
        ];
        if (
            operation.RequestBody?.Content is { } body
            && context.Description.ParameterDescriptions.FirstOrDefault(p => p.Source == BindingSource.Body)
                is { } parameter
        )
        {
            Exemplify(document, body, parameter.Type);
        }

        operation.Responses = Responses(operation, context, document, isRead && isTagged);
        return Task.CompletedTask;
    }

    private static OpenApiResponses Responses(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        Microsoft.OpenApi.OpenApiDocument document,
        bool answers304
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isTagged = metadata.OfType<AnswersWithETag>().Any();
        var all = new SortedDictionary<int, IOpenApiResponse>();
        foreach (var (key, value) in operation.Responses ?? [])
        {
            var status = int.Parse(key, System.Globalization.CultureInfo.InvariantCulture);
            all[status] = value;
            if (status < 400 && value is OpenApiResponse response)
            {
                string[] headers =
                [
                    .. isTagged ? new[] { "ETag" } : [],
                    .. status is 201 or 202 ? new[] { "Location" } : [],
                    .. metadata.OfType<HonoursIdempotencyKey>().Any() ? new[] { "Idempotency-Replayed" } : [],
                ];
                response.Headers = OpenApiParts.HeadersOf(document, headers);
                var type = context.Description.SupportedResponseTypes.FirstOrDefault(t => t.StatusCode == status)?.Type;
                if (type is not null && response.Content is { } content)
                {
                    Exemplify(document, content, type);
                }
            }
        }

        if (answers304)
        {
            all[304] = new OpenApiResponse
            {
                Description = "Not Modified",
                Headers = OpenApiParts.HeadersOf(document, "ETag"),
            };
        }

        int[] always =
        [
            400,
            429,
            500,
            503,
            .. IsAnonymous(metadata) ? Array.Empty<int>() : [401, 403],
            .. operation.RequestBody is null ? Array.Empty<int>() : [413, 415],
            .. metadata.OfType<HonoursIdempotencyKey>().Any() ? new[] { 409, 422 } : [],
        ];
        foreach (var status in always)
        {
            all.TryAdd(status, new OpenApiResponse());
        }

        var responses = new OpenApiResponses();
        foreach (var (status, response) in all)
        {
            responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] =
                OpenApiParts.Refusals.TryGetValue(status, out var refusal)
                    ? new OpenApiResponseReference(refusal.Id, document)
                    : response;
        }

        return responses;
    }

    private static IEnumerable<IOpenApiParameter> HeaderParameters(
        Microsoft.OpenApi.OpenApiDocument document,
        bool ifMatch,
        bool ifNoneMatch,
        bool idempotencyKey
    ) =>
        new[]
        {
            (Id: "IfMatch", Applies: ifMatch),
            (Id: "IfNoneMatch", Applies: ifNoneMatch),
            (Id: "IdempotencyKey", Applies: idempotencyKey),
            (Id: "AcceptLanguage", Applies: true),
            (Id: "TraceParent", Applies: true),
        }
            .Where(header => header.Applies)
            .Select(header => new OpenApiParameterReference(header.Id, document));

    private static void Secure(
        OpenApiOperation operation,
        Microsoft.OpenApi.OpenApiDocument document,
        IList<object> metadata
    )
    {
        if (IsAnonymous(metadata))
        {
            operation.Security = [];
            return;
        }

        operation.Security = [OpenApiDocument.Bearer(document)];
        if (metadata.OfType<IAuthorizeData>().FirstOrDefault(data => data.Policy is not null)?.Policy is { } permission)
        {
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
            operation.Extensions["x-permission"] = new JsonNodeExtension(JsonValue.Create(permission));
        }
    }

    private static bool IsAnonymous(IList<object> metadata) => metadata.OfType<IAllowAnonymous>().Any();

    private static void DescribeParameters(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            parameter.Description ??= OpenApiExamples.DescriptionOf(parameter.Name);
            if (parameter.Schema is not OpenApiSchema schema)
            {
                continue;
            }

            if (parameter.Name is "page" or "limit")
            {
                schema.Minimum = "1";
                schema.Maximum = (parameter.Name is "page" ? PageQuery.MaxPage : PageQuery.MaxLimit).ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                );
            }
        }
    }

    /// <summary>A large example that many operations share is written once, as a component.</summary>
    private static void Exemplify(
        Microsoft.OpenApi.OpenApiDocument document,
        IDictionary<string, OpenApiMediaType> content,
        Type type
    )
    {
        if (
            !content.TryGetValue("application/json", out var media)
            || media.Example is not null
            || OpenApiExamples.Of(type) is not { } example
        )
        {
            return;
        }

        if (media.Schema is OpenApiSchemaReference { Reference.Id: { } id } && example.ToJsonString().Length > Large)
        {
            document.AddComponent<IOpenApiExample>(id, new OpenApiExample { Value = example });
            media.Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal)
            {
                ["example"] = new OpenApiExampleReference(id, document),
            };
        }
        else
        {
            media.Example = example;
        }
    }
}
