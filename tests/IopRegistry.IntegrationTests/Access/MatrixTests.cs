using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IopRegistry.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace IopRegistry.IntegrationTests.Access;

/// <summary>
/// Every operation of the API document, called by everybody: is the caller asked to sign in, refused, told that there is
/// nothing, or let through? What is expected stands once, in <see cref="Rows"/>; it is not taken from the product's own
/// table of permissions. Changes carry an ETag that never was, so that whoever is let through changes nothing.
/// </summary>
public sealed class MatrixTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string NeverWas = "\"999999\"";

    private readonly Partnership _partnership = new();

    public Task InitializeAsync() => _partnership.InitializeAsync();

    public Task DisposeAsync() => _partnership.DisposeAsync();

    [Fact]
    public async Task Everybody_may_do_what_the_table_says_and_nothing_else()
    {
        var operations = await OperationsAsync();
        var rows = Rows.Parse();
        Assert.Equal(
            operations.Keys.Order(StringComparer.Ordinal),
            rows.Select(row => row.Operation).Order(StringComparer.Ordinal)
        ); // a new operation needs a row in Rows.cs, and an old row an operation
        var stage = await Stage.SetAsync(_partnership);
        var callers = await Callers.SignInAsync(_partnership);

        List<string> wrong = [];
        foreach (var row in rows)
        {
            var unexpected = new List<(string Caller, string What)>();
            foreach (var caller in callers)
            {
                var expected = row.ExpectedFor(caller);
                var (got, said) = await CallAsync(operations[row.Operation], caller, stage);
                var openAnyway = row.About == About.Open && (got is Outcome.Nothing or Outcome.Unread);
                if (got != expected && !openAnyway) // an open address may lead nowhere, but everybody
                {
                    unexpected.Add((caller.Name, $"{got} ({said}) instead of {expected}"));
                }
            }

            wrong.AddRange(
                unexpected
                    .GroupBy(cell => cell.What, cell => cell.Caller, StringComparer.Ordinal)
                    .Select(same => $"{row.Operation}: {same.Key} for {string.Join(", ", same)}")
            );
        }

        output.WriteLine(
            $"{rows.Count} operations × {callers.Count} callers = {rows.Count * callers.Count} cells, as declared"
        );
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private async Task<Dictionary<string, Operation>> OperationsAsync()
    {
        using var document = JsonDocument.Parse(
            await _partnership.Host.CreateClient().GetStringAsync("/iop/v1/openapi.json")
        );
        return document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Where(method => method.Value.TryGetProperty("operationId", out _))
                    .Select(method => Operation.Of(path.Name, method, document.RootElement))
            )
            .ToDictionary(operation => operation.Id, StringComparer.Ordinal);
    }

    private static async Task<(Outcome Outcome, string Said)> CallAsync(
        Operation operation,
        MatrixCaller caller,
        Stage stage
    )
    {
        using var request = new HttpRequestMessage(
            operation.Method,
            "https://localhost" + stage.Fill(operation.Path) // cookies are only set over https
        );
        if (operation.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, operation.MediaType);
        }

        request.Headers.TryAddWithoutValidation("If-Match", NeverWas);
        using var response = await caller.Http.SendAsync(request);
        var status = response.StatusCode;
        var code = response.Content.Headers.ContentType?.MediaType is "application/problem+json"
            ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!
            : "";
        return (
            status switch
            {
                HttpStatusCode.Unauthorized when code is "not-signed-in" => Outcome.SignIn,
                HttpStatusCode.Forbidden => Outcome.Refused,
                HttpStatusCode.NotFound => Outcome.Nothing,
                HttpStatusCode.InternalServerError => Outcome.Broken,
                HttpStatusCode.BadRequest when code is "invalid-body" => Outcome.Unread,
                _ => Outcome.Through,
            },
            $"{(int)status} {code}"
        );
    }

    private sealed record Operation(string Id, HttpMethod Method, string Path, string? Body, string MediaType)
    {
        /// <summary>With the example of the document as its body, which is right in form.</summary>
        public static Operation Of(string path, JsonProperty method, JsonElement document)
        {
            var (body, mediaType) = ((string?)null, "application/json");
            if (
                method.Value.TryGetProperty("requestBody", out var request)
                && request.TryGetProperty("content", out var contents)
            )
            {
                var content = contents.EnumerateObject().First();
                mediaType = content.Name;
                body =
                    ExampleOf(content.Value, document) is not { } example ? ""
                    : mediaType is "application/json" ? example.GetRawText()
                    : example.ToString();
            }

            return new(
                method.Value.GetProperty("operationId").GetString()!,
                new HttpMethod(method.Name.ToUpperInvariant()),
                path,
                body,
                mediaType
            );
        }

        private static JsonElement? ExampleOf(JsonElement content, JsonElement document)
        {
            if (content.TryGetProperty("example", out var inline))
            {
                return inline;
            }

            if (!content.TryGetProperty("examples", out var several))
            {
                return null;
            }

            var first = several.EnumerateObject().First().Value;
            return first.TryGetProperty("$ref", out var reference)
                ? document
                    .GetProperty("components")
                    .GetProperty("examples")
                    .GetProperty(reference.GetString()!.Split('/')[^1])
                    .GetProperty("value")
                : first.GetProperty("value");
        }
    }
}
