using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace IopRegistry.Api.Hosting;

/// <summary>
/// One line per event: JSON where machines read it, short text where a developer does. No line carries a query string, a
/// header, a token, a body or a path with its values; the levels can be changed in <c>Logging:LogLevel</c>.
/// </summary>
internal static class Logs
{
    public static void AddIopLogs(this WebApplicationBuilder builder)
    {
        var forMachines = builder.Environment.IsProduction();
        var chatty = builder.Environment.IsDevelopment() ? LogLevel.Information : LogLevel.Warning;
        builder.Configuration.Sources.Insert(
            0,
            new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
                    ["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning), // at Information it writes query strings
                    ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = forMachines
                        ? nameof(LogLevel.Information)
                        : chatty.ToString(),
                    ["Logging:LogLevel:Quartz"] = nameof(LogLevel.Warning),
                    // In production failed and slow ones; metrics and the proxy's log count the others.
                    [$"Logging:LogLevel:{typeof(RequestLog).FullName}"] = chatty.ToString(),
                },
            }
        );
        builder.Logging.ClearProviders();
        if (forMachines)
        {
            builder.Logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
            builder.Logging.AddConsole(console => console.FormatterName = JsonLogFormatter.FormatterName);
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }
}
