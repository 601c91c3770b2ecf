using IopRegistry.Persistence;

namespace IopRegistry.Identity;

/// <summary>As what a user acts for an organisation on a day: in which roles, and by whose mandate.</summary>
public sealed record Standing(Guid OrganisationId, IReadOnlyList<Role> Roles, Guid? MandateId);

/// <summary>
/// The one place that knows whom a user may act for. Every request asks here (through a memory of a few seconds), and so does
/// every sign-in.
/// </summary>
public static class Standings
{
    /// <returns>Null when the user may not act for the organisation on that day.</returns>
    public static Task<Standing?> FindAsync(
        IopDbContext db,
        User user,
        Guid organisationId,
        Guid? mandateId,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        _ = (db, cancellationToken);
        var own = mandateId is null
            ? user.Memberships.FirstOrDefault(m => m.OrganisationId == organisationId && m.IsValidOn(today))
            : null;
        return Task.FromResult(own is null ? null : new Standing(organisationId, own.Roles, null));
    }

    /// <summary>Everything the user may choose between today: the own organisations first.</summary>
    public static Task<IReadOnlyList<Standing>> AllAsync(
        IopDbContext db,
        User user,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        _ = (db, cancellationToken);
        return Task.FromResult<IReadOnlyList<Standing>>([
            .. user
                .Memberships.Where(m => m.IsValidOn(today))
                .Select(m => new Standing(m.OrganisationId, m.Roles, null)),
        ]);
    }
}
