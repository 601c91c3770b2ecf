using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IopRegistry.IntegrationTests.Http.Samples;

namespace IopRegistry.IntegrationTests.Http;

/// <summary>ETag, If-Match, If-None-Match and HEAD (RFC 9110).</summary>
public sealed class ConditionalTests(HttpFixture http) : IClassFixture<HttpFixture>
{
    [Theory]
    [InlineData("\"1\"", 304)]
    [InlineData("W/\"1\"", 304)]
    [InlineData("\"7\", \"1\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"2\"", 200)]
    [InlineData("1", 200)]
    [InlineData("\"1.other-view\"", 200)]
    public async Task What_the_client_has_is_not_sent_again(string ifNoneMatch, int status)
    {
        var (client, path) = await SampleAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = HttpTesting.Get(path, ("If-None-Match", ifNoneMatch));
            request.Method = method;
            var response = await client.SendAsync(request);

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("\"1\"", response.Headers.ETag!.ToString());
            Assert.Equal("no-cache, private", response.Headers.CacheControl!.ToString());
            Assert.Equal(
                status == 304,
                (await response.Content.ReadAsByteArrayAsync()).Length == 0 && method == HttpMethod.Get
                    || (status == 304 && method == HttpMethod.Head)
            );
        }
    }

    [Theory]
    [InlineData("\"1\"", 200)]
    [InlineData("\"1.some-view\"", 200)]
    [InlineData("\"7\", \"1\"", 200)]
    [InlineData("*", 200)]
    [InlineData("\"2\"", 412)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("\"abc\"", 412)]
    [InlineData("\"\"", 412)]
    [InlineData("\"01x\"", 412)]
    [InlineData("\"99999999999\"", 412)]
    [InlineData("1", 400)]
    [InlineData("\"1", 400)]
    [InlineData("'1'", 400)]
    [InlineData(null, 428)]
    [InlineData(" ", 428)]
    public async Task Only_who_read_the_current_version_may_change_it(string? ifMatch, int status)
    {
        var (client, path) = await SampleAsync();
        using var request = HttpTesting.Post(path + "/touches", "");
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        var response = await client.SendAsync(request);
        if (status == 200)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else
        {
            await response.ProblemAsync(status);
        }
    }

    [Fact]
    public async Task A_POST_never_answers_304()
    {
        var (client, path) = await SampleAsync();
        using var request = HttpTesting.Post(path + "/touches", "", ("If-Match", "\"1\""), ("If-None-Match", "\"1\""));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
    }

    private async Task<(HttpClient Client, string Path)> SampleAsync()
    {
        var client = await http.ClientAsync();
        var created = await client.SendAsync(
            HttpTesting.Post("/iop/v1/samples", """{"name":"x","kind":"localThing"}""")
        );
        var sample = await created.Content.ReadFromJsonAsync<CreateSample.Response>(
            IopRegistry.Api.Http.StrictJson.Options
        );
        Assert.Equal("\"1\"", created.Headers.ETag!.ToString());
        Assert.Equal(JsonValueKind.String, JsonSerializer.SerializeToElement(sample!.Id).ValueKind);
        return (client, created.Headers.Location!.ToString());
    }
}
