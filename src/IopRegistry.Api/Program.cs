using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.PostgreSql;
using IopRegistry.SqlServer;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
var services = builder.Services;

services.AddSingleton(TimeProvider.System);
services.AddMemoryCache(cache => cache.SizeLimit = 100_000);
services.AddDbContext<IopDbContext>(
    (provider, options) =>
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        var connectionString =
            configuration.GetConnectionString("IopRegistry")
            ?? throw new InvalidOperationException("ConnectionStrings:IopRegistry is missing.");
        var maxBatchSize = configuration.GetValue<int?>("Database:MaxBatchSize");
        _ = configuration["Database:Provider"] switch
        {
            "PostgreSql" or null => options.UseIopPostgreSql(connectionString, maxBatchSize),
            "SqlServer" => options.UseIopSqlServer(connectionString, maxBatchSize),
            var other => throw new InvalidOperationException(
                $"Database:Provider '{other}' is not PostgreSql or SqlServer."
            ),
        };
    }
);
services.AddHttpContextAccessor();
services.AddScoped<CurrentUser>();
services
    .AddAuthentication(BearerTokens.SchemeName)
    .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.SchemeName, null);
services.AddPermissions();
services.AddIopHttp(builder.Configuration);

var app = builder.Build();

app.UseIopHttp();
app.MapIopApi();

await app.RunAsync();
