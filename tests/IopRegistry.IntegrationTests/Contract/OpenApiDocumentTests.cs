using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Contract;

public sealed partial class OpenApiDocumentTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];
    private static readonly string[] Said =
    [
        "operationId",
        "summary",
        "description",
        "tags",
        "security",
        "responses",
        "parameters",
    ];

    [Fact]
    public async Task The_committed_document_is_what_the_API_serves()
    {
        using var anyone = http.Api.Anonymous();
        var served = await anyone.GetStringAsync("/iop/v1/openapi.json");
        await ApiSpec.AssertIsAsync("openapi.json", served + "\n");
    }

    [Fact]
    public async Task Every_operation_says_everything()
    {
        foreach (var (name, operation) in await OperationsAsync())
        {
            Assert.All(Said, member => Assert.True(operation[member] is not null, $"{name} has no {member}"));
            Assert.True(
                operation["x-permission"] is not null || operation["security"] is JsonArray { Count: 0 },
                $"{name} names no permission"
            );
            Assert.All(
                operation["parameters"]!.AsArray(),
                parameter =>
                    Assert.True(
                        parameter!["$ref"] is not null || parameter["description"] is not null,
                        $"{name} does not describe {parameter["name"]}"
                    )
            );
            foreach (var (media, where) in JsonBodies(operation))
            {
                Assert.True(
                    (media["example"] ?? media["examples"]) is not null,
                    $"{name} has no example of its {where}"
                );
            }
        }
    }

    [Fact]
    public async Task Operation_ids_are_unique_and_schema_names_are_not_numbered()
    {
        var ids = (await OperationsAsync()).Select(o => o.Operation["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        var schemas = (await DocumentAsync())["components"]!["schemas"]!.AsObject();
        Assert.All(schemas, schema => Assert.DoesNotMatch(Numbered(), schema.Key));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();
        var references = References().Matches(document.ToJsonString()).Select(match => match.Groups["path"].Value);
        Assert.All(
            references.Distinct(StringComparer.Ordinal),
            reference =>
                Assert.True(
                    reference.Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step]) is not null,
                    reference
                )
        );
    }

    /// <summary>An example that the product itself refuses would be copied by every new client.</summary>
    [Fact]
    public void Every_example_of_a_request_is_accepted()
    {
        var bodies = http
            .Host.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)
            .OfType<Type>()
            .Distinct()
            .ToList();
        Assert.NotEmpty(bodies);
        Assert.All(
            bodies,
            body =>
            {
                var example = OpenApiExamples.Of(body)!.ToJsonString();
                var value = JsonSerializer.Deserialize(example, body, StrictJson.Options)!;
                if (http.Host.Services.GetService(typeof(IValidator<>).MakeGenericType(body)) is IValidator validator)
                {
                    var result = validator.Validate(new ValidationContext<object>(value));
                    Assert.True(result.IsValid, $"{result}\n{example}");
                }
            }
        );
    }

    [Fact]
    public async Task Everybody_may_read_about_the_API()
    {
        using var anyone = http.Api.Anonymous();
        var info = JsonNode.Parse(await anyone.GetStringAsync("/iop/v1/api-info"))!.AsObject();
        Assert.Equal(
            ["apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"],
            info.Select(member => member.Key)
        );
        Assert.Equal("http://localhost/docs", info["apiDocumentation"]!.GetValue<string>());
    }

    private async Task<JsonNode> DocumentAsync() =>
        JsonNode.Parse(await http.Api.Anonymous().GetStringAsync("/iop/v1/openapi.json"))!;

    private async Task<IReadOnlyList<(string Name, JsonNode Operation)>> OperationsAsync() =>
        [
            .. from path in (await DocumentAsync())["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where Methods.Contains(operation.Key, StringComparer.Ordinal)
            select ($"{operation.Key} {path.Key}", operation.Value!),
        ];

    private static IEnumerable<(JsonNode Media, string Where)> JsonBodies(JsonNode operation)
    {
        if (operation["requestBody"]?["content"]?["application/json"] is { } request)
        {
            yield return (request, "request");
        }

        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            if (response?["content"]?["application/json"] is { } answer)
            {
                yield return (answer, status);
            }
        }
    }

    [GeneratedRegex("[a-z][0-9]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex("\"#/(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();
}
