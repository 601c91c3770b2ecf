using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>Works out a page of agreements' flags anew, in a number of queries that does not grow with the page.</summary>
internal sealed class FlagPlanning(IopDbContext db, Actor by)
{
    /// <summary>What is read of an organisation; the rest of it may be long.</summary>
    private sealed record Known(
        Guid Id,
        IReadOnlyList<SigningRight> SigningRights,
        IReadOnlyList<Contact> Contacts,
        RenewalSettings? Settings
    );

    /// <summary>Requests that were met, and agreements whose flags could not be worked out.</summary>
    public sealed record Page(int Requests, IReadOnlyList<(Guid AgreementId, Exception Why)> Failures);

    /// <summary>Call in a transaction. Whatever is wrong with one agreement, the others are planned.</summary>
    /// <returns>No requests when none is left.</returns>
    public async Task<Page> PlanPageAsync(int size, CancellationToken cancellationToken)
    {
        var requests = await db
            .PlanRequests.AsNoTracking()
            .OrderBy(request => request.Id)
            .Take(size)
            .ToListAsync(cancellationToken);
        if (requests.Count == 0)
        {
            return new Page(0, []);
        }

        // Read after the requests: what is changed from here on has a request of its own.
        var ids = requests.Select(request => request.AgreementId).Distinct().ToList();
        var agreements = await db
            .Agreements.AsNoTracking()
            .Where(agreement => ids.Contains(agreement.Id))
            .ToListAsync(cancellationToken);
        var flags = (
            await db.Flags.Where(flag => ids.Contains(flag.AgreementId)).ToListAsync(cancellationToken)
        ).ToLookup(flag => flag.AgreementId);
        var dossiers = (
            await db
                .RenewalDossiers.Where(d => ids.Contains(d.AgreementId) && d.State != DossierState.Closed)
                .ToListAsync(cancellationToken)
        ).ToLookup(dossier => dossier.AgreementId);
        var organisations = await OrganisationsAsync(agreements, cancellationToken);
        var meetings = await MeetingsAsync(agreements, cancellationToken);
        List<(Guid, Exception)> failures = [];
        foreach (var agreement in agreements)
        {
            CloseOutdated(agreement, dossiers[agreement.Id]);
            var context = Context(agreement, organisations, meetings, dossiers[agreement.Id]);
            try
            {
                Reconcile(agreement.Id, FlagPlan.Of(agreement, context), flags[agreement.Id], context);
            }
            catch (ArgumentException why)
            {
                failures.Add((agreement.Id, why)); // a date that no calendar has
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        var met = requests.ConvertAll(request => request.Id);
        await db.PlanRequests.Where(request => met.Contains(request.Id)).ExecuteDeleteAsync(cancellationToken);
        return new Page(requests.Count, failures);
    }

    private void Reconcile(
        Guid agreementId,
        IReadOnlyList<WantedFlag> plan,
        IEnumerable<Flag> existing,
        FlagContext context
    )
    {
        var wanted = plan.ToDictionary(flag => flag.Key);
        var days = context.Settings.EscalationDays;
        foreach (var flag in existing)
        {
            if (wanted.Remove((flag.Kind, flag.TargetDate, flag.PartyId, flag.Stage), out var now))
            {
                flag.Follow(now, days, by.Today);
            }
            else if (flag.State == FlagState.Planned)
            {
                db.Remove(flag);
            }
            else
            {
                flag.Close(by.At);
            }
        }

        db.AddRange(wanted.Values.Select(flag => Flag.Plan(agreementId, flag, days)));
    }

    /// <summary>A dossier is about one end; when the end has moved or come it is done.</summary>
    private void CloseOutdated(Agreement agreement, IEnumerable<RenewalDossier> dossiers)
    {
        foreach (var dossier in dossiers)
        {
            if (
                agreement.State is not (AgreementState.Signed or AgreementState.Active)
                || dossier.End != agreement.EndsOn
            )
            {
                dossier.Close(by);
            }
        }
    }

    private static FlagContext Context(
        Agreement agreement,
        Dictionary<Guid, Known> organisations,
        ILookup<Guid, DateOnly> meetings,
        IEnumerable<RenewalDossier> dossiers
    ) =>
        new(
            organisations.GetValueOrDefault(agreement.LeadOrganisationId)?.Settings ?? RenewalSettings.Default,
            agreement.LeadBoardId is { } board ? [.. meetings[board]] : [],
            agreement
                .Parties.Select(party => party.OrganisationId)
                .Distinct()
                .Where(organisations.ContainsKey)
                .ToDictionary(id => id, id => Standing.Of(organisations[id].SigningRights, organisations[id].Contacts)),
            dossiers.FirstOrDefault(dossier => dossier.State != DossierState.Closed)
        );

    private async Task<Dictionary<Guid, Known>> OrganisationsAsync(
        List<Agreement> agreements,
        CancellationToken cancellationToken
    )
    {
        var ids = agreements.SelectMany(a => a.Parties).Select(party => party.OrganisationId).Distinct().ToList();
        return await db
            .Organisations.Where(organisation => ids.Contains(organisation.Id))
            .Select(o => new Known(o.Id, o.SigningRights, o.Contacts, o.RenewalSettings))
            .ToDictionaryAsync(known => known.Id, cancellationToken);
    }

    /// <summary>The meetings of the boards that decide, around the time when they would.</summary>
    private async Task<ILookup<Guid, DateOnly>> MeetingsAsync(
        List<Agreement> agreements,
        CancellationToken cancellationToken
    )
    {
        var boards = agreements.Select(agreement => agreement.LeadBoardId).OfType<Guid>().Distinct().ToList();
        var ends = agreements.Select(agreement => agreement.EndsOn).OfType<DateOnly>().ToList();
        if (boards.Count == 0 || ends.Count == 0)
        {
            return Enumerable.Empty<BoardMeeting>().ToLookup(meeting => meeting.UnitId, meeting => meeting.Date);
        }

        var (from, to) = (RenewalDates.LookFrom(ends.Min()), ends.Max());
        return (
            await db
                .BoardMeetings.Where(m => boards.Contains(m.UnitId) && m.Date >= from && m.Date <= to)
                .Select(m => new { m.UnitId, m.Date })
                .ToListAsync(cancellationToken)
        ).ToLookup(meeting => meeting.UnitId, meeting => meeting.Date);
    }
}
