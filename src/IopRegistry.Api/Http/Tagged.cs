using System.Globalization;
using System.Reflection;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Http;

/// <summary>A resource with the strong ETag that a later change must carry in If-Match. Answers 304 to If-None-Match.</summary>
public sealed class Tagged<T>(T body, string etag) : IResult, IEndpointMetadataProvider
{
    public T Body => body;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = etag;
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        if (
            HttpMethods.IsGet(httpContext.Request.Method)
            && httpContext.Request.Headers.IfNoneMatch.Any(tags =>
                tags is not null
                && tags.Split(',').Any(tag => string.Equals(tag.Trim(), etag, StringComparison.Ordinal))
            )
        )
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await TypedResults.Ok(body).ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"])
        );
}

/// <summary>A resource that was made, with its address and ETag.</summary>
public sealed class TaggedCreated<T>(string location, T body, string etag) : IResult, IEndpointMetadataProvider
{
    public T Body => body;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = etag;
        return TypedResults.Created(location, body).ExecuteAsync(httpContext);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"])
        );
}

/// <summary>
/// ETags are <c>"version"</c>, or <c>"version.view"</c> where the representation also depends on who reads it and on
/// which day. Only the version part decides whether a change may go through.
/// </summary>
public static class ETags
{
    public static string Of(int version, string? view = null) =>
        view is null
            ? string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")
            : string.Create(CultureInfo.InvariantCulture, $"\"{version}.{view}\"");
}

/// <summary>The client's word on which version it read. Binding refuses with 428 when the header is missing.</summary>
public sealed record IfMatch(int? Version)
{
    /// <summary>Refuses with 412 when the resource has changed since the client read it.</summary>
    public void Require(int currentVersion)
    {
        if (Version is { } expected && expected != currentVersion)
        {
            throw ProblemException.PreconditionFailed();
        }
    }

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
        {
            throw ProblemException.PreconditionRequired();
        }

        if (string.Equals(header, EntityTagHeaderValue.Any.Tag.ToString(), StringComparison.Ordinal))
        {
            return ValueTask.FromResult(new IfMatch((int?)null));
        }

        var version = header.Trim('"').Split('.')[0];
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? ValueTask.FromResult(new IfMatch(number))
            : throw ProblemException.PreconditionFailed();
    }
}

/// <summary>Aggregates carry their version; lists of such results need nothing else.</summary>
public static class TaggedResults
{
    public static Tagged<T> Tagged<T>(this AggregateRoot root, T body, string? view = null) =>
        new(body, ETags.Of(root.Version, view));

    public static TaggedCreated<T> Created<T>(this AggregateRoot root, string location, T body, string? view = null) =>
        new(location, body, ETags.Of(root.Version, view));
}
