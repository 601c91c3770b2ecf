using System.Text.RegularExpressions;
using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

// Units, contacts, rights to sign and umbrella memberships.
public sealed partial class Organisation
{
    public OrganisationUnit AddUnit(UnitDetails details, Actor by)
    {
        Require(Units.Count < PartsMax, OrganisationRules.TooManyParts);
        var unit = CheckedUnit(Guid.CreateVersion7(), details);
        Units = [.. Units, unit];
        Changed(OrganisationPart.Unit, unit.Id, by);
        return unit;
    }

    public OrganisationUnit ChangeUnit(Guid id, UnitDetails details, Actor by)
    {
        Require(HasUnit(id), OrganisationRules.UnitUnknown(""));
        var unit = CheckedUnit(id, details);
        Units = [.. Units.Select(other => other.Id == id ? unit : other)];
        Changed(OrganisationPart.Unit, id, by);
        return unit;
    }

    /// <summary>The unit stays readable; agreements of its time still point at it.</summary>
    public OrganisationUnit CloseUnit(Guid id, DateOnly lastDay, Guid? successorId, Actor by)
    {
        Require(HasUnit(id), OrganisationRules.UnitUnknown(""));
        var unit = Unit(id)!;
        return ChangeUnit(
            id,
            new UnitDetails(
                unit.Kind,
                unit.Name,
                unit.ValidFrom,
                lastDay,
                unit.ParentId,
                successorId,
                unit.ParticipantIds
            ),
            by
        );
    }

    public Contact AddContact(ContactDetails details, Actor by)
    {
        Require(Contacts.Count < PartsMax, OrganisationRules.TooManyParts);
        var contact = CheckedContact(Guid.CreateVersion7(), details);
        Contacts = [.. Contacts, contact];
        Changed(OrganisationPart.Contact, contact.Id, by);
        return contact;
    }

    public Contact ChangeContact(Guid id, ContactDetails details, Actor by)
    {
        Require(Contacts.Any(contact => contact.Id == id), OrganisationRules.ContactUnknown);
        var contact = CheckedContact(id, details);
        Contacts = [.. Contacts.Select(other => other.Id == id ? contact : other)];
        Changed(OrganisationPart.Contact, id, by);
        return contact;
    }

    public SigningRight AddSigningRight(SigningRightDetails details, Actor by)
    {
        Require(SigningRights.Count < PartsMax, OrganisationRules.TooManyParts);
        RequireInOrder(details.ValidFrom, details.ValidTo);
        Require(
            Text(details.Title) is not null && Text(details.Source) is not null,
            OrganisationRules.SigningRightIncomplete
        );
        var right = new SigningRight(
            Guid.CreateVersion7(),
            CheckedName(details.Name),
            Text(details.Title)!,
            details.Mode,
            Text(details.Source)!,
            details.ValidFrom,
            details.ValidTo
        );
        SigningRights = [.. SigningRights, right];
        Changed(OrganisationPart.SigningRight, right.Id, by);
        return right;
    }

    /// <summary>Only the end of a right can change: signatures made with it must stay explained by what it said.</summary>
    public SigningRight EndSigningRight(Guid id, DateOnly? lastDay, Actor by)
    {
        var right = SigningRights.FirstOrDefault(r => r.Id == id);
        Require(right is not null, OrganisationRules.SigningRightUnknown);
        RequireInOrder(right!.ValidFrom, lastDay);
        right = right with { ValidTo = lastDay };
        SigningRights = [.. SigningRights.Select(other => other.Id == id ? right : other)];
        Changed(OrganisationPart.SigningRight, id, by);
        return right;
    }

    /// <summary>
    /// Joining counts as a change of everything above as well. That keeps the check for circles honest when two join each
    /// other at the same moment: their changes meet in one row, and the second one is refused.
    /// </summary>
    /// <param name="umbrella">The umbrella organisation.</param>
    /// <param name="above">All that the umbrella stands under, directly or through others, on any day.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day; null while it goes on.</param>
    /// <param name="by">Who does it.</param>
    public UmbrellaMembership JoinUmbrella(
        Organisation umbrella,
        IReadOnlyCollection<Organisation> above,
        DateOnly from,
        DateOnly? to,
        Actor by
    )
    {
        Require(UmbrellaMemberships.Count < PartsMax, OrganisationRules.TooManyParts);
        RequireInOrder(from, to);
        Require(umbrella.Id != Id && above.All(o => o.Id != Id), OrganisationRules.UmbrellaCircular);
        Require(
            !UmbrellaMemberships.Any(m => m.UmbrellaId == umbrella.Id && m.Overlaps(from, to)),
            OrganisationRules.UmbrellaMembershipOverlaps
        );
        var membership = new UmbrellaMembership(Guid.CreateVersion7(), umbrella.Id, from, to);
        UmbrellaMemberships = [.. UmbrellaMemberships, membership];
        Changed(OrganisationPart.UmbrellaMembership, membership.Id, by);
        foreach (var higher in above.Append(umbrella))
        {
            higher.Raise(new UmbrellaJoined(higher.Id, Id, by.UserId, by.At));
        }

        return membership;
    }

    public UmbrellaMembership LeaveUmbrella(Guid id, DateOnly lastDay, Actor by)
    {
        var membership = UmbrellaMemberships.FirstOrDefault(m => m.Id == id);
        Require(membership is not null, OrganisationRules.UmbrellaMembershipUnknown);
        RequireInOrder(membership!.ValidFrom, lastDay);
        Require(
            !UmbrellaMemberships.Any(m =>
                m.Id != id && m.UmbrellaId == membership.UmbrellaId && m.Overlaps(membership.ValidFrom, lastDay)
            ),
            OrganisationRules.UmbrellaMembershipOverlaps
        );
        membership = membership with { ValidTo = lastDay };
        UmbrellaMemberships = [.. UmbrellaMemberships.Select(other => other.Id == id ? membership : other)];
        Changed(OrganisationPart.UmbrellaMembership, id, by);
        return membership;
    }

    private OrganisationUnit CheckedUnit(Guid id, UnitDetails details)
    {
        Require(Side == Side.Public, OrganisationRules.UnitsPublicOnly);
        RequireInOrder(details.ValidFrom, details.ValidTo);
        Require(
            details.ParentId is not { } parent || parent == id || HasUnit(parent),
            OrganisationRules.UnitUnknown("/parentId")
        );
        Require(!StandsUnder(details.ParentId, id), OrganisationRules.UnitCircular);
        Require(
            details.SuccessorId is not { } successor
                || (details.ValidTo is not null && successor != id && HasUnit(successor)),
            OrganisationRules.SuccessorInvalid
        );
        Guid[] participants = [.. details.ParticipantIds ?? []];
        Require(
            participants.Length == 0
                || (
                    details.Kind == UnitKind.Board
                    && participants.Length <= PartsMax
                    && !participants.Contains(Id)
                    && participants.Distinct().Count() == participants.Length
                ),
            OrganisationRules.ParticipantsInvalid
        );
        return new OrganisationUnit(
            id,
            details.Kind,
            CheckedName(details.Name),
            details.ParentId,
            details.ValidFrom,
            details.ValidTo,
            details.SuccessorId,
            participants
        );
    }

    /// <summary>Whether the way up from <paramref name="unitId"/> passes <paramref name="above"/>.</summary>
    private bool StandsUnder(Guid? unitId, Guid above)
    {
        for (var next = unitId; next is { } id; next = Unit(id)?.ParentId)
        {
            if (id == above)
            {
                return true;
            }
        }

        return false;
    }

    private Contact CheckedContact(Guid id, ContactDetails details)
    {
        RequireInOrder(details.ValidFrom, details.ValidTo);
        var email = Text(details.Email);
        var phone = Text(details.Phone);
        Require(
            email is null || (email.Length <= EmailMaxLength && EmailPattern().IsMatch(email)),
            OrganisationRules.EmailInvalid
        );
        Require(phone is null || PhonePattern().IsMatch(phone), OrganisationRules.PhoneInvalid);
        Require(details.UnitId is not { } unit || HasUnit(unit), OrganisationRules.UnitUnknown("/unitId"));
        return new Contact(
            id,
            details.Role,
            CheckedName(details.Name),
            Text(details.Title),
            email,
            phone,
            details.UnitId,
            details.ValidFrom,
            details.ValidTo
        );
    }

    private static void RequireInOrder(DateOnly from, DateOnly? to) =>
        Require(to is null || from <= to, OrganisationRules.ValidityInverted);

    /// <summary>Only the shape: whether it works is known when something is sent.</summary>
    [GeneratedRegex(
        @"^[^\s@,;<>""]+@[^\s@.,;<>""]+(\.[^\s@.,;<>""]+)+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^\+?([ ()/-]*[0-9]){5,15}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhonePattern();
}
