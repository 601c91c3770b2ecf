using IopRegistry.Organisations;
using IopRegistry.UnitTests.Organisations;

namespace IopRegistry.UnitTests.Identity;

/// <summary>The person changes, the role stays.</summary>
public sealed class HandOverTests
{
    private static readonly DateOnly Today = An.Actor.Today;
    private static readonly DateOnly Long = new(2020, 1, 1);

    private readonly Organisation _municipality = An.Municipality();

    [Fact]
    public void At_once_the_one_ends_yesterday_and_the_other_begins_today()
    {
        var unit = _municipality.AddUnit(new UnitDetails(UnitKind.Board, "Socialnämnden", Long), An.Actor);
        var leaver = Add(new(ContactRole.CaseOfficer, "Ada Lind", Long, Email: "ada@x.example", UnitId: unit.Id));

        var heir = _municipality.HandOverContact(leaver.Id, "Bo Ek", "bo@x.example", null, An.Actor);

        Assert.Equal(Today.AddDays(-1), Find(leaver.Id).ValidTo);
        Assert.Equal(
            (ContactRole.CaseOfficer, "Bo Ek", "bo@x.example", unit.Id, Today, null),
            (heir.Role, heir.Name, heir.Email, heir.UnitId!.Value, heir.ValidFrom, heir.ValidTo)
        );
    }

    [Fact]
    public void Until_a_last_day_both_are_there()
    {
        var leaver = Add(new(ContactRole.Registrar, "Ada Lind", Long));
        var heir = _municipality.HandOverContact(leaver.Id, "Bo Ek", null, Today.AddDays(30), An.Actor);
        Assert.Equal(Today.AddDays(30), Find(leaver.Id).ValidTo);
        Assert.Equal(Today, heir.ValidFrom);
    }

    [Fact]
    public void A_role_that_has_not_begun_just_changes_its_person()
    {
        var leaver = Add(new(ContactRole.Finance, "Ada Lind", Today));
        var heir = _municipality.HandOverContact(leaver.Id, "Bo Ek", null, null, An.Actor);
        Assert.Equal((leaver.Id, "Bo Ek", Today), (heir.Id, heir.Name, heir.ValidFrom));
    }

    [Fact]
    public void Whoever_has_the_role_already_does_not_get_it_twice()
    {
        var leaver = Add(new(ContactRole.CaseOfficer, "Ada Lind", Long));
        var other = Add(new(ContactRole.CaseOfficer, "Bo Ek", Long));
        Assert.Equal(other.Id, _municipality.HandOverContact(leaver.Id, "Bo Ek", null, null, An.Actor).Id);
        Assert.Equal(2, _municipality.Contacts.Count);
    }

    [Fact]
    public void A_person_is_known_by_name_or_address()
    {
        var byName = Add(new(ContactRole.Contact, "ada lind", Long));
        var byAddress = Add(new(ContactRole.Contact, "Handläggaren", Long, Email: "ADA@x.example"));
        Add(new(ContactRole.Contact, "Bo Ek", Long, Email: "bo@x.example"));
        Assert.Equal(
            [byName.Id, byAddress.Id],
            _municipality.ContactsOf("Ada Lind", ["ada@x.example"]).Select(c => c.Id)
        );
    }

    private Contact Add(ContactDetails details) => _municipality.AddContact(details, An.Actor);

    private Contact Find(Guid id) => _municipality.Contacts.Single(contact => contact.Id == id);
}
