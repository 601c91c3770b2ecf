using IopRegistry.Api.Demo;
using IopRegistry.Api.Hosting;
using IopRegistry.Api.Keys;
using Microsoft.AspNetCore.Connections;

namespace IopRegistry.Api.Commands;

internal sealed record Serve : Command
{
    public override async Task<int> RunAsync(WebApplication app, bool embedded)
    {
        DangerousDefaults.Refuse(app.Configuration, app.Environment);
        app.Services.RequireMasterKey();
        if (!app.Environment.IsEnvironment("Testing"))
        {
            await IopDatabase.RequireCurrentAsync(app.Services, embedded);
            await app.Services.RequireOpenableKeysAsync(CancellationToken.None);
            await DangerousDefaults.RefuseDemoAsync(app.Services, CancellationToken.None);
        }

        if (embedded)
        {
            await DemoData.EnsureAsync(app.Services, CancellationToken.None);
            app.Lifetime.ApplicationStarted.Register(() => DemoData.PrintSignIns(Console.WriteLine));
        }

        try
        {
            await app.RunAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartupException(ExitCode.Unavailable, exception.Message);
        }

        return ExitCode.Done;
    }
}
