using System.Globalization;
using System.Reflection;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Http;

/// <summary>A resource with the strong ETag that a later change must carry in If-Match. Answers 304 to If-None-Match.</summary>
public sealed class Tagged<T> : IResult, IEndpointMetadataProvider
{
    private readonly Answer<T> _answer;
    private readonly string _etag;

    public Tagged(T body, string etag) => (_answer, _etag) = (new Answer<T>(body), etag);

    internal Tagged(byte[] json, string etag) => (_answer, _etag) = (new Answer<T>(json), etag);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = _etag;
        httpContext.Response.Headers.CacheControl = "private, no-cache";
        if (IsKnownToClient(httpContext.Request))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return _answer.ExecuteAsync(httpContext);
    }

    /// <summary>If-None-Match compares weakly (RFC 9110 §13.1.2): W/"1" names the same version as "1".</summary>
    private bool IsKnownToClient(HttpRequest request) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && EntityTagHeaderValue.TryParseList(header, out var tags)
        && tags.Any(tag =>
            tag.Tag.Equals(_etag, StringComparison.Ordinal)
            || tag.Tag.Equals(EntityTagHeaderValue.Any.Tag, StringComparison.Ordinal)
        );

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AnswersWithETag());
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"])
        );
    }
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

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AnswersWithETag());
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"])
        );
    }
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

/// <summary>
/// The client's word on which version it read. Binding refuses with 428 when the header is missing and with 400 when it is
/// no list of entity tags. Weak tags never match (RFC 9110 §13.1.1).
/// </summary>
public sealed record IfMatch(int? Version)
{
    /// <summary>For what hangs on a resource without being part of it: whichever version is right.</summary>
    internal static IfMatch Any { get; } = new((int?)null);

    private IReadOnlyList<int> Others { get; init; } = [];

    /// <summary>Refuses with 412 when the resource has changed since the client read it.</summary>
    public void Require(int currentVersion)
    {
        if (Version is { } expected && expected != currentVersion && !Others.Contains(currentVersion))
        {
            throw ProblemException.PreconditionFailed();
        }
    }

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.All(string.IsNullOrWhiteSpace))
        {
            throw ProblemException.PreconditionRequired();
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
        {
            throw ProblemException.InvalidHeader(
                HeaderNames.IfMatch,
                "not-an-etag",
                new("Ange ETag som den stod, med citattecken.", "Send the ETag as it was, with its quotes.")
            );
        }

        if (tags.Any(tag => tag.Tag.Equals(EntityTagHeaderValue.Any.Tag, StringComparison.Ordinal)))
        {
            return ValueTask.FromResult(Any);
        }

        int[] versions = [.. tags.Where(tag => !tag.IsWeak).Select(VersionOf).OfType<int>()];
        return versions.Length > 0
            ? ValueTask.FromResult(new IfMatch(versions[0]) { Others = versions })
            : throw ProblemException.PreconditionFailed();
    }

    private static int? VersionOf(EntityTagHeaderValue tag) =>
        int.TryParse(
            tag.Tag.AsSpan().Trim('"') is var text && text.IndexOf('.') is > 0 and var dot ? text[..dot] : text,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : null;
}

/// <summary>Aggregates carry their version; lists of such results need nothing else.</summary>
public static class TaggedResults
{
    public static Tagged<T> Tagged<T>(this AggregateRoot root, T body, string? view = null) =>
        new(body, ETags.Of(root.Version, view));

    public static TaggedCreated<T> Created<T>(this AggregateRoot root, string location, T body, string? view = null) =>
        new(location, body, ETags.Of(root.Version, view));
}
