using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Which operations were called and what they answered; and every fault, with its exception.</summary>
internal sealed class CallRecorder : IStartupFilter, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string Operation, int Status)> _calls = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public IEnumerable<(string Operation, int Status)> Calls => _calls;

    public IEnumerable<string> Faults => _faults;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                async (context, following) =>
                {
                    await following(context);
                    var operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
                    if (operation is null)
                    {
                        return; // health says that nothing is migrated, and is right
                    }

                    _calls.Enqueue((operation, context.Response.StatusCode));
                    if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
                    {
                        _faults.Enqueue(
                            $"{context.Response.StatusCode}: {context.Request.Method} {context.Request.Path}"
                        );
                    }
                }
            );
            next(app);
        };

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel) && exception is not null)
        {
            _faults.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose() { }
}
