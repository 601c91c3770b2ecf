using System.Net;
using IopRegistry.Api.Hosting;

namespace IopRegistry.Api.Http;

/// <summary>
/// Outside development and tests everything goes over HTTPS. A browser that comes in clear is sent on; a call with
/// credentials or contents is refused instead, so that its author notices what went over the wire. Health probes and callers
/// on the machine itself may come in clear.
/// </summary>
internal sealed class HttpsOnly(RequestDelegate next, IHostEnvironment environment, IConfiguration configuration)
{
    private readonly bool _required = environment.IsInstalled();

    private readonly string? _publicAddress =
        configuration[Addresses.PublicAddressKey] is { Length: > 0 } address
        && address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? address.TrimEnd('/')
            : null;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (
            !_required
            || request.IsHttps
            || request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            || IsFromHere(context)
        )
        {
            return next(context);
        }

        if (
            request.Headers.Authorization.Count > 0
            || request.Headers.Cookie.Count > 0
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        )
        {
            return Edge.WriteAsync(context, Refusal.Of(ProblemKinds.HttpsRequired));
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location =
            (_publicAddress ?? $"https://{new HostString(request.Host.Host).ToUriComponent()}")
            + request.PathBase.Add(request.Path).ToUriComponent()
            + request.QueryString.ToUriComponent();
        return Task.CompletedTask;
    }

    /// <summary>Not through a proxy on the same machine: then the caller is somewhere else.</summary>
    private static bool IsFromHere(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("X-Original-For");
}
