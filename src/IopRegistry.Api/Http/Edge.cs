using System.Diagnostics;
using System.Globalization;
using IopRegistry.Api.Hosting;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Http;

/// <summary>
/// The outermost layer of every answer: trace context and security headers on the way in, problem documents for whatever
/// went wrong on the way out. Plain assignments of prepared values, because every request pays for it.
/// </summary>
internal sealed partial class Edge(RequestDelegate next, IHostEnvironment environment, ILogger<Edge> logger)
{
    private const int ClientClosedRequest = 499;

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NothingEmbedded = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues HttpsForAYear = "max-age=31536000; includeSubDomains";
    private static readonly StringValues Deny = "DENY";
    private static readonly StringValues SameOrigin = "same-origin";

    /// <summary>What a page may use of the reader's device: nothing, but to sign in with a passkey.</summary>
    private static readonly StringValues Permissions =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), "
        + "fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), picture-in-picture=(), publickey-credentials-create=(self), publickey-credentials-get=(self), "
        + "screen-wake-lock=(), serial=(), usb=(), web-share=(), xr-spatial-tracking=()";

    private readonly bool _https = environment.IsInstalled();

    public async Task InvokeAsync(HttpContext context)
    {
        SetHeaders(context);
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; whatever failed, failed because of that.
            context.Response.StatusCode = context.Response.HasStarted
                ? context.Response.StatusCode
                : ClientClosedRequest;
            return;
        }
        catch (Exception exception)
        {
            var refusal = ProblemMapping.Of(exception);
            if (refusal is null)
            {
                LogUnhandled(context.Request.Method, context.Request.Path, TraceIdOf(context), exception);
                refusal = Refusal.Of(ProblemKinds.Internal);
            }
            else if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            {
                LogUnavailable(exception);
            }

            if (context.Response.HasStarted)
            {
                context.Abort(); // half an answer must not look like a whole one
                return;
            }

            await WriteAsync(context, refusal);
            return;
        }

        if (IsBareRefusal(context.Response))
        {
            await WriteAsync(context, Refusal.Of(ProblemKinds.OfStatus(context.Response.StatusCode)));
        }
    }

    /// <summary>The trace id of this request, as in traceparent and in the logs.</summary>
    public static string TraceIdOf(HttpContext context) =>
        context.Response.Headers.TraceParent.ToString() is { Length: 55 } traceParent
            ? traceParent.Substring(3, 32)
            : context.TraceIdentifier;

    internal static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        var headers = response.Headers;
        var language = Languages.Of(context);
        headers.ETag = headers.Location = headers.ContentDisposition = default;
        headers.ContentLength = null;
        headers.CacheControl = NoStore;
        headers.ContentLanguage = language;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        if (refusal.RetryAfter is { } wait)
        {
            headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = context.Request.Headers.ContainsKey(HeaderNames.Authorization)
                ? "Bearer error=\"invalid_token\""
                : "Bearer";
        }

        response.StatusCode = refusal.Status;
        var problem = new Problem(
            ProblemTypes.For(refusal.Code),
            refusal.Title.In(language),
            refusal.Status,
            refusal.Detail.In(language),
            context.Request.PathBase.Add(context.Request.Path).ToUriComponent(),
            refusal.Code,
            TraceIdOf(context),
            refusal.Errors.Count == 0
                ? null
                : [.. refusal.Errors.Select(e => new ProblemError(e.Pointer, e.Code, e.Message.In(language)))],
            refusal.UnmetGuards.Count == 0
                ? null
                : [.. refusal.UnmetGuards.Select(g => new UnmetGuard(g.Code, g.Detail.In(language)))]
        );
        return response.WriteAsJsonAsync(
            problem,
            StrictJson.Options,
            "application/problem+json",
            context.RequestAborted
        );
    }

    private static bool IsBareRefusal(HttpResponse response) =>
        response is { StatusCode: >= 400 and < 600, HasStarted: false, ContentLength: null or 0 }
        && string.IsNullOrEmpty(response.ContentType);

    private void SetHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id }
            ? id
            : $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00";
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy = NothingEmbedded;
        headers.CacheControl = NoStore;
        headers.XFrameOptions = Deny;
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        if (_https && context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = HttpsForAYear;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    private partial void LogUnhandled(string method, PathString path, string traceId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached")]
    private partial void LogUnavailable(Exception exception);
}
