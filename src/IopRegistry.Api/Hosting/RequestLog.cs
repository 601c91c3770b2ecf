using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace IopRegistry.Api.Hosting;

/// <summary>
/// One line per request, and the same facts on its trace: the operation by its route, never the address that was called,
/// because addresses hold ids, numbers and what people search for.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        var took = Stopwatch.GetElapsedTime(started);

        var status = context.Response.StatusCode;
        var level =
            status >= StatusCodes.Status500InternalServerError || took > Slow ? LogLevel.Warning : LogLevel.Information;
        var trace = Activity.Current is { IsAllDataRequested: true } current ? current : null;
        if (trace is null && !logger.IsEnabled(level))
        {
            return;
        }

        // After a failure the endpoint is only known to the exception handler.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        trace?.DisplayName = $"{context.Request.Method} {route}";
        trace?.SetTag("http.request.method", context.Request.Method);
        trace?.SetTag("http.route", route);
        trace?.SetTag("http.response.status_code", status);
        LogAnswered(level, context.Request.Method, route, status, (int)took.TotalMilliseconds);
    }

    [LoggerMessage(Message = "{Method} {Route} answered {Status} in {Milliseconds} ms")]
    private partial void LogAnswered(LogLevel level, string method, string route, int status, int milliseconds);
}
