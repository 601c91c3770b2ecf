using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Features.Imports;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Imports;

/// <summary>Sends files and reads reports, as a client does.</summary>
internal static class ImportClient
{
    public const string JsonLines = "application/x-ndjson";
    public const string Csv = "text/csv";

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        byte[] file,
        string type = JsonLines,
        bool dryRun = false,
        string language = "sv",
        string? key = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/iop/v1/imports?dryRun={(dryRun ? "true" : "false")}")
        {
            Content = new ByteArrayContent(file) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
        };
        request.Headers.Add("Accept-Language", language);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return client.SendAsync(request);
    }

    public static async Task<ImportView> ImportAsync(
        this HttpClient client,
        string file,
        string type = JsonLines,
        bool dryRun = false,
        string language = "sv"
    )
    {
        var response = await client.SendAsync(Encoding.UTF8.GetBytes(file), type, dryRun, language);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        var view = JsonSerializer.Deserialize<ImportView>(text, ApiFixture.Json)!;
        Assert.Equal(view.Links.Single().Href, response.Headers.Location!.ToString());
        Assert.Equal(
            view.Counts,
            new ImportCounts(
                view.Rows.Count,
                view.Count(ImportOutcome.Created),
                view.Count(ImportOutcome.Updated),
                view.Count(ImportOutcome.Unchanged),
                view.Count(ImportOutcome.Refused)
            )
        );
        return view;
    }

    public static int Count(this ImportView view, ImportOutcome outcome) =>
        view.Rows.Count(row => row.Outcome == outcome);

    public static string Codes(this ImportRowView row) => string.Join(',', row.Reasons.Select(reason => reason.Code));

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        var response = await client.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
