using IopRegistry.Agreements;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace IopRegistry.Persistence;

/// <summary>
/// What is written with every change of an organisation that flags are worked out from — contacts, rights to sign, boards,
/// times for renewals and board meetings: a request to work out the flags of its agreements anew, in the same
/// transaction. Part of saving, so that nobody can forget it.
/// </summary>
internal static class OrganisationUpkeep
{
    /// <summary>An agreement on its way has no flags of this kind yet, but may be in force before the change is saved.</summary>
    private static readonly AgreementState[] Unfinished =
    [
        AgreementState.Negotiating,
        AgreementState.Deciding,
        AgreementState.Signing,
        AgreementState.Signed,
        AgreementState.Active,
    ];

    private static readonly string[] WatchedParts =
    [
        nameof(Organisation.Contacts),
        nameof(Organisation.SigningRights),
        nameof(Organisation.OwnRenewalSettings),
        nameof(Organisation.Units),
    ];

    public static async Task BeforeSaveAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        var touched = db.ChangeTracker.Entries().Select(WatchedOrganisation).OfType<Guid>().Distinct().ToList();
        if (touched.Count == 0)
        {
            return;
        }

        var agreements = await db
            .AgreementParties.Where(p =>
                touched.Contains(p.OrganisationId) && p.IsFirst && Unfinished.Contains(p.State)
            )
            .Select(p => p.AgreementId)
            .Distinct()
            .ToListAsync(cancellationToken);
        db.AddRange(agreements.Select(agreementId => new PlanRequest { AgreementId = agreementId }));
    }

    /// <summary>The organisation whose agreements' flags may change, if this is such a change.</summary>
    private static Guid? WatchedOrganisation(EntityEntry entry) =>
        entry switch
        {
            { Entity: Organisation organisation, State: EntityState.Modified }
                when WatchedParts.Any(part => entry.Property(part).IsModified) => organisation.Id,
            { Entity: BoardMeeting meeting, State: EntityState.Added or EntityState.Modified or EntityState.Deleted } =>
                meeting.OrganisationId,
            _ => null,
        };
}
