using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Messaging;

/// <summary>
/// The people and receivers of the organisations that a page concerns, read at once, and who of them gets which message.
/// </summary>
internal sealed class Recipients
{
    private readonly DateTimeOffset _now;
    private readonly DateOnly _today;
    private readonly bool _mails;
    private readonly ILookup<Guid, Person> _people;
    private readonly Dictionary<Guid, IReadOnlyList<Contact>> _contacts;
    private readonly ILookup<Guid, WebhookEndpoint> _endpoints;

    private Recipients(
        DateTimeOffset now,
        bool mails,
        ILookup<Guid, Person> people,
        Dictionary<Guid, IReadOnlyList<Contact>> contacts,
        ILookup<Guid, WebhookEndpoint> endpoints
    ) =>
        (_now, _today, _mails, _people, _contacts, _endpoints) = (
            now,
            SwedishCalendar.DayOf(now),
            mails,
            people,
            contacts,
            endpoints
        );

    private sealed record Person(User User, IReadOnlyList<Role> Roles);

    /// <param name="db">Where they are.</param>
    /// <param name="tellings">What is told.</param>
    /// <param name="mails">Whether there is a mail server.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Recipients> OfAsync(
        IopDbContext db,
        IReadOnlyList<Telling> tellings,
        bool mails,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var today = SwedishCalendar.DayOf(now);
        var ids = tellings
            .SelectMany(t => t.Agreement?.Parties.Select(p => p.OrganisationId) ?? [t.OrganisationId!.Value])
            .Distinct()
            .ToList();
        var users = await db.Set<OrganisationUser>()
            .AsNoTracking()
            .Where(link => ids.Contains(link.OrganisationId) && (link.ValidTo == null || link.ValidTo >= today))
            .Join(db.Users, link => link.UserId, user => user.Id, (link, user) => new { link.OrganisationId, user })
            .ToListAsync(cancellationToken);
        var people = users
            .SelectMany(
                row => row.user.Memberships.Where(m => m.OrganisationId == row.OrganisationId && m.IsValidOn(today)),
                (row, membership) => (row.OrganisationId, Person: new Person(row.user, membership.Roles))
            )
            .OrderBy(row => row.Person.User.Id)
            .ToLookup(row => row.OrganisationId, row => row.Person);
        var contacts =
            mails && tellings.Any(t => t.Level > 0)
                ? await db
                    .Organisations.AsNoTracking()
                    .Where(o => ids.Contains(o.Id))
                    .Select(o => new { o.Id, o.Contacts })
                    .ToDictionaryAsync(o => o.Id, o => o.Contacts, cancellationToken)
                : [];
        var endpoints = await db
            .WebhookEndpoints.AsNoTracking()
            .Where(e => ids.Contains(e.OrganisationId) && e.State == WebhookEndpointState.Active)
            .ToListAsync(cancellationToken);
        return new Recipients(now, mails, people, contacts, endpoints.ToLookup(e => e.OrganisationId));
    }

    /// <summary>One notification for each recipient, however many ways lead to them.</summary>
    public IEnumerable<Notification> NotificationsOf(Telling telling)
    {
        var kind = NotificationKinds.Of(telling.Message.Type);
        HashSet<Guid> told = [];
        HashSet<string> addresses = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (organisationId, side, boards) in OrganisationsOf(telling, onlyAudience: true))
        {
            var people = Audience.Among([.. _people[organisationId]], telling.Roles, person => person.Roles);
            foreach (var user in people.Select(person => person.User))
            {
                if (user.Id == telling.Except || !told.Add(user.Id))
                {
                    continue;
                }

                var mailed = _mails && user.Email is not null ? MailTimes.DueAt(user.FrequencyOf(kind), _now) : null;
                if (mailed is not null)
                {
                    addresses.Add(user.Email!);
                }

                yield return Notify(telling, kind, user.Id, organisationId, isContact: false, mailed);
            }

            if (telling.Level == 0 || !_contacts.TryGetValue(organisationId, out var contacts))
            {
                continue;
            }

            foreach (var contact in Audience.Escalated(contacts, side, telling.Level, boards, _today))
            {
                if (addresses.Add(contact.Email!) && told.Add(contact.Id))
                {
                    yield return Notify(telling, kind, contact.Id, organisationId, isContact: true, _now);
                }
            }
        }
    }

    /// <summary>Every party's receivers, for both sides see everything; an escalation stays within its side.</summary>
    public IEnumerable<WebhookDelivery> DeliveriesOf(Telling telling, int order) =>
        telling.Agreement is null
            ? []
            : OrganisationsOf(telling, onlyAudience: telling.Level > 0)
                .SelectMany(organisation => _endpoints[organisation.Id])
                .Where(endpoint => endpoint.Wants(telling.Message.Type))
                .Select(endpoint =>
                    WebhookDelivery.To(endpoint.Id, telling.Message.Id, telling.Message.Type, _now, order)
                );

    private IEnumerable<(Guid Id, Side Side, IReadOnlyCollection<Guid> Boards)> OrganisationsOf(
        Telling telling,
        bool onlyAudience
    ) =>
        telling.Agreement is { } agreement
            ? agreement
                .Parties.Where(party => party.LeftOn is null || _today <= party.LeftOn)
                .Where(party => !onlyAudience || Audience.Concerns(telling.Audience, party.Side))
                .GroupBy(party => party.OrganisationId)
                .Select(own =>
                    (
                        own.Key,
                        own.First().Side,
                        (IReadOnlyCollection<Guid>)[.. own.Select(p => p.BoardId).OfType<Guid>()]
                    )
                )
            : [(telling.OrganisationId!.Value, default, [])];

    private static Notification Notify(
        Telling telling,
        NotificationKind kind,
        Guid recipientId,
        Guid organisationId,
        bool isContact,
        DateTimeOffset? mailed
    ) =>
        new()
        {
            RecipientId = recipientId,
            IsContact = isContact,
            OrganisationId = organisationId,
            MessageId = telling.Message.Id,
            Type = telling.Message.Type,
            Kind = kind,
            OccurredAt = telling.Message.OccurredAt,
            MailDueAt = mailed,
        };
}
