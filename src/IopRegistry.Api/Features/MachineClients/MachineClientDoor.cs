using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>Everything here belongs to one organisation; to all others it does not exist.</summary>
internal static class MachineClientDoor
{
    public static IQueryable<MachineClient> OwnMachineClients(this IopDbContext db, CurrentUser user)
    {
        var organisationId = user.OrganisationId;
        return db.MachineClients.Where(client => client.OrganisationId == organisationId);
    }

    public static async Task<MachineClient> OpenMachineClientAsync(
        this IopDbContext db,
        Guid clientId,
        CurrentUser user,
        CancellationToken cancellationToken
    ) =>
        await db.OwnMachineClients(user)
            .Include(client => client.Secrets)
            .SingleOrDefaultAsync(client => client.Id == clientId, cancellationToken)
        ?? throw ProblemException.NotFound();
}
