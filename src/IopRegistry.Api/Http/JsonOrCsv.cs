using System.Reflection;
using IopRegistry.Exports;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Http;

/// <summary>A body as JSON, or as a table for a spreadsheet where the client prefers <c>text/csv</c>.</summary>
/// <param name="body">What is answered as JSON.</param>
/// <param name="table">The same as rows, the heading first.</param>
/// <param name="fileName">What a browser calls the table, without ending.</param>
public sealed class JsonOrCsv<T>(T body, Func<IEnumerable<IReadOnlyList<string?>>> table, string fileName)
    : IResult,
        IEndpointMetadataProvider
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return Negotiation.Best(httpContext.Request, Json, Csv) switch
        {
            Json => TypedResults.Ok(body).ExecuteAsync(httpContext),
            Csv => TypedResults
                .Bytes(CsvTable.Write(table()), Csv + "; charset=utf-8", fileName + ".csv")
                .ExecuteAsync(httpContext),
            _ => throw new ProblemException(ProblemKinds.NotAcceptable),
        };
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [Json, Csv]));
}

/// <summary>Which of several media types the client likes best (RFC 9110 §12.5.1).</summary>
public static class Negotiation
{
    /// <summary>Whether <see cref="JsonOrCsv{T}"/> will answer with a table.</summary>
    public static bool PrefersCsv(HttpRequest request) => Best(request, "application/json", "text/csv") is "text/csv";

    /// <returns>The first offered of those liked best; null when it accepts none.</returns>
    public static string? Best(HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (
            request.Headers.Accept.Count == 0
            || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        )
        {
            return offered[0];
        }

        return offered
            .Select(type => (Type: type, Quality: QualityOf(MediaTypeHeaderValue.Parse(type), accepted)))
            .Where(offer => offer.Quality > 0)
            .OrderByDescending(offer => offer.Quality)
            .FirstOrDefault()
            .Type;
    }

    /// <summary>The most specific range that fits decides.</summary>
    private static double QualityOf(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> accepted) =>
        accepted
            .Where(range => type.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
            .OrderBy(range => range.MatchesAllTypes)
            .ThenBy(range => range.MatchesAllSubTypes)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
}
