using System.Reflection;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Trail;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IopRegistry.Api.Http;

/// <summary>An assembly with slices. The product has one; a test host may add its own.</summary>
public sealed record SliceAssembly(Assembly Assembly);

/// <summary>Everything that is the same for every operation: registered, put in order and mapped in one place.</summary>
public static class HttpSetup
{
    public const string BasePath = "/iop/v1";

    public static IServiceCollection AddIopHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<RateLimitOptions>(configuration.GetSection(RateLimitOptions.Section));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit.Default;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15); // whoever sends a letter a second holds nothing open
        });
        services.Configure<FormOptions>(form => // a token's request is the only form there is
        {
            form.ValueCountLimit = 16;
            form.KeyLengthLimit = 64;
            form.ValueLengthLimit = 4 * 1024;
            form.BufferBodyLengthLimit = 16 * 1024;
        });
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true); // so that Edge can say what was wrong
        services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<RateCounters>();
        services.AddSingleton<RateExchange>();
        services.AddHostedService(provider => provider.GetRequiredService<RateExchange>());
        services.AddCrossOrigin(configuration);
        services.AddSingleton(new SliceAssembly(typeof(HttpSetup).Assembly));
        services.AddValidators(typeof(HttpSetup).Assembly);
        services.AddIopOpenApi();
        return services;
    }

    /// <summary>Goes first: what comes later may fail in any way and still ends as a problem document.</summary>
    public static WebApplication UseIopHttp(this WebApplication app)
    {
        app.UseMiddleware<Edge>();
        app.UseMiddleware<HttpsOnly>();
        app.UseApiDocumentation();
        app.UseRouting();
        app.UseCrossOrigin();
        app.UseAuthentication();
        app.UseMiddleware<CallerKnown>();
        app.UseMiddleware<RefusedActions>();
        app.UseMiddleware<RateLimits>();
        app.UseMiddleware<CsrfGuard>();
        app.UseAuthorization();
        app.UseMiddleware<Idempotency>();
        return app;
    }

    /// <summary>Every slice under /iop/v1, the API document and its reading page.</summary>
    public static void MapIopApi(this WebApplication app)
    {
        var api = app.MapGroup(BasePath)
            .RequireAuthorization()
            .WithRequestValidation()
            .WithMetadata(new ProducesResponseTypeMetadata(500, typeof(Problem), ["application/problem+json"]));
        api.AddHeadToGet();
        foreach (var slices in app.Services.GetServices<SliceAssembly>())
        {
            api.MapEndpoints(slices.Assembly);
        }

        app.MapOpenApiDocument();
    }

    /// <summary>HEAD is GET without the body (RFC 9110 §9.3.2); the server leaves the body out.</summary>
    private static void AddHeadToGet(this RouteGroupBuilder group) =>
        ((IEndpointConventionBuilder)group).Add(endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
            {
                if (endpoint.Metadata[i] is HttpMethodMetadata { HttpMethods: ["GET"] })
                {
                    endpoint.Metadata[i] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
                }
            }
        });
}
