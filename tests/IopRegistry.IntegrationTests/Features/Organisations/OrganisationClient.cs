using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IopRegistry.Api.Features.Organisations;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IopRegistry.IntegrationTests.Features.Organisations;

/// <summary>An organisation as a client last saw it: the body and the ETag that the next change must carry.</summary>
internal sealed record Seen(OrganisationView View, string ETag)
{
    public Guid Id => View.Id;

    public string Path => OrganisationClient.Path(Id);
}

internal static class OrganisationClient
{
    public const string Root = "/iop/v1/organisations";

    private static int _numbers = 99_000;

    public static string Path(Guid id) => $"{Root}/{id}";

    /// <summary>A valid organisation number that no other test uses.</summary>
    public static string NewNumber()
    {
        var nine = "8029" + Interlocked.Increment(ref _numbers).ToString("00000", CultureInfo.InvariantCulture);
        return Enumerable
            .Range(0, 10)
            .Select(digit => nine + digit.ToString(CultureInfo.InvariantCulture))
            .Single(number => OrganisationNumber.TryParse(number, out _, out _));
    }

    public static object Association(string name = "Kvinnojouren Måsen", string? number = null) =>
        new
        {
            name,
            legalForm = "ideellForening",
            organisationNumber = number ?? NewNumber(),
            municipalityCode = "1480",
        };

    public static object Municipality(string name = "Exempelköpings kommun") =>
        new
        {
            name,
            legalForm = "kommun",
            organisationNumber = NewNumber(),
            municipalityCode = "0580",
        };

    public static object Network(string name) => new { name, legalForm = "network" };

    public static async Task<Seen> RegisterAsync(this HttpClient client, object body)
    {
        var response = await client.PostAsJsonAsync(Root, body);
        return await response.SeenAsync(HttpStatusCode.Created);
    }

    public static async Task<Seen> GetOrganisationAsync(this HttpClient client, Guid id) =>
        await (await client.GetAsync(Path(id))).SeenAsync(HttpStatusCode.OK);

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object body, string? etag) =>
        client.SendAsync(HttpMethod.Put, path, body, etag);

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body, string? etag) =>
        client.SendAsync(HttpMethod.Post, path, body, etag);

    public static async Task<Seen> SeenAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.True(expected == response.StatusCode, await response.Content.ReadAsStringAsync());
        return new(await response.ReadAsync<OrganisationView>(), response.Headers.ETag!.ToString());
    }

    /// <summary>The status and the stable code of a refusal.</summary>
    public static async Task AssertRefusedAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
    }

    /// <summary>The organisation's own administrator, who is its first user.</summary>
    public static Task<HttpClient> AsAdminOfAsync(
        this ApiFixture api,
        Guid organisationId,
        WebApplicationFactory<Program>? host = null
    ) => api.AsAsync(organisationId, host, Role.Admin);

    private static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        object body,
        string? etag
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        return await client.SendAsync(request);
    }
}
