using IopRegistry.Api.Hosting;
using IopRegistry.Api.Keys;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Commands;

/// <summary>
/// The last step of changing the master key: seals the keys in the database with the new one, so that the old one can be
/// forgotten. Safe to repeat. What the keys themselves protect is not touched, because the keys do not change.
/// </summary>
internal sealed record ResealKeys : Command
{
    public override async Task<int> RunAsync(WebApplication app, bool embedded)
    {
        var master = app.Services.GetRequiredService<MasterKeys>();
        await IopDatabase.RequireCurrentAsync(app.Services, embedded);
        await app.Services.RequireOpenableKeysAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var rows = await db.DataProtectionKeys.ToListAsync(CancellationToken.None);
        var old = rows.FindAll(row => !string.Equals(row.MasterKeyId, master.CurrentId, StringComparison.Ordinal));
        foreach (var row in old)
        {
            var context = KeysInDatabase.ContextOf(row.Id);
            row.Sealed = master.Seal(master.Open(row.MasterKeyId, row.Sealed, context), context);
            row.MasterKeyId = master.CurrentId;
        }

        await db.SaveChangesAsync(CancellationToken.None);
        Console.WriteLine(
            $"{old.Count} of {rows.Count} keys were sealed anew with the master key {master.CurrentId}; Keys__Previous can be removed."
        );
        return ExitCode.Done;
    }
}
