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
    public static async Task<Standing?> FindAsync(
        IopDbContext db,
        User user,
        Guid organisationId,
        Guid? mandateId,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        if (mandateId is null)
        {
            return user
                .Memberships.Where(m => m.OrganisationId == organisationId && m.IsValidOn(today))
                .Select(Of)
                .FirstOrDefault();
        }

        var held = await HeldMandates.FindAsync(db, mandateId.Value, cancellationToken);
        return held?.Mandate.GiverId == organisationId ? Of(held, user, today) : null;
    }

    /// <summary>Everything the user may choose between today: the own organisations first.</summary>
    public static async Task<IReadOnlyList<Standing>> AllAsync(
        IopDbContext db,
        User user,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        List<Standing> own = [.. user.Memberships.Where(m => m.IsValidOn(today)).Select(Of)];
        if (own.Count == 0)
        {
            return own;
        }

        var held = await HeldMandates.OfAsync(
            db,
            [.. own.Select(standing => standing.OrganisationId)],
            today,
            cancellationToken
        );
        return [.. own, .. held.Select(mandate => Of(mandate, user, today)).OfType<Standing>()];
    }

    private static Standing Of(Membership own) => new(own.OrganisationId, own.Roles, null);

    /// <summary>By mandate: an ordinary user of the umbrella today, in the roles that both the mandate and the umbrella give.</summary>
    private static Standing? Of(HeldMandate held, User user, DateOnly today)
    {
        var own = user.Memberships.FirstOrDefault(m => m.OrganisationId == held.Mandate.HolderId && m.IsValidOn(today));
        return own is not null && held.IsValidOn(today) && held.Mandate.RolesOf(own.Roles) is { Count: > 0 } roles
            ? new Standing(held.Mandate.GiverId, roles, held.Mandate.Id)
            : null;
    }
}
