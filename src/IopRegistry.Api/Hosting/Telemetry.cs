using System.Diagnostics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IopRegistry.Api.Hosting;

/// <summary>
/// Traces, metrics and logs by OTLP, and only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. The providers are
/// built by hand from what ASP.NET Core, Npgsql and the runtime emit by themselves.
/// </summary>
internal static class Telemetry
{
    private const string ServiceName = "iop-registry";

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.EntityFrameworkCore",
        "System.Runtime",
        "Npgsql",
    ];

    public static void AddIopTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        var resource = ResourceBuilder
            .CreateDefault()
            .AddService(
                ServiceName,
                serviceVersion: typeof(Telemetry)
                    .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                    ?.InformationalVersion
            )
            .AddEnvironmentVariableDetector();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(resource).AddOtlpExporter();
        });
        builder.Services.AddHostedService(_ => new Providers(resource));
    }

    /// <summary>Started before the server listens; what is left is sent when the host stops.</summary>
    private sealed class Providers(ResourceBuilder resource) : IHostedService, IDisposable
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource("Microsoft.AspNetCore", "Npgsql")
                .AddProcessor(new Discretion())
                .AddOtlpExporter()
                .Build();
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(Meters)
                .AddOtlpExporter()
                .Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        }
    }

    /// <summary>Takes from a trace what may name a person: the address with its values and what was searched for.</summary>
    private sealed class Discretion : BaseProcessor<Activity>
    {
        private static readonly string[] Removed =
        [
            "url.path",
            "url.query",
            "url.full",
            "http.target",
            "http.url",
            "client.address",
            "user_agent.original",
        ];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Removed)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
