using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace IopRegistry.Api.Http;

/// <summary>Headers and refusals that many operations share, as components that operations refer to.</summary>
internal static class OpenApiParts
{
    private static readonly (
        string Id,
        string Header,
        bool Required,
        string Pattern,
        string Example,
        string Text
    )[] RequestHeaders =
    [
        (
            "TraceParent",
            "traceparent",
            false,
            "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
            TraceParentExample,
            "Trace context (W3C). The answer continues the same trace."
        ),
        (
            "AcceptLanguage",
            "Accept-Language",
            false,
            "",
            "sv",
            "Language of messages: sv (default) or en, with q-values."
        ),
        (
            "IfMatch",
            "If-Match",
            true,
            "",
            "\"3\"",
            "The ETag that was read. The change is refused with 412 when someone else changed the resource since."
        ),
        ("IfNoneMatch", "If-None-Match", false, "", "\"3\"", "The ETag that is at hand; 304 when it is still right."),
        (
            "IdempotencyKey",
            "Idempotency-Key",
            false,
            "^[!-~]{1,255}$",
            "01936f0a-6c5e-7d3b-9a61-3f2b7c4d5e60",
            "Makes the call safe to repeat for 24 hours: the same key, body and address give the stored answer again."
        ),
    ];

    private static readonly (string Id, string Example, string Text)[] ResponseHeaders =
    [
        ("traceparent", TraceParentExample, "Trace context of this answer (W3C)."),
        ("ETag", "\"3\"", "The version of the resource; send it as If-Match with a change."),
        ("Location", "/iop/v1/agreements/01936f0a-6c5e-7d3b-9a61-3f2b7c4d5e60", "The address of what was made."),
        ("RateLimit", "\"default\";r=599;t=42", "Calls left in the window, and seconds until it ends."),
        ("RateLimit-Policy", "\"default\";q=600;w=60", "Calls per window, and its length in seconds."),
        ("Retry-After", "42", "Seconds to wait before the next try."),
        ("Idempotency-Replayed", "true", "The answer is the stored one; nothing was done again."),
    ];

    /// <summary>The refusals of which every operation has some, by status.</summary>
    public static IReadOnlyDictionary<int, (string Id, ProblemKind Kind, string Text)> Refusals { get; } =
        new Dictionary<int, (string, ProblemKind, string)>
        {
            [400] = (
                "BadRequest",
                ProblemKinds.InvalidBody,
                "The request cannot be read: malformed JSON, unknown member or parameter, wrong type."
            ),
            [401] = ("Unauthenticated", ProblemKinds.Unauthenticated, "No valid access token."),
            [403] = ("Forbidden", ProblemKinds.Forbidden, "The caller may not do this."),
            [404] = ("NotFound", ProblemKinds.NotFound, "Unknown, or not visible to the caller."),
            [409] = (
                "Conflict",
                ProblemKinds.IdempotencyKeyInUse,
                "The state of things forbids it now; unmetGuards says why. Also: a call with the same Idempotency-Key is still running."
            ),
            [412] = (
                "PreconditionFailed",
                ProblemKinds.ChangedBySomeoneElse,
                "If-Match does not match: someone else changed the resource."
            ),
            [413] = ("TooLarge", ProblemKinds.TooLarge, "The body is too large."),
            [415] = ("UnsupportedMediaType", ProblemKinds.UnsupportedMediaType, "The body is not application/json."),
            [422] = (
                "Unprocessable",
                ProblemKinds.Validation,
                "Well-formed, but breaks a rule; errors says which members. Also: an Idempotency-Key reused for something else."
            ),
            [428] = ("PreconditionRequired", ProblemKinds.IfMatchMissing, "If-Match is missing."),
            [429] = (
                "TooManyRequests",
                ProblemKinds.TooManyRequests,
                "Too many requests; wait as long as Retry-After says."
            ),
            [500] = ("InternalError", ProblemKinds.Internal, "A fault of ours; it is logged under traceId."),
            [503] = ("Unavailable", ProblemKinds.Unavailable, "The service cannot reach its database."),
        };

    private const string TraceParentExample = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public static void AddTo(Microsoft.OpenApi.OpenApiDocument document)
    {
        foreach (var (id, header, required, pattern, example, text) in RequestHeaders)
        {
            document.AddComponent<IOpenApiParameter>(
                id,
                new OpenApiParameter
                {
                    Name = header,
                    In = ParameterLocation.Header,
                    Required = required,
                    Description = text,
                    Example = example,
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Pattern = pattern.Length == 0 ? null : pattern,
                    },
                    // NSwag would call it if_Match.
                    Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
                    {
                        ["x-originalName"] = new JsonNodeExtension(JsonNamingPolicy.CamelCase.ConvertName(id)),
                    },
                }
            );
        }

        foreach (var (id, example, text) in ResponseHeaders)
        {
            document.AddComponent<IOpenApiHeader>(
                id,
                new OpenApiHeader
                {
                    Description = text,
                    Example = example,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }

        foreach (var (status, (id, kind, text)) in Refusals)
        {
            document.AddComponent<IOpenApiResponse>(
                id,
                new OpenApiResponse
                {
                    Description = text,
                    Headers = HeadersOf(document, status is 409 or 429 or 503 ? ["Retry-After"] : []),
                    Content = ProblemContent(document, kind),
                }
            );
        }
    }

    public static Dictionary<string, IOpenApiHeader> HeadersOf(
        Microsoft.OpenApi.OpenApiDocument document,
        params IEnumerable<string> more
    ) =>
        more.Prepend("RateLimit-Policy")
            .Prepend("RateLimit")
            .Prepend("traceparent")
            .ToDictionary(
                id => id,
                id => (IOpenApiHeader)new OpenApiHeaderReference(id, document),
                StringComparer.Ordinal
            );

    private static Dictionary<string, OpenApiMediaType> ProblemContent(
        Microsoft.OpenApi.OpenApiDocument document,
        ProblemKind kind
    ) =>
        new(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(nameof(Problem), document),
                Example = ExampleOf(kind),
            },
        };

    private static JsonNode? ExampleOf(ProblemKind kind) =>
        JsonSerializer.SerializeToNode(
            new Problem(
                ProblemTypes.For(kind.Code),
                kind.Title.Sv,
                kind.Status,
                kind.Detail.Sv,
                "/iop/v1/agreements/01936f0a-6c5e-7d3b-9a61-3f2b7c4d5e60",
                kind.Code,
                TraceParentExample.Substring(3, 32),
                kind.Status switch
                {
                    400 => [new ProblemError("/titel", "unknown-member", "Okänd uppgift.")],
                    422 => [new ProblemError("/title", "not-empty", "'title' får inte vara tom.")],
                    _ => null,
                },
                null
            ),
            StrictJson.Options
        );
}
