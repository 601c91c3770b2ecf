using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Demo;

/// <summary>The organisations of the demo, plainly fictional, and the people who sign in for them.</summary>
internal sealed class DemoPeople
{
    private readonly List<User> _users = [];

    private static readonly DateOnly Long = new(2015, 1, 1);

    /// <summary>Everybody's, with the first name at exempelkoping.example: Development only.</summary>
    public const string Password = "lånat av demon";

    /// <summary>Who can sign in, with a token that everybody knows: Development only.</summary>
    public static IReadOnlyList<(
        string Token,
        string Name,
        Func<DemoPeople, Organisation> Of,
        Role[] Roles
    )> SignIns { get; } =
    [
        ("demo-kommun-jurist", "Julia Jurist", p => p.Municipality, [Role.Legal, Role.Registrar, Role.Admin]),
        ("demo-kommun-signerare", "Siv Signerare", p => p.Municipality, [Role.Signatory]),
        ("demo-kommun-ekonom", "Edvin Ekonom", p => p.Municipality, [Role.Finance]),
        ("demo-region-jurist", "Rut Region", p => p.Region, [Role.Legal, Role.Signatory, Role.Admin]),
        ("demo-jouren", "Olga Ordförande", p => p.Shelter, [Role.Legal, Role.Signatory, Role.Admin]),
        ("demo-brottsofferstodet", "Bo Ek", p => p.VictimSupport, [Role.Legal, Role.Signatory, Role.Admin]),
        ("demo-fritidsgarden", "Frida Fritid", p => p.YouthCentre, [Role.Legal, Role.Signatory, Role.Admin]),
        ("demo-drift", "Dag Drift", p => p.Region, [Role.Operator]),
    ];

    public required Organisation Municipality { get; init; }

    public required Organisation Region { get; init; }

    public required Organisation Shelter { get; init; }

    public required Organisation VictimSupport { get; init; }

    public required Organisation YouthCentre { get; init; }

    public required OrganisationUnit SocialBoard { get; init; }

    public required OrganisationUnit LeisureBoard { get; init; }

    public required Contact CaseOfficer { get; init; }

    public static string EmailOf(string name) => $"{name.Split(' ')[0].ToLowerInvariant()}@exempelkoping.example";

    public static DemoPeople Add(IopDbContext db, DateTimeOffset now)
    {
        var steward = new Actor(Guid.CreateVersion7(now), Guid.CreateVersion7(now), now, SwedishCalendar.DayOf(now));
        var municipality = Register("Exempelköpings kommun", LegalForm.Kommun, "2129990012", "2599", steward);
        var social = municipality.AddUnit(new UnitDetails(UnitKind.Board, "Socialnämnden", Long), steward);
        var leisure = municipality.AddUnit(
            new UnitDetails(UnitKind.Board, "Kultur- och fritidsnämnden", Long),
            steward
        );
        var people = new DemoPeople
        {
            Municipality = municipality,
            Region = Register("Region Exempel", LegalForm.Region, "2329990010", null, steward),
            Shelter = Register(
                "Kvinnojouren Ängeln i Exempelköping",
                LegalForm.IdeellForening,
                "8029991018",
                "2599",
                steward
            ),
            VictimSupport = Register(
                "Brottsofferstödet Exempelköping",
                LegalForm.IdeellForening,
                "8029992024",
                "2599",
                steward
            ),
            YouthCentre = Register("Fritidsgården Öster", LegalForm.IdeellForening, "8029993030", "2599", steward),
            SocialBoard = social,
            LeisureBoard = leisure,
            CaseOfficer = municipality.AddContact(
                new ContactDetails(
                    ContactRole.CaseOfficer,
                    "Harriet Handläggare",
                    Long,
                    Title: "Handläggare",
                    Email: "handlaggare@exempelkoping.example",
                    UnitId: social.Id
                ),
                steward
            ),
        };
        municipality.AddSigningRight(
            new(
                "Siv Signerare",
                "Nämndens ordförande",
                SigningMode.Alone,
                "Socialnämndens delegationsordning § 12",
                Long
            ),
            steward
        );
        foreach (var organisation in people.Others)
        {
            organisation.AddSigningRight(
                new("Olof Ordförande", "Ordförande", SigningMode.Alone, "Stadgarna § 9", Long),
                steward
            );
        }

        db.AddRange([municipality, .. people.Others]);
        people.AddSignIns(db, now);
        return people;
    }

    public Organisation Of(Guid id) => Others.Single(organisation => organisation.Id == id);

    /// <summary>Lets them sign in with a password, too.</summary>
    public void AddAccounts(IopDbContext db, Accounts accounts) =>
        db.AddRange(
            _users.Select(user => accounts.Prepare(user.Id, EmailOf(user.Name), Password, emailConfirmed: true))
        );

    private Organisation[] Others => [Region, Shelter, VictimSupport, YouthCentre];

    private void AddSignIns(IopDbContext db, DateTimeOffset now)
    {
        foreach (var (token, name, of, roles) in SignIns)
        {
            var organisation = of(this);
            var user = User.Add(name, new Membership(organisation.Id, roles, Long, null), now);
            _users.Add(user);
            db.AddRange(user, AccessToken.Of(token, user.Id, organisation.Id, now, TimeSpan.FromDays(3_650)));
        }
    }

    private static Organisation Register(
        string name,
        LegalForm form,
        string number,
        string? municipalityCode,
        Actor by
    ) => Organisation.Register(new OrganisationDetails(name, form, number, municipalityCode), by);
}
