using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Members;

/// <summary>Whose users one may see: those of the organisation that one acts for. Nobody else's exist.</summary>
internal static class MemberDoor
{
    public static async Task<Organisation> OwnOrganisationAsync(
        this IopDbContext db,
        Guid organisationId,
        CurrentUser user,
        CancellationToken cancellationToken
    ) =>
        organisationId == user.OrganisationId
            ? await db.Organisations.SingleOrDefaultAsync(o => o.Id == organisationId, cancellationToken)
                ?? throw ProblemException.NotFound()
            : throw ProblemException.NotFound();

    /// <summary>404 for whoever does not work and has not worked for the organisation.</summary>
    public static async Task<User> MemberAsync(
        this IopDbContext db,
        Guid organisationId,
        Guid userId,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        var member =
            organisationId == user.OrganisationId
                ? await db.Users.SingleOrDefaultAsync(u => u.Id == userId, cancellationToken)
                : null;
        return member?.MembershipIn(organisationId) is null ? throw ProblemException.NotFound() : member;
    }

    /// <summary>Every user of the organisation from today on.</summary>
    public static IQueryable<User> UsersOf(this IopDbContext db, Guid organisationId, DateOnly today) =>
        from row in db.Set<OrganisationUser>()
        where row.OrganisationId == organisationId && (row.ValidTo == null || row.ValidTo >= today)
        join member in db.Users on row.UserId equals member.Id
        select member;

    /// <summary>
    /// The one way to change what somebody may do: the last administrator stays, and two who take each other's rights at
    /// once meet in the organisation's row.
    /// </summary>
    public static async Task ChangeMemberAsync(
        this IopDbContext db,
        Organisation organisation,
        User member,
        Action<User> change,
        SharedKernel.Actor by,
        CancellationToken cancellationToken
    )
    {
        var before = member.MembershipIn(organisation.Id)!;
        change(member);
        var after = member.MembershipIn(organisation.Id)!;
        if (before == after)
        {
            return;
        }

        if (before.Has(Role.Admin))
        {
            var others = await db.UsersOf(organisation.Id, by.Today)
                .AsNoTracking()
                .Where(other => other.Id != member.Id)
                .Select(other => other.Memberships)
                .ToListAsync(cancellationToken);
            Administration.RequireKept(
                before,
                after,
                others.SelectMany(memberships => memberships).Where(m => m.OrganisationId == organisation.Id),
                by.Today
            );
        }

        organisation.ChangeUser(member.Id, by);
    }
}
