using IopRegistry.Agreements;
using IopRegistry.Persistence;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Trail;

/// <summary>Reading a trail with the names of those in it: kept apart, so that somebody who has left is named nowhere else.</summary>
internal static class TrailReading
{
    /// <summary>The names of a page of entries, in two look-ups however many they are.</summary>
    public static async Task<Func<TrailEntry, TrailNames>> NamesAsync(
        this IopDbContext db,
        Agreement agreement,
        IEnumerable<TrailEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var (userIds, organisationIds) = (new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var entry in entries)
        {
            userIds.Add(entry.UserId);
            organisationIds.Add(entry.OrganisationId);
        }

        Guid[] people = [.. userIds];
        Guid[] those = [.. organisationIds.Where(id => id != Guid.Empty)];
        var users = await db
            .Users.Where(user => EF.Parameter(people).Contains(user.Id))
            .Select(user => new { user.Id, user.Name })
            .ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
        var organisations = await db
            .Organisations.Where(organisation => EF.Parameter(those).Contains(organisation.Id))
            .Select(organisation => new { organisation.Id, organisation.Name })
            .ToDictionaryAsync(organisation => organisation.Id, organisation => organisation.Name, cancellationToken);
        var parties = agreement.Parties.ToDictionary(party => party.Id, party => party.Name);
        return entry => new TrailNames(
            users.GetValueOrDefault(entry.UserId),
            organisations.GetValueOrDefault(entry.OrganisationId),
            entry.PartyId is { } partyId ? parties.GetValueOrDefault(partyId) : null
        );
    }
}
