using System.Text.Json.Nodes;
using IopRegistry.Api.Http;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>DCAT-AP-SE 3.0 as JSON-LD: what is mandatory and recommended for a catalogue, a data set, its distributions and a data service.</summary>
internal static class CatalogueEntry
{
    private const string Vocabularies = "http://publications.europa.eu/resource/authority/";

    public static JsonObject Write(DatasetDescription about, DateTimeOffset? updatedAt, HttpContext http)
    {
        var dataset = RegisterAddresses.Dataset(http);
        var service = Addresses.Absolute(http, HttpSetup.BasePath);
        var publisher = new JsonObject
        {
            ["@id"] = about.PublisherUri,
            ["@type"] = "foaf:Agent",
            ["foaf:name"] = about.Publisher,
        };
        return new JsonObject
        {
            ["@context"] = Context(),
            ["@id"] = RegisterAddresses.Catalogue(http),
            ["@type"] = "dcat:Catalog",
            ["dcterms:title"] = Both(DatasetDescription.Title),
            ["dcterms:description"] = Both(DatasetDescription.Text),
            ["dcterms:publisher"] = publisher,
            ["dcterms:language"] = LanguagesOfIt(),
            ["dcterms:license"] = Id(DatasetDescription.License),
            ["dcterms:modified"] = Moment(updatedAt),
            ["foaf:homepage"] = Id(dataset),
            ["dcat:dataset"] = Dataset(about, updatedAt, dataset, http),
            ["dcat:service"] = Service(about, service, dataset),
        };
    }

    private static JsonObject Dataset(
        DatasetDescription about,
        DateTimeOffset? updatedAt,
        string dataset,
        HttpContext http
    ) =>
        new()
        {
            ["@id"] = dataset,
            ["@type"] = "dcat:Dataset",
            ["dcterms:title"] = Both(DatasetDescription.Title),
            ["dcterms:description"] = Both(DatasetDescription.Text),
            ["dcterms:publisher"] = Id(about.PublisherUri),
            ["dcterms:identifier"] = dataset,
            ["dcterms:language"] = LanguagesOfIt(),
            ["dcterms:modified"] = Moment(updatedAt),
            ["dcterms:accrualPeriodicity"] = Id(Vocabularies + "frequency/CONT"),
            ["dcterms:accessRights"] = Id(Vocabularies + "access-right/PUBLIC"),
            ["dcterms:spatial"] = Id(Vocabularies + "country/SWE"),
            ["dcat:theme"] = new JsonArray(Id(Vocabularies + "data-theme/GOVE"), Id(Vocabularies + "data-theme/SOCI")),
            ["dcat:keyword"] = new JsonArray([
                .. DatasetDescription.Keywords.SelectMany(word =>
                    new JsonNode[] { In(word.Sv, Languages.Swedish), In(word.En, Languages.English) }
                ),
            ]),
            ["dcat:landingPage"] = Id(dataset),
            ["dcat:contactPoint"] = Contact(about),
            ["dcat:distribution"] = new JsonArray(
                Distribution(http, RegisterFormat.JsonLines, "application/jsonl", "JSON", dataset),
                Distribution(http, RegisterFormat.Csv, "text/csv", "CSV", dataset)
            ),
        };

    private static JsonObject Distribution(
        HttpContext http,
        RegisterFormat format,
        string mediaType,
        string fileType,
        string dataset
    )
    {
        var address = RegisterAddresses.Download(http, format);
        return new JsonObject
        {
            ["@id"] = address,
            ["@type"] = "dcat:Distribution",
            ["dcterms:title"] = Both(new($"Hela registret ({fileType})", $"The whole register ({fileType})")),
            ["dcat:accessURL"] = Id(dataset),
            ["dcat:downloadURL"] = Id(address),
            ["dcat:mediaType"] = Id("http://www.iana.org/assignments/media-types/" + mediaType),
            ["dcterms:format"] = Id(Vocabularies + "file-type/" + fileType),
            ["dcterms:license"] = Id(DatasetDescription.License),
            ["dcatap:availability"] = Id(Vocabularies + "planned-availability/STABLE"),
        };
    }

    private static JsonObject Service(DatasetDescription about, string service, string dataset) =>
        new()
        {
            ["@id"] = service + "/public-register",
            ["@type"] = "dcat:DataService",
            ["dcterms:title"] = Both(new("Sökning i det offentliga registret", "Search of the public register")),
            ["dcterms:publisher"] = Id(about.PublisherUri),
            ["dcterms:license"] = Id(DatasetDescription.License),
            ["dcterms:accessRights"] = Id(Vocabularies + "access-right/PUBLIC"),
            ["dcat:contactPoint"] = Contact(about),
            ["dcat:endpointURL"] = Id(service + "/public-register/agreements"),
            ["dcat:endpointDescription"] = Id(service + "/openapi.json"),
            ["dcat:servesDataset"] = Id(dataset),
        };

    private static JsonObject Contact(DatasetDescription about) =>
        new()
        {
            ["@type"] = "vcard:Organization",
            ["vcard:fn"] = about.Publisher,
            ["vcard:hasEmail"] = Id("mailto:" + about.ContactEmail),
        };

    private static JsonObject Context() =>
        new()
        {
            ["dcat"] = "http://www.w3.org/ns/dcat#",
            ["dcatap"] = "http://data.europa.eu/r5r/",
            ["dcterms"] = "http://purl.org/dc/terms/",
            ["foaf"] = "http://xmlns.com/foaf/0.1/",
            ["vcard"] = "http://www.w3.org/2006/vcard/ns#",
            ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        };

    private static JsonArray LanguagesOfIt() => [Id(Vocabularies + "language/SWE"), Id(Vocabularies + "language/ENG")];

    private static JsonArray Both(LocalText text) => [In(text.Sv, Languages.Swedish), In(text.En, Languages.English)];

    private static JsonObject In(string text, string language) => new() { ["@value"] = text, ["@language"] = language };

    private static JsonObject Id(string address) => new() { ["@id"] = address };

    private static JsonObject? Moment(DateTimeOffset? at) =>
        at is null
            ? null
            : new JsonObject
            {
                ["@value"] = at.Value.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                ["@type"] = "xsd:dateTime",
            };
}
