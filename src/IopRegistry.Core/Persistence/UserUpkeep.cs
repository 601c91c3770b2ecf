using IopRegistry.Identity;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>
/// What is written with every change of a user's memberships, in the same transaction: the rows that tell an organisation
/// who its users are. Part of saving, so that nobody can forget it.
/// </summary>
internal static class UserUpkeep
{
    public static void BeforeSave(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<User>().ToList())
        {
            var added = entry.State == EntityState.Added;
            if (!added && !(entry.State == EntityState.Modified && entry.Property(u => u.Memberships).IsModified))
            {
                continue;
            }

            // Which rows exist follows from the memberships as they were read, so nothing has to be asked for.
            var before = added
                ? []
                : entry
                    .OriginalValues.GetValue<IReadOnlyList<Membership>>(nameof(User.Memberships))
                    .Select(membership => membership.OrganisationId)
                    .ToHashSet();
            foreach (
                var stale in db
                    .ChangeTracker.Entries<OrganisationUser>()
                    .Where(row => row.Entity.UserId == entry.Entity.Id)
                    .ToList()
            )
            {
                stale.State = EntityState.Detached;
            }

            foreach (var row in OrganisationUser.Of(entry.Entity))
            {
                db.Entry(row).State = before.Contains(row.OrganisationId) ? EntityState.Modified : EntityState.Added;
            }
        }
    }
}
