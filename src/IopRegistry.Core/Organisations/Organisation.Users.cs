using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

// Who acts for it, and who takes over when somebody leaves.
public sealed partial class Organisation
{
    /// <summary>
    /// What a user may do has changed. It counts as a change of the organisation, so that two who take each other's rights
    /// at the same moment meet in one row, and the second one is refused.
    /// </summary>
    public void ChangeUser(Guid userId, Actor by) => Changed(OrganisationPart.User, userId, by);

    /// <summary>The contacts that are this person: by one of the addresses, or by the name.</summary>
    public IEnumerable<Contact> ContactsOf(string name, IReadOnlyCollection<string> emails) =>
        Contacts.Where(contact =>
            string.Equals(contact.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)
            || (contact.Email is { } email && emails.Contains(email, StringComparer.OrdinalIgnoreCase))
        );

    /// <summary>The person changes, the role stays: it ends for one and begins for the other.</summary>
    /// <param name="contactId">The contact that is handed over.</param>
    /// <param name="name">Who takes over.</param>
    /// <param name="email">Where they are reached.</param>
    /// <param name="lastDay">The last day of the one who leaves; null when it was yesterday. Until then both are contacts.</param>
    /// <param name="by">Who does it.</param>
    /// <returns>The contact of the one who takes over.</returns>
    public Contact HandOverContact(Guid contactId, string name, string? email, DateOnly? lastDay, Actor by)
    {
        var leaver = Contacts.FirstOrDefault(contact => contact.Id == contactId);
        Require(leaver is not null, OrganisationRules.ContactUnknown);
        var last = lastDay ?? by.Today.AddDays(-1);
        var begins = leaver!.ValidFrom > by.Today ? leaver.ValidFrom : by.Today;
        var successor = new ContactDetails(
            leaver.Role,
            name,
            begins,
            leaver.ValidTo < begins ? null : leaver.ValidTo,
            Email: email,
            UnitId: leaver.UnitId
        );
        if (last < leaver.ValidFrom)
        {
            return ChangeContact(contactId, successor with { ValidFrom = leaver.ValidFrom }, by); // has not begun
        }

        if (leaver.ValidTo is null || last < leaver.ValidTo)
        {
            ChangeContact(
                contactId,
                new ContactDetails(
                    leaver.Role,
                    leaver.Name,
                    leaver.ValidFrom,
                    last,
                    leaver.Title,
                    leaver.Email,
                    leaver.Phone,
                    leaver.UnitId
                ),
                by
            );
        }

        return Contacts.FirstOrDefault(contact =>
                contact.Id != contactId
                && contact.Role == leaver.Role
                && contact.UnitId == leaver.UnitId
                && contact.IsValidOn(by.Today)
                && string.Equals(contact.Name, name, StringComparison.OrdinalIgnoreCase)
            ) ?? AddContact(successor, by);
    }
}
