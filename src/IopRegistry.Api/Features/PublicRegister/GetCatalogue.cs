using System.Text.Json;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The register's entry for data catalogues, which they read by themselves.</summary>
public sealed class GetCatalogue : IEndpoint
{
    private const string JsonLd = "application/ld+json";

    private static readonly JsonSerializerOptions Readable = new(StrictJson.Options) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/public-register/catalogue", HandleAsync)
            .WithName(nameof(GetCatalogue))
            .WithSummary("Read the register's entry for data catalogues")
            .WithDescription(
                "Open to everybody. DCAT-AP-SE 3.0 as JSON-LD: a catalogue with the data set, its downloads and this API, for "
                    + "the national data portal and others to harvest."
            )
            .AllowAnonymous()
            .Produces<IReadOnlyDictionary<string, object>>(StatusCodes.Status200OK, JsonLd);

    internal static async Task<IResult> HandleAsync(
        IopDbContext db,
        IConfiguration configuration,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var extent = await DatasetDescription.ExtentAsync(db, cancellationToken);
        var entry = CatalogueEntry.Write(DatasetDescription.From(configuration), extent.UpdatedAt, http);
        return new Document(JsonSerializer.SerializeToUtf8Bytes(entry, Readable), extent.UpdatedAt);
    }

    private sealed class Document(byte[] body, DateTimeOffset? updatedAt) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            PublicCaching.Answer(httpContext, body, JsonLd, updatedAt, HeaderNames.Accept);
    }
}
