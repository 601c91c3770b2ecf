using System.Diagnostics;
using Npgsql;

namespace IopRegistry.Benchmarks.Running;

/// <summary>What the floor has to know to give the product's answers.</summary>
/// <param name="ConnectionString">The same database, with as many connections.</param>
/// <param name="Caller">Whose agreements; the floor signs nobody in.</param>
/// <param name="ProductAddress">For the links.</param>
internal sealed record FloorSettings(string ConnectionString, Guid Caller, string ProductAddress)
{
    public static FloorSettings Parse(string[] arguments) =>
        new(arguments[0], Guid.ParseExact(arguments[1], "D"), arguments[2]);
}

/// <summary>A bare Kestrel: no sign-in, no Entity Framework, no limits, no logs; SQL and JSON written by hand.</summary>
internal static class Floor
{
    public static ServerProcess Start(FloorSettings settings)
    {
        var address = ServerProcess.FreeAddress();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(EntryPoint).Assembly.Location,
                "floor",
                settings.ConnectionString,
                settings.Caller.ToString(),
                settings.ProductAddress,
            ]
        );
        start.Environment["ASPNETCORE_URLS"] = address;
        return new ServerProcess(start, address);
    }

    public static async Task ServeAsync(FloorSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables("ASPNETCORE_");
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Error);
        await using var app = builder.Build();
        await using var database = NpgsqlDataSource.Create(settings.ConnectionString);
        app.UseRouting();
        app.MapGet("/", static () => TypedResults.Ok());
        foreach (var benchmark in Session.WithFloor)
        {
            benchmark.MapFloor(app, database, settings);
        }

        await app.RunAsync();
    }
}
