using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Openness;
using IopRegistry.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>
/// Writes the public register together with whatever changes it: a signed agreement, or the choice of what of it is public.
/// Part of saving, so that the register never says what has just been withheld. Costs nothing for an agreement that is not
/// signed, and the same few questions however many are saved together.
/// </summary>
internal static class PublicationUpkeep
{
    public static async Task BeforeSaveAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        var changed = db
            .ChangeTracker.Entries<Agreement>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
            .Where(entry =>
                PublicAgreement.IsPublic(entry.Entity.State)
                || (
                    entry.State == EntityState.Modified
                    && PublicAgreement.IsPublic(entry.OriginalValues.GetValue<AgreementState>(nameof(Agreement.State)))
                )
            )
            .ToDictionary(entry => entry.Entity.Id, entry => entry.Entity);
        var chosen = db
            .ChangeTracker.Entries<Publication>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
            .Select(entry => entry.Entity.AgreementId);
        List<Guid> ids = [.. changed.Keys.Union(chosen)];
        if (ids.Count > 0)
        {
            await PublishAsync(db, ids, changed, cancellationToken);
        }

        await FollowNumbersAsync(db, cancellationToken);
    }

    /// <summary>
    /// The publications first: they are what two who write at once meet at, so nothing that the entry is made from may have
    /// been read before them, but for what is being changed here and guarded by its own version.
    /// </summary>
    private static async Task PublishAsync(
        IopDbContext db,
        IReadOnlyList<Guid> ids,
        Dictionary<Guid, Agreement> changed,
        CancellationToken cancellationToken
    )
    {
        await db
            .Publications.Include(p => p.Entry)
            .Where(p => EF.Parameter(ids).Contains(p.AgreementId))
            .LoadAsync(cancellationToken);
        var publications = db
            .Publications.Local.Where(p => ids.Contains(p.AgreementId))
            .ToDictionary(p => p.AgreementId);
        var agreements = await AgreementsAsync(db, ids, changed, cancellationToken);
        var contents = await ContentsAsync(db, agreements, cancellationToken);
        var numbers = await NumbersAsync(db, agreements, publications.Values, cancellationToken);
        foreach (var agreement in agreements)
        {
            if (!publications.TryGetValue(agreement.Id, out var publication))
            {
                if (!PublicAgreement.IsPublic(agreement.State))
                {
                    continue;
                }

                publication = Publication.Of(agreement.Id);
                db.Add(publication);
            }

            var projection = PublicAgreement.IsPublic(agreement.State)
                ? PublicProjection.Of(publication, agreement, contents[agreement.Id], numbers)
                : null;
            var before = publication.Entry;
            IReadOnlyList<string> keysBefore = before?.Keys ?? [];
            var at = publication.ChangedAt > agreement.UpdatedAt ? publication.ChangedAt.Value : agreement.UpdatedAt;
            publication.Publish(agreement, projection, at);
            if (before is not null && publication.Entry is null)
            {
                db.Remove(before);
            }
            else if (before is null && publication.Entry is { } entry)
            {
                db.Add(entry);
            }

            SynchroniseKeys(db, agreement.Id, keysBefore, publication.Entry?.Keys ?? []);
        }

        DetectChanges(db);
    }

    /// <summary>An import has switched off that saving looks for changes by itself.</summary>
    private static void DetectChanges(IopDbContext db)
    {
        if (!db.ChangeTracker.AutoDetectChangesEnabled)
        {
            db.ChangeTracker.DetectChanges();
        }
    }

    private static async Task<List<Agreement>> AgreementsAsync(
        IopDbContext db,
        IReadOnlyList<Guid> ids,
        Dictionary<Guid, Agreement> changed,
        CancellationToken cancellationToken
    )
    {
        var others = ids.Where(id => !changed.ContainsKey(id)).ToList();
        return others.Count == 0
            ? [.. changed.Values]
            :
            [
                .. changed.Values,
                .. await db
                    .Agreements.AsNoTracking()
                    .Where(a => EF.Parameter(others).Contains(a.Id))
                    .ToListAsync(cancellationToken),
            ];
    }

    /// <summary>The versions that stand; what has just been written or read is not asked for again.</summary>
    private static async Task<Dictionary<Guid, Contents>> ContentsAsync(
        IopDbContext db,
        List<Agreement> agreements,
        CancellationToken cancellationToken
    )
    {
        var wanted = agreements.ToDictionary(agreement => agreement.Id, agreement => agreement.ContentsVersion);
        var found = db
            .ChangeTracker.Entries<AgreementVersion>()
            .Select(entry => entry.Entity)
            .Where(version => wanted.GetValueOrDefault(version.AgreementId) == version.Number)
            .ToDictionary(version => version.AgreementId, version => version.Contents);
        var ids = wanted.Keys.Where(id => !found.ContainsKey(id)).ToList();
        if (ids.Count == 0)
        {
            return found;
        }

        var numbers = ids.ConvertAll(id => wanted[id]).Distinct().ToList();
        var read = await db
            .AgreementVersions.AsNoTracking()
            .Where(v => EF.Parameter(ids).Contains(v.AgreementId) && numbers.Contains(v.Number))
            .ToListAsync(cancellationToken);
        foreach (var version in read.Where(version => wanted[version.AgreementId] == version.Number))
        {
            found.Add(version.AgreementId, version.Contents);
        }

        return found;
    }

    /// <summary>A number that is known never changes, so what the entry has is not asked for again.</summary>
    private static async Task<Dictionary<Guid, string?>> NumbersAsync(
        IopDbContext db,
        List<Agreement> agreements,
        IEnumerable<Publication> publications,
        CancellationToken cancellationToken
    )
    {
        var known = publications
            .SelectMany(p => p.Entry?.Contents.Parties ?? [])
            .Where(party => party.OrganisationNumber is not null)
            .Select(party => (party.OrganisationId, party.OrganisationNumber))
            .Concat(db.Organisations.Local.Select(o => (OrganisationId: o.Id, o.OrganisationNumber)))
            .DistinctBy(party => party.OrganisationId)
            .ToDictionary(party => party.OrganisationId, party => party.OrganisationNumber);
        var ids = agreements
            .SelectMany(agreement => agreement.Parties)
            .Select(party => party.OrganisationId)
            .Where(id => !known.ContainsKey(id))
            .Distinct()
            .ToList();
        if (ids.Count > 0)
        {
            var read = await db
                .Organisations.Where(o => EF.Parameter(ids).Contains(o.Id))
                .Select(o => new { o.Id, o.OrganisationNumber })
                .ToListAsync(cancellationToken);
            read.ForEach(organisation => known[organisation.Id] = organisation.OrganisationNumber);
        }

        return known;
    }

    private static void SynchroniseKeys(
        IopDbContext db,
        Guid agreementId,
        IReadOnlyList<string> before,
        IReadOnlyList<string> after
    )
    {
        foreach (var gone in before.Except(after, StringComparer.Ordinal))
        {
            var key =
                db.PublicAgreementKeys.Local.FindEntryUntyped([gone, agreementId])?.Entity
                ?? new PublicAgreementKey { Key = gone, AgreementId = agreementId };
            db.Remove(key);
        }

        foreach (var come in after.Except(before, StringComparer.Ordinal))
        {
            db.Add(new PublicAgreementKey { Key = come, AgreementId = agreementId });
        }
    }

    /// <summary>An organisation that gets its number shows it in every agreement; the job writes them, there may be thousands.</summary>
    private static async Task FollowNumbersAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        var keys = db
            .ChangeTracker.Entries<Organisation>()
            .Where(entry => entry.State == EntityState.Modified && entry.Property(o => o.OrganisationNumber).IsModified)
            .Select(entry => PublicAgreementKey.OfOrganisation(entry.Entity.Id))
            .ToList();
        if (keys.Count == 0)
        {
            return;
        }

        var shown = await db
            .Publications.Where(p =>
                db.PublicAgreementKeys.Any(k => k.AgreementId == p.AgreementId && keys.Contains(k.Key))
            )
            .ToListAsync(cancellationToken);
        shown.ForEach(publication => publication.AskForNewEntry());
        DetectChanges(db);
    }
}
