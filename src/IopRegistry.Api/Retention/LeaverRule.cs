using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Retention;

/// <summary>Users whose last membership ended some time ago lose their name; see <see cref="Leavers"/>.</summary>
internal sealed class LeaverRule : RetentionRule
{
    private const int PageSize = 100;

    public override Task<int> CountAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        Due(db, now).CountAsync(cancellationToken);

    public override async Task<int> ApplyAsync(IopDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (gone, after) = (0, Guid.Empty);
        while (true)
        {
            var page = await Due(db, now)
                .Where(user => user.Id > after)
                .OrderBy(user => user.Id)
                .Select(user => user.Id)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            if (page.Count > 0)
            {
                gone += await Leavers.AnonymiseAsync(db, page, now, cancellationToken);
                after = page[^1];
            }

            if (page.Count < PageSize)
            {
                return gone;
            }
        }
    }

    private static IQueryable<User> Due(IopDbContext db, DateTimeOffset now)
    {
        var since = SwedishCalendar.DayOf(now).AddDays(-RetentionRules.LeaverDays);
        return db.Users.Where(user =>
            user.AnonymisedAt == null
            && db.Set<OrganisationUser>().Any(m => m.UserId == user.Id)
            && !db.Set<OrganisationUser>().Any(m => m.UserId == user.Id && (m.ValidTo == null || m.ValidTo >= since))
        );
    }
}
