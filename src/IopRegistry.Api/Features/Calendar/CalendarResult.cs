using System.Reflection;
using System.Security.Cryptography;
using IopRegistry.Api.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>A calendar as bytes; its hash is its ETag, so that a program that asks every hour is mostly answered 304.</summary>
public sealed class CalendarResult(byte[] calendar) : IResult, IEndpointMetadataProvider
{
    public const string MediaType = "text/calendar";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        httpContext.Response.Headers.Append(HeaderNames.Vary, $"{HeaderNames.Accept}, {HeaderNames.AcceptLanguage}");
        var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(calendar))[..32]}\"");
        return TypedResults.Bytes(calendar, MediaType + "; charset=utf-8", entityTag: etag).ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AnswersWithETag());
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [MediaType]));
    }
}
