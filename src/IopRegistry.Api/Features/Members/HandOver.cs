using IopRegistry.Agreements;
using IopRegistry.Calendars;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Members;

/// <summary>What hangs on a person in an organisation, and its way to whoever takes over.</summary>
internal sealed class HandOver(IopDbContext db, Organisation organisation, User leaver, DateOnly today)
{
    /// <summary>Where somebody has to answer to the other side.</summary>
    private static readonly AgreementState[] Handled =
    [
        .. Enum.GetValues<AgreementState>()
            .Where(state => AgreementLifecycle.Find(state, AgreementAction.ChangeCaseOfficer) is not null),
    ];

    /// <summary>The contacts that are this person, by name or by address, and are not over.</summary>
    public async Task<IReadOnlyList<Contact>> ContactsAsync(CancellationToken cancellationToken)
    {
        var leaverId = leaver.Id;
        var signsInWith = await db
            .Accounts.Where(account => account.Id == leaverId)
            .Select(account => account.Email)
            .SingleOrDefaultAsync(cancellationToken);
        return
        [
            .. organisation
                .ContactsOf(leaver.Name, [.. new[] { leaver.Email, signsInWith }.OfType<string>()])
                .Where(contact => contact.ValidTo is null || contact.ValidTo >= today),
        ];
    }

    /// <summary>Those whose case officer is one of the contacts.</summary>
    public async Task<IReadOnlyList<Guid>> AgreementsAsync(
        IReadOnlyList<Contact> contacts,
        CancellationToken cancellationToken
    )
    {
        if (contacts.Count == 0 || organisation.Side != Side.Public)
        {
            return [];
        }

        var organisationId = organisation.Id;
        var handled = await (
            from party in db.AgreementParties.AsNoTracking()
            where party.OrganisationId == organisationId && party.IsFirst && Handled.Contains(party.State)
            join agreement in db.Agreements on party.AgreementId equals agreement.Id
            select new { agreement.Id, agreement.Handling }
        ).ToListAsync(cancellationToken);
        return
        [
            .. handled
                .Where(a =>
                    a.Handling?.OrganisationId == organisationId
                    && contacts.Any(contact => contact.Id == a.Handling.CaseOfficerId)
                )
                .Select(a => a.Id),
        ];
    }

    /// <summary>The roles and the agreements go on with somebody else; both sides see it in each agreement's timeline.</summary>
    /// <returns>How many agreements have a new case officer.</returns>
    public async Task<int> ToAsync(
        User successor,
        IReadOnlyList<Contact> contacts,
        DateOnly? lastDay,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        var ids = await AgreementsAsync(contacts, cancellationToken);
        var heirs = contacts.ToDictionary(
            contact => contact.Id,
            contact => organisation.HandOverContact(contact.Id, successor.Name, successor.Email, lastDay, by)
        );
        var agreements = await db.Agreements.Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken);
        var handed = 0;
        foreach (
            var agreement in agreements.Where(a =>
                AgreementActions.AvailableTo(a, organisation.Id, today).Contains(AgreementAction.ChangeCaseOfficer)
            )
        )
        {
            var heir = heirs[agreement.Handling!.CaseOfficerId];
            agreement.ChangeCaseOfficer(heir.Id, heir.Name, by);
            handed++;
        }

        return handed;
    }

    /// <summary>What would stop by itself within seconds stops in the same transaction, and is told as ended.</summary>
    public async Task<(int Sessions, int CalendarAddresses)> ShutAsync(
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var (userId, organisationId) = (leaver.Id, organisation.Id);
        var sessions = await db
            .Sessions.Where(s => s.UserId == userId && s.OrganisationId == organisationId && s.EndedAt == null)
            .ToListAsync(cancellationToken);
        var tokens = await db
            .AccessTokens.Where(t =>
                t.UserId == userId && t.OrganisationId == organisationId && t.RevokedAt == null && t.ExpiresAt > at
            )
            .ToListAsync(cancellationToken);
        var feeds = await OpenFeeds().ToListAsync(cancellationToken);
        sessions.ForEach(session => session.End(SessionEnd.UserLeft, at));
        tokens.ForEach(token => token.Revoke(at));
        feeds.ForEach(feed => feed.Revoke(at));
        return (sessions.Count, feeds.Count);
    }

    public IQueryable<CalendarFeed> OpenFeeds()
    {
        var (userId, organisationId) = (leaver.Id, organisation.Id);
        return db.CalendarFeeds.Where(f =>
            f.UserId == userId && f.OrganisationId == organisationId && f.RevokedAt == null
        );
    }
}
