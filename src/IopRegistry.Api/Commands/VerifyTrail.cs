using IopRegistry.Api.Hosting;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Commands;

/// <summary>The nightly verification, now: for an auditor who wants to see it done, and after a database was restored.</summary>
internal sealed record VerifyTrail : Command
{
    public override async Task<int> RunAsync(WebApplication app, bool embedded)
    {
        await IopDatabase.RequireCurrentAsync(app.Services, embedded);
        using var stop = new TerminationToken();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var report = await stop.RunAsync(new TrailVerifier(db).VerifyAllAsync);
        Console.WriteLine($"{report.Agreements} trails with {report.Entries} entries were verified.");
        if (report.Broken == 0)
        {
            Console.WriteLine("Every trail is whole.");
            return ExitCode.Done;
        }

        foreach (var line in await stop.RunAsync(token => BrokenTrails.DescribeAsync(db, report.Faults, token)))
        {
            await Console.Error.WriteLineAsync(line);
        }

        await Console.Error.WriteLineAsync($"{report.Broken} trails are broken.");
        return ExitCode.Tampered;
    }
}
