using IopRegistry.Identity;
using IopRegistry.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>A mandate with what it hangs on: the giver's memberships of umbrella organisations.</summary>
public sealed record HeldMandate(Mandate Mandate, IReadOnlyList<UmbrellaMembership> Umbrellas)
{
    public bool IsValidOn(DateOnly day) => Mandate.StateOn(Umbrellas, day) == MandateState.Valid;
}

/// <summary>Mandates as the question "may they?" needs them.</summary>
internal static class HeldMandates
{
    public static async Task<HeldMandate?> FindAsync(
        IopDbContext db,
        Guid mandateId,
        CancellationToken cancellationToken
    ) => await Of(db, db.Mandates.Where(m => m.Id == mandateId)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Those that these organisations hold on a day, one of the giver's memberships permitting.</summary>
    public static async Task<IReadOnlyList<HeldMandate>> OfAsync(
        IopDbContext db,
        IReadOnlyList<Guid> holders,
        DateOnly day,
        CancellationToken cancellationToken
    ) =>
        await Of(
                db,
                db.Mandates.Where(m =>
                    holders.Contains(m.HolderId) && m.EndedAt == null && m.ValidFrom <= day && m.ValidTo >= day
                )
            )
            .ToListAsync(cancellationToken);

    private static IQueryable<HeldMandate> Of(IopDbContext db, IQueryable<Mandate> mandates) =>
        from mandate in mandates.AsNoTracking()
        join giver in db.Organisations on mandate.GiverId equals giver.Id
        orderby giver.SortKey, mandate.Id
        select new HeldMandate(mandate, giver.UmbrellaMemberships);
}
