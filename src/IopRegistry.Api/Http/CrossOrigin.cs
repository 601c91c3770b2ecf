namespace IopRegistry.Api.Http;

/// <summary>
/// <c>Cors:Origins</c>: whose pages may call the API from a browser. Nobody's, unless they are named; never with cookies,
/// because those belong to the product's own pages.
/// </summary>
internal static class CrossOrigin
{
    private const string Setting = "Cors:Origins";

    private static readonly string[] Readable =
    [
        "ETag",
        "Last-Modified",
        "Location",
        "RateLimit",
        "RateLimit-Policy",
        "Retry-After",
        "traceparent",
        Idempotency.ReplayedHeader,
    ];

    public static IReadOnlyList<string> Origins(IConfiguration configuration) =>
        [
            .. (configuration[Setting] ?? "")
                .Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Concat(configuration.GetSection(Setting).GetChildren().Select(child => child.Value ?? "")),
        ];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services, IConfiguration configuration) =>
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins([.. Origins(configuration)])
                    .AllowAnyHeader()
                    .AllowAnyMethod()
                    .WithExposedHeaders(Readable)
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
            )
        );

    public static void UseCrossOrigin(this WebApplication app)
    {
        if (Origins(app.Configuration).Count > 0)
        {
            app.UseCors();
        }
    }
}
