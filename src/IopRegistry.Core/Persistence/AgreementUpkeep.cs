using IopRegistry.Agreements;
using IopRegistry.Flags;
using IopRegistry.Notifications;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>
/// What is written with every change of an agreement, in the same transaction: its steps in the timeline, the messages
/// about them, the request to work out its flags anew, and the rows that lists and access look for. Part of saving, so
/// that nobody can forget it.
/// </summary>
internal static class AgreementUpkeep
{
    public static void BeforeSave(DbContext db)
    {
        // Looked through once, however many agreements an import saves together.
        var tracked = db.ChangeTracker.Entries<AgreementParty>().ToLookup(row => row.Entity.AgreementId);
        foreach (var entry in db.ChangeTracker.Entries<Agreement>().ToList())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
            {
                continue;
            }

            var agreement = entry.Entity;
            var steps = agreement.TakeEvents().OfType<AgreementStep>().ToList();
            db.AddRange(steps);
            db.AddRange(steps.Where(step => step.Action != AgreementAction.Import).Select(MessageOf));
            db.Add(new PlanRequest { AgreementId = agreement.Id });

            var before =
                entry.State == EntityState.Added
                    ? []
                    : entry.OriginalValues.GetValue<IReadOnlyList<Party>>(nameof(Agreement.Parties)).Select(p => p.Id);
            var after = AgreementParty.Of(agreement).ToList();
            foreach (var stale in tracked[agreement.Id])
            {
                stale.State = EntityState.Detached;
            }

            Synchronise(db, agreement.Id, [.. before], after);
        }
    }

    /// <summary>Which rows exist follows from the parties as they were read, so nothing has to be asked for.</summary>
    private static void Synchronise(DbContext db, Guid agreementId, HashSet<Guid> before, List<AgreementParty> after)
    {
        foreach (var row in after)
        {
            db.Entry(row).State = before.Remove(row.PartyId) ? EntityState.Modified : EntityState.Added;
        }

        foreach (var gone in before)
        {
            db.Entry(Key(agreementId, gone)).State = EntityState.Deleted;
        }
    }

    private static OutboxMessage MessageOf(AgreementStep step) =>
        new()
        {
            Type = MessageTypes.Of(step.Action),
            AgreementId = step.AgreementId,
            Subject = new OutboxSubject(Sequence: step.Sequence),
            OccurredAt = step.OccurredAt,
        };

    private static AgreementParty Key(Guid agreementId, Guid partyId) =>
        new()
        {
            AgreementId = agreementId,
            PartyId = partyId,
            OrganisationId = Guid.Empty,
            Side = default,
            IsFirst = false,
            State = default,
            EndsOn = default,
            IsWaitedFor = false,
        };
}
