using System.Net;
using System.Text;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Http;

/// <summary>Malformed and forbidden calls: what each gets, that none is a 5xx, and that none changes anything.</summary>
public sealed class BadInputTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    private const string Samples = "/iop/v1/samples";

    /// <summary>Body, status, pointer, code of the error.</summary>
    public static TheoryData<string, int, string, string> Bodies =>
        new()
        {
            { "", 400, "", "missing" },
            { "null", 400, "", "missing" },
            { "{", 400, "", "malformed-json" },
            { "[]", 400, "", "wrong-type" },
            { "\"text\"", 400, "", "wrong-type" },
            { "{}", 400, "/name", "missing" },
            { """{"name":"x","kind":"localThing",}""", 400, "", "malformed-json" },
            { """{"name":"x","kind":"localThing"} {}""", 400, "", "malformed-json" },
            { """{/* c */"name":"x","kind":"localThing"}""", 400, "", "malformed-json" },
            { """{'name':'x'}""", 400, "", "malformed-json" },
            { """{"name":"x"}""", 400, "/kind", "missing" },
            { """{"name":null,"kind":"localThing"}""", 400, "/name", "null-not-allowed" },
            { """{"name":1,"kind":"localThing"}""", 400, "/name", "wrong-type" },
            { """{"name":{},"kind":"localThing"}""", 400, "/name", "wrong-type" },
            { """{"Name":"x","kind":"localThing"}""", 400, "/Name", "unknown-member" },
            { """{"name":"x","kind":"localThing","other":1}""", 400, "/other", "unknown-member" },
            { """{"name":"x","name":"y","kind":"localThing"}""", 400, "/name", "duplicate-member" },
            { """{"name":"x","kind":"LocalThing"}""", 400, "/kind", "wrong-type" },
            { """{"name":"x","kind":"other"}""", 400, "/kind", "wrong-type" },
            { """{"name":"x","kind":0}""", 400, "/kind", "wrong-type" },
            { """{"name":"x","kind":null}""", 400, "/kind", "wrong-type" },
            { """{"name":"x","kind":"localThing","count":"1"}""", 400, "/count", "wrong-type" },
            { """{"name":"x","kind":"localThing","count":1.5}""", 400, "/count", "wrong-type" },
            { """{"name":"x","kind":"localThing","count":99999999999}""", 400, "/count", "wrong-type" },
            { """{"name":"x","kind":"localThing","count":null}""", 400, "/count", "wrong-type" },
            { """{"name":"x","kind":"localThing","share":1.5}""", 400, "/share", "wrong-type" },
            { """{"name":"x","kind":"localThing","share":"1,5"}""", 400, "/share", "wrong-type" },
            { """{"name":"x","kind":"localThing","share":"1e5"}""", 400, "/share", "wrong-type" },
            { """{"name":"x","kind":"localThing","share":"NaN"}""", 400, "/share", "wrong-type" },
            {
                """{"name":"x","kind":"localThing","price":{"amount":1.5,"currency":"SEK"}}""",
                400,
                "/price",
                "wrong-type"
            },
            {
                """{"name":"x","kind":"localThing","price":{"amount":"1.005","currency":"SEK"}}""",
                400,
                "/price",
                "wrong-type"
            },
            {
                """{"name":"x","kind":"localThing","price":{"amount":"1","currency":"EUR"}}""",
                400,
                "/price",
                "wrong-type"
            },
            { """{"name":"x","kind":"localThing","price":{"amount":"1"}}""", 400, "/price", "wrong-type" },
            {
                """{"name":"x","kind":"localThing","price":{"amount":"1","currency":"SEK","x":1}}""",
                400,
                "/price",
                "wrong-type"
            },
            { """{"name":"x","kind":"localThing","price":"1"}""", 400, "/price", "wrong-type" },
            { """{"name":"x","kind":"localThing","day":"2026-02-30"}""", 400, "/day", "wrong-type" },
            { """{"name":"x","kind":"localThing","day":"2026-02-03T00:00:00Z"}""", 400, "/day", "wrong-type" },
            { """{"name":"x","kind":"localThing","day":"03/02/2026"}""", 400, "/day", "wrong-type" },
            { """{"name":"x","kind":"localThing","moment":"2026-02-03T10:00:00"}""", 400, "/moment", "wrong-type" },
            { """{"name":"x","kind":"localThing","moment":"now"}""", 400, "/moment", "wrong-type" },
            { """{"name":"x","kind":"localThing","parts":{}}""", 400, "/parts", "wrong-type" },
            { """{"name":"x","kind":"localThing","parts":[null]}""", 400, "/parts/0", "null-not-allowed" },
            {
                """{"name":"x","kind":"localThing","parts":[{"name":"a"},{"nam":"b"}]}""",
                400,
                "/parts/1/nam",
                "unknown-member"
            },
            {
                """{"name":"x","kind":"localThing","parts":[{"name":"a","inner":{"name":7}}]}""",
                400,
                "/parts/0/inner/name",
                "wrong-type"
            },
            { """{"name":"x","kind":"localThing","tags":[null]}""", 400, "/tags/0", "null-not-allowed" },
            { """{"name":"x","kind":"localThing","tags":["a",1]}""", 400, "/tags/1", "wrong-type" },
            { """{"name":"x\u0000y","kind":"localThing"}""", 400, "/name", "character-not-allowed" },
            { """{"name":"x","kind":"localThing","tags":["a","\u0000"]}""", 400, "/tags/1", "character-not-allowed" },
            {
                """{"name":"x","kind":"localThing","parts":[{"name":"\u0000"}]}""",
                400,
                "/parts/0/name",
                "character-not-allowed"
            },
            { """{"name":"\ud800","kind":"localThing"}""", 400, "/name", "malformed-text" },
            { """{"name":"","kind":"localThing"}""", 422, "/name", "not-empty" },
            { """{"name":"   ","kind":"localThing"}""", 422, "/name", "not-empty" },
            { $$"""{"name":"{{new string('x', 201)}}","kind":"localThing"}""", 422, "/name", "maximum-length" },
            { """{"name":"x","kind":"localThing","count":0}""", 422, "/count", "greater-than" },
            {
                """{"name":"x","kind":"localThing","parts":[{"name":"a"},{"name":""}]}""",
                422,
                "/parts/1/name",
                "part-without-name"
            },
        };

    public static TheoryData<string, string, string> Queries =>
        new()
        {
            { "?other=1", "?other", "unknown-parameter" },
            { "?Page=1", "?Page", "unknown-parameter" },
            { "?page=1&page=2", "?page", "repeated-parameter" },
            { "?page=0", "?page", "out-of-range" },
            { "?page=-1", "?page", "out-of-range" },
            { "?page=2147483647", "?page", "out-of-range" },
            { "?page=2147483648", "?page", "wrong-value" },
            { "?page=", "?page", "wrong-value" },
            { "?page=1.0", "?page", "wrong-value" },
            { "?page=%201", "?page", "wrong-value" },
            { "?limit=0", "?limit", "out-of-range" },
            { "?limit=101", "?limit", "out-of-range" },
            { "?limit=ten", "?limit", "wrong-value" },
            { "?kind=LocalThing", "?kind", "wrong-value" },
            { "?kind=0", "?kind", "wrong-value" },
            { "?kind=", "?kind", "wrong-value" },
            { "?from=2026-13-01", "?from", "wrong-value" },
            { "?from=1/2/2026", "?from", "wrong-value" },
            { "?ids=1", "?ids", "wrong-value" },
            { "?name=%00", "?name", "wrong-value" },
            { "?sort=other", "?sort", "unknown-sort-field" },
            { "?sort=name,name", "?sort", "unknown-sort-field" },
            { "?sort=name,", "?sort", "unknown-sort-field" },
            { "?sort=-", "?sort", "unknown-sort-field" },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_refused_where_it_is_bad(string body, int status, string pointer, string code)
    {
        var client = await http.ClientAsync();
        var before = await CountAsync();

        var problem = await (await client.SendAsync(HttpTesting.Post(Samples, body))).ProblemAsync(status);

        Assert.Equal(status == 400 ? "invalid-body" : "validation", problem.Code);
        var error = problem.Errors![0];
        Assert.Equal((pointer, code), (error.Pointer, error.Code));
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_bad_parameter_is_refused_by_name(string query, string pointer, string code)
    {
        var client = await http.ClientAsync();
        var problem = await (await client.GetAsync(Samples + query)).ProblemAsync(400);

        Assert.Equal("invalid-query", problem.Code);
        var error = Assert.Single(problem.Errors!);
        Assert.Equal((pointer, code), (error.Pointer, error.Code));
    }

    [Fact]
    public async Task Every_fault_of_an_address_is_named_at_once()
    {
        var client = await http.ClientAsync();
        var problem = await (await client.GetAsync(Samples + "?page=x&other=1&kind=2")).ProblemAsync(400);
        Assert.Equal(["?page", "?other", "?kind"], problem.Errors!.Select(error => error.Pointer));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var client = await http.ClientAsync();
        var problem = await (await client.SendAsync(HttpTesting.Post(Samples, "{}"))).ProblemAsync(400);
        Assert.Equal(["/name", "/kind"], problem.Errors!.Select(error => error.Pointer));
    }

    [Fact]
    public async Task Nesting_is_limited()
    {
        var client = await http.ClientAsync();
        var body = $$"""{"name":"x","kind":"localThing","parts":{{new string('[', 40)}}{{new string(']', 40)}}}""";
        var deep = """{"name":"a","inner":""";
        var nested =
            $$"""{"name":"x","kind":"localThing","parts":[{{string.Concat(Enumerable.Repeat(deep, 40))}}null{{new string('}', 40)}}]}""";

        await (await client.SendAsync(HttpTesting.Post(Samples, body))).ProblemAsync(400);
        var problem = await (await client.SendAsync(HttpTesting.Post(Samples, nested))).ProblemAsync(400);

        Assert.Equal("too-deep", problem.Errors![0].Code);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        var client = await http.ClientAsync();
        byte[] body = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"kind\":\"localThing\"}"u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        await (await client.PostAsync(Samples, content)).ProblemAsync(400);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Only_JSON_is_taken(string? mediaType)
    {
        var client = await http.ClientAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"x","kind":"localThing"}"""));
        content.Headers.ContentType = mediaType is null ? null : new(mediaType);
        var problem = await (await client.PostAsync(Samples, content)).ProblemAsync(415);
        Assert.Equal("media-type-not-supported", problem.Code);
    }

    [Theory]
    [InlineData("GET", "/iop/v1/nothing", 404)]
    [InlineData("GET", "/iop/v1/samples/not-a-guid", 404)]
    [InlineData("GET", "/iop/v1/samples/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("DELETE", "/iop/v1/samples", 405)]
    [InlineData("PUT", "/iop/v1/api-info", 405)]
    [InlineData("PATCH", "/iop/v1/openapi.json", 405)]
    public async Task An_address_or_method_that_does_not_exist(string method, string path, int status)
    {
        var client = await http.ClientAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var response = await client.SendAsync(request);
        await response.ProblemAsync(status);
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("Bearer iop_wrong", "Bearer error=\"invalid_token\"")]
    [InlineData("Basic dGVzdDp0ZXN0", "Bearer error=\"invalid_token\"")]
    public async Task Without_a_valid_token_nothing_is_told(string? authorization, string challenge)
    {
        using var client = http.Host.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        var response = await client.GetAsync(Samples);
        var problem = await response.ProblemAsync(401);
        Assert.Equal("not-signed-in", problem.Code);
        Assert.Equal(challenge, response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_done()
    {
        var reader = await http.Api.AsAsync(Guid.CreateVersion7(), http.Host, IopRegistry.Identity.Role.Reader);
        var response = await reader.SendAsync(HttpTesting.Post(Samples, """{"name":"x","kind":"localThing"}"""));
        Assert.Equal("permission-missing", (await response.ProblemAsync(403)).Code);
    }

    [Fact]
    public async Task What_is_well_formed_is_taken()
    {
        var client = await http.ClientAsync();
        var response = await client.SendAsync(
            HttpTesting.Post(
                Samples,
                """{"name":"Åsa & Ödlan","kind":"nationalThing","price":{"amount":"1.5","currency":"SEK"},"share":"62.5","moment":"2026-02-03T11:00:00+01:00","day":"2026-02-03","note":null,"parts":[{"name":"a"}],"tags":["b"],"count":2}"""
            )
        );

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        Assert.EndsWith(
            """
            "name":"Åsa & Ödlan","kind":"nationalThing","price":{"amount":"1.50","currency":"SEK"},"share":"62.5","moment":"2026-02-03T10:00:00Z"}
            """,
            text,
            StringComparison.Ordinal
        );
    }

    private async Task<int> CountAsync()
    {
        await using var scope = http.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IopDbContext>().Users.CountAsync(u => u.Name == "x");
    }
}
