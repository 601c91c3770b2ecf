using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace IopRegistry.Api.Http;

/// <summary>A 200 whose body may have been written before; see <see cref="KeptAnswers"/>.</summary>
public sealed class Answer<T> : IResult, IEndpointMetadataProvider
{
    private readonly T? _body;
    private readonly byte[]? _json;

    public Answer(T body) => _body = body;

    internal Answer(byte[] json) => _json = json;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (_json is null)
        {
            return TypedResults.Ok(_body).ExecuteAsync(httpContext);
        }

        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _json.Length;
        return response.Body.WriteAsync(_json, httpContext.RequestAborted).AsTask();
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"])
        );
}
