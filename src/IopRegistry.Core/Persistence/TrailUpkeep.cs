using System.Data.Common;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Persistence;

/// <summary>
/// Appends to the trail what is being saved: one entry for each agreement that changes, in the same transaction. Part of
/// saving, so that nobody can forget it. Where somebody else appended first, only the links are made anew and the save is
/// repeated; a change of the agreement itself by somebody else is refused as ever.
/// </summary>
internal sealed class TrailUpkeep
{
    private const int MostAttempts = 20;

    private readonly IReadOnlyList<TrailRecord> _records;
    private readonly Guid[] _agreements;
    private readonly HashSet<Guid> _new;

    private TrailUpkeep(IReadOnlyList<TrailRecord> records, HashSet<Guid> newAgreements)
    {
        _records = records;
        _new = newAgreements;
        _agreements = [.. records.Select(record => record.AgreementId).Distinct()];
    }

    /// <returns>Null when nothing is to be told.</returns>
    public static TrailUpkeep? Of(IopDbContext db, IReadOnlyList<TrailRecord> told)
    {
        List<TrailSource> sources = [];
        HashSet<Guid> added = [];
        var entries = db.ChangeTracker.Entries().Where(entry => entry.State is not EntityState.Detached).ToList();
        var versions = entries
            .Select(entry => entry.Entity)
            .OfType<AgreementVersion>()
            .ToLookup(version => version.AgreementId);
        foreach (var entry in entries)
        {
            if (entry is { Entity: Agreement agreement, State: EntityState.Added })
            {
                added.Add(agreement.Id);
            }

            if (TrailSources.Of(entry, versions) is { } source)
            {
                sources.Add(source);
            }
        }

        if (sources.Count + told.Count == 0)
        {
            return null;
        }

        var ofTheSave = sources.Select(source => source.Moment).OfType<TrailMoment>().MaxBy(moment => moment.At);
        List<TrailRecord> records =
        [
            .. sources.GroupBy(source => source.AgreementId).Select(own => RecordOf([.. own], ofTheSave)),
            .. told,
        ];
        return new TrailUpkeep(records, added);
    }

    public async Task<int> SaveAsync(
        IopDbContext db,
        Func<CancellationToken, Task<int>> save,
        CancellationToken cancellationToken
    )
    {
        var heads = await HeadsAsync(db, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var linked = Link(db, heads);
            try
            {
                return await save(cancellationToken);
            }
            catch (DbUpdateException lost) when (attempt < MostAttempts && MayBeAboutTheTrail(lost))
            {
                var now = await TryHeadsAsync(db, cancellationToken);
                if (now is null || _agreements.All(id => NumberOf(now, id) == NumberOf(heads, id)))
                {
                    throw;
                }

                heads = now;
            }
            finally
            {
                linked.ForEach(row => db.Entry(row).State = EntityState.Detached);
            }
        }
    }

    private List<object> Link(IopDbContext db, Dictionary<Guid, TrailHead> heads)
    {
        List<object> linked = [];
        var ends = new Dictionary<Guid, TrailHead>();
        foreach (var id in _agreements)
        {
            if (heads.GetValueOrDefault(id) is { } known)
            {
                db.Attach(ends[id] = known.Copy());
            }
            else
            {
                db.Add(ends[id] = new TrailHead { AgreementId = id });
            }

            linked.Add(ends[id]);
        }

        foreach (var record in _records)
        {
            var entry = ends[record.AgreementId].Append(record);
            db.Add(entry);
            linked.Insert(0, entry); // forgotten before its head, which it refers to
        }

        foreach (var end in ends.Values)
        {
            db.Entry(end).DetectChanges(); // an import has switched off that this happens by itself
        }

        return linked;
    }

    /// <summary>Read together, however many agreements an import or the clock saves at once.</summary>
    private async Task<Dictionary<Guid, TrailHead>> HeadsAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        var ids = Array.FindAll(_agreements, id => !_new.Contains(id));
        return ids switch
        {
            [] => [],
            [var only] => await db
                .TrailHeads.AsNoTracking()
                .Where(head => head.AgreementId == only)
                .ToDictionaryAsync(head => head.AgreementId, cancellationToken),
            _ => await db
                .TrailHeads.AsNoTracking()
                .Where(head => EF.Parameter(ids).Contains(head.AgreementId))
                .ToDictionaryAsync(head => head.AgreementId, cancellationToken),
        };
    }

    /// <summary>Null when the transaction is past saving; what broke it is the answer then.</summary>
    private async Task<Dictionary<Guid, TrailHead>?> TryHeadsAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            return await HeadsAsync(db, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int NumberOf(Dictionary<Guid, TrailHead> heads, Guid agreementId) =>
        heads.GetValueOrDefault(agreementId)?.Number ?? 0;

    /// <summary>
    /// A row that somebody else changed names itself, and only a head is ours to mend. A key that was taken does not: then
    /// the heads tell whether anybody else appended.
    /// </summary>
    private static bool MayBeAboutTheTrail(DbUpdateException lost) =>
        lost is not DbUpdateConcurrencyException || lost.Entries.All(entry => entry.Entity is TrailHead);

    private static TrailRecord RecordOf(List<TrailSource> sources, TrailMoment? ofTheSave)
    {
        var agreementId = sources[0].AgreementId;
        var own = sources.Select(source => source.Moment).OfType<TrailMoment>().MaxBy(moment => moment.At);
        var known = sources
            .Select(source => source.LastChangedAt)
            .OfType<DateTimeOffset>()
            .Select(at => new TrailMoment(at));
        var moment =
            own
            ?? ofTheSave
            ?? known.FirstOrDefault()
            ?? throw new InvalidOperationException("Nobody says when it was changed.");
        var clock = Actor.Clock(moment.At);
        var caller =
            Caller.Current
            ?? new Caller(
                own?.UserId ?? clock.UserId,
                own?.OrganisationId ?? clock.OrganisationId,
                [],
                Caller.Internal,
                "",
                Caller.Internal
            );
        return TrailRecord.By(caller, agreementId, moment.At, ActionOf(sources, caller)) with
        {
            PartyId = sources.Select(source => source.Moment?.PartyId).LastOrDefault(party => party is not null),
            Changes = [.. sources.SelectMany(source => source.Changes)],
        };
    }

    /// <summary>What was done, the more telling first: a new version by itself, or as a part of something else.</summary>
    private static string ActionOf(List<TrailSource> sources, Caller caller)
    {
        List<string> actions = [.. sources.Select(source => source.Action).Distinct(StringComparer.Ordinal)];
        actions.RemoveAll(action => action is TrailSources.Followed && actions.Count > 1);
        actions.RemoveAll(action => action is "revise" && actions.Count > 1);
        return string.Join(
            ',',
            actions.Select(action =>
                action is "dossier" or "flag" ? TrailWords.KeyOf(caller.Operation) ?? action : action
            )
        );
    }
}
