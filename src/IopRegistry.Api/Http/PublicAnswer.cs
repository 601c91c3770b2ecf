using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Http;

/// <summary>
/// An answer that is the same for everybody, so that any cache on the way may keep it for some minutes. Its hash is its
/// ETag; who asks again is mostly answered 304.
/// </summary>
public sealed class PublicAnswer<T>(T body, DateTimeOffset? lastModified = null) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        PublicCaching.Answer(
            httpContext,
            JsonSerializer.SerializeToUtf8Bytes(body, StrictJson.Options),
            "application/json; charset=utf-8",
            lastModified
        );

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AnswersWithETag());
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"])
        );
    }
}

/// <summary>How long others may keep what is public.</summary>
internal static class PublicCaching
{
    /// <summary>Also how long something that was just withheld may still be shown by a cache.</summary>
    public const int Seconds = 300;

    public static void Allow(HttpContext context, params IReadOnlyList<string> variesBy)
    {
        context.Response.Headers.CacheControl = $"public, max-age={Seconds}";
        context.Response.Headers.AccessControlAllowOrigin = "*"; // open data is for pages of others, too; no credentials
        context.Response.Headers.Append(HeaderNames.Vary, string.Join(", ", [HeaderNames.AcceptLanguage, .. variesBy]));
    }

    public static Task Answer(
        HttpContext context,
        byte[] body,
        string contentType,
        DateTimeOffset? lastModified = null,
        params IReadOnlyList<string> variesBy
    )
    {
        Allow(context, variesBy);
        return TypedResults
            .Bytes(body, contentType, lastModified: lastModified, entityTag: TagOf(body))
            .ExecuteAsync(context);
    }

    private static EntityTagHeaderValue TagOf(byte[] body) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
}
