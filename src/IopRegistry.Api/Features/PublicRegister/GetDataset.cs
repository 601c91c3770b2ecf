using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The page of the data set, for people and programs.</summary>
public sealed class GetDataset : IEndpoint
{
    private const string Html = "text/html";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/public-register/dataset", HandleAsync)
            .WithName(nameof(GetDataset))
            .WithSummary("Read about the public register as a data set")
            .WithDescription(
                "Open to everybody: what it holds, who answers for it, its licence and where it is downloaded, in Swedish and "
                    + "English. As JSON, or as a page with Accept: text/html."
            )
            .AllowAnonymous()
            .Produces<Response>(StatusCodes.Status200OK, "application/json", Html);

    /// <param name="Title">What it is called.</param>
    /// <param name="Description">What it holds.</param>
    /// <param name="Publisher">Who answers for it.</param>
    /// <param name="ContactEmail">Where questions are answered.</param>
    /// <param name="License">What may be done with it: everything (CC0).</param>
    /// <param name="Records">How many agreements are in it.</param>
    /// <param name="UpdatedAt">When it last changed.</param>
    /// <param name="Links">The search, the downloads and the entry for data catalogues.</param>
    public sealed record Response(
        LocalText Title,
        LocalText Description,
        string Publisher,
        string ContactEmail,
        string License,
        int Records,
        DateTimeOffset? UpdatedAt,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    internal static async Task<IResult> HandleAsync(
        IopDbContext db,
        IConfiguration configuration,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var wanted =
            Negotiation.Best(http.Request, "application/json", Html)
            ?? throw new ProblemException(ProblemKinds.NotAcceptable);
        var about = DatasetDescription.From(configuration);
        var extent = await DatasetDescription.ExtentAsync(db, cancellationToken);
        var response = new Response(
            DatasetDescription.Title,
            DatasetDescription.Text,
            about.Publisher,
            about.ContactEmail,
            DatasetDescription.License,
            extent.Records,
            extent.UpdatedAt,
            [
                new(RegisterAddresses.Dataset(http), HttpMethods.Get, "self"),
                new(RegisterAddresses.Agreements(http), HttpMethods.Get, "search"),
                new(RegisterAddresses.Download(http, RegisterFormat.JsonLines), HttpMethods.Get, "json-lines"),
                new(RegisterAddresses.Download(http, RegisterFormat.Csv), HttpMethods.Get, "csv"),
                new(RegisterAddresses.Catalogue(http), HttpMethods.Get, "dcat"),
            ]
        );
        return new Page(response, wanted);
    }

    private sealed class Page(Response response, string mediaType) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var body = string.Equals(mediaType, Html, StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(
                    DatasetPage.Write(
                        response.Records,
                        response.UpdatedAt,
                        response.Publisher,
                        response.ContactEmail,
                        response.Links
                    )
                )
                : JsonSerializer.SerializeToUtf8Bytes(response, StrictJson.Options);
            return PublicCaching.Answer(
                httpContext,
                body,
                mediaType + "; charset=utf-8",
                response.UpdatedAt,
                HeaderNames.Accept
            );
        }
    }
}
