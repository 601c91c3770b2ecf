namespace IopRegistry.Api.Http;

/// <summary>The reading page at /docs: Swagger UI from our own files, nothing from elsewhere.</summary>
internal static class ApiDocumentation
{
    public const string LocalDocument = ApiDescription.DocumentationPath + "/openapi.json";

    /// <summary>Swagger UI sets style attributes and has its icons as data addresses; scripts are files only.</summary>
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseApiDocumentation(this WebApplication app) =>
        app.MapWhen(
            context =>
                context.Request.Path.StartsWithSegments(ApiDescription.DocumentationPath, StringComparison.Ordinal)
                && !context.Request.Path.Equals(LocalDocument, StringComparison.Ordinal),
            docs =>
            {
                docs.Use(
                    (context, next) =>
                    {
                        context.Response.Headers.ContentSecurityPolicy = Policy;
                        return next(context);
                    }
                );
                docs.UseSwaggerUI(page =>
                {
                    page.RoutePrefix = ApiDescription.DocumentationPath[1..];
                    page.DocumentTitle = ApiDescription.Name + " API";
                    page.SwaggerEndpoint(LocalDocument, ApiDescription.Name);
                    page.EnableDeepLinking();
                    page.DisplayRequestDuration();
                });
            }
        );
}
