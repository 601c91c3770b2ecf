using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>
/// The people of these ten years. What they do they do through the domain, and the oracle is told the same: not what came
/// of it, but what was done. Whether a thing can be done is decided by what the oracle knows, so a refusal is a difference.
/// </summary>
internal sealed partial class People(Dice dice, Func<IopDbContext> open, DateOnly firstDay)
{
    private const int SaveAtOnce = 100;

    private readonly Invention _invention = new(dice);
    private readonly Agenda _agenda = new();
    private readonly Dictionary<(Guid Agreement, int Version), AgreementVersion> _versions = [];
    private readonly List<KnownOrganisation> _bodies = [];
    private readonly List<KnownOrganisation> _associations = [];
    private readonly List<DateOnly> _arrivals = [];
    private int _arrived;
    private int _numbered;

    public List<Known> Agreements { get; } = [];

    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    /// <summary>What is there on the first day, and who comes later.</summary>
    public async Task BeginAsync(int agreements, int years, DateTimeOffset at)
    {
        await using var db = open();
        for (var i = 0; i < Math.Max(8, agreements / 40); i++)
        {
            _bodies.Add(Register(db, $"Exempelköpings kommun {i}", Side.Public, at));
        }

        for (var i = 0; i < Math.Max(20, agreements / 6); i++)
        {
            _associations.Add(Register(db, $"Föreningen Exempel {i}", Side.Civil, at));
        }

        await db.SaveChangesAsync();
        var later = agreements * 4 / 10;
        for (var i = 0; i < later; i++)
        {
            _arrivals.Add(firstDay.AddDays(dice.Roll(Math.Max(1, (years * 365) - 200))));
        }

        _arrivals.Sort();
        for (var i = 0; i < agreements - later; i++)
        {
            Import(db, at);
            if (i % SaveAtOnce == 0)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        await db.SaveChangesAsync();
    }

    /// <summary>A day's changes, all at one moment of it.</summary>
    public async Task LiveAsync(DateTimeOffset at)
    {
        var today = SwedishCalendar.DayOf(at);
        await using var db = open();
        var planned = _agenda.Take(today);
        var wanted = planned.Select(plan => plan.Agreement.Id).ToHashSet();
        if (wanted.Count > 0)
        {
            // Read in one go; what is saved one by one finds them here.
            await db.Agreements.Where(a => wanted.Contains(a.Id)).LoadAsync();
        }

        foreach (var (known, deed) in planned)
        {
            if (Can(deed, known, today))
            {
                try
                {
                    await DoAsync(db, deed, known, at);
                }
                catch (RuleViolationException refusal)
                {
                    throw new InvalidOperationException($"{deed} at {at:u} was refused: {known}", refusal);
                }

                Count(deed.ToString());
            }
            else
            {
                Count("couldNot");
            }
        }

        for (; _arrived < _arrivals.Count && _arrivals[_arrived] <= today; _arrived++)
        {
            if (dice.PerMille(600))
            {
                Import(db, at);
            }
            else
            {
                Propose(db, at);
            }
        }

        if (dice.PerMille(400))
        {
            await ChangeOrganisationAsync(db, at);
        }

        await db.SaveChangesAsync();
    }

    /// <summary>The calendar did something; people think again about what comes.</summary>
    public void React(IEnumerable<Known> moved, DateOnly today)
    {
        foreach (var known in moved.Where(a => a.State == AgreementState.Active))
        {
            PlanTheEnd(known, today);
        }
    }

    private KnownOrganisation Register(IopDbContext db, string name, Side side, DateTimeOffset at)
    {
        var by = new Actor(Guid.CreateVersion7(), Guid.Empty, at, SwedishCalendar.DayOf(at));
        var organisation = Organisation.Import(new OrganisationDetails(name, LegalForm.Unknown), side, by);
        var known = new KnownOrganisation(organisation.Id, name, side);
        if (dice.PerMille(920))
        {
            AddSigningRight(organisation, known, by);
        }

        if (dice.PerMille(950))
        {
            AddContact(organisation, known, by);
        }

        if (side == Side.Public)
        {
            known.Board = organisation
                .AddUnit(new UnitDetails(UnitKind.Board, "Socialnämnden", firstDay.AddYears(-9)), by)
                .Id;
            PlanMeetings(db, organisation, known, firstDay.Year, by);
        }

        db.Add(organisation);
        return known;
    }

    private async Task ChangeOrganisationAsync(IopDbContext db, DateTimeOffset at)
    {
        var known = dice.PerMille(200) ? dice.Of(_bodies) : dice.Of(_associations);
        var by = By(known, at);
        var organisation = await db.Organisations.SingleAsync(o => o.Id == known.Id);
        switch (dice.Roll(known.Side == Side.Public ? 7 : 4))
        {
            case 4:
                known.Settings = dice.Of(
                    (1, new RenewalSettings(12, 10, 6, 3)),
                    (1, new RenewalSettings(18, 12, 9, 4)),
                    (1, new RenewalSettings(9, 6, 4, 2)),
                    (1, new RenewalSettings(12, 12, 6, 0))
                );
                organisation.SetRenewalSettings(known.Settings, by);
                break;
            case 5:
                PlanMeetings(db, organisation, known, by.Today.Year + dice.Roll(2), by);
                break;
            case 6 when known.Meetings.Count > 0:
                var cancelled = dice.Of([.. known.Meetings]);
                known.Meetings.Remove(cancelled);
                db.Remove(await db.BoardMeetings.SingleAsync(m => m.UnitId == known.Board && m.Date == cancelled));
                break;
            case 0:
                AddSigningRight(organisation, known, by);
                break;
            case 1:
                AddContact(organisation, known, by);
                break;
            case 2 when known.SigningRights.Count > 0:
                var right = known.SigningRights.Keys.Last();
                known.SigningRights[right] = LastDay(by.Today, always: false);
                organisation.EndSigningRight(right, known.SigningRights[right], by);
                break;
            case 3 when known.Contacts.Count > 0:
                var contact = organisation.Contacts.Single(c => c.Id == known.Contacts.Keys.Last());
                known.Contacts[contact.Id] = LastDay(by.Today, always: false);
                organisation.ChangeContact(
                    contact.Id,
                    new ContactDetails(contact.Role, contact.Name, contact.ValidFrom, known.Contacts[contact.Id]),
                    by
                );
                break;
            default:
                return;
        }

        foreach (var agreement in known.Agreements)
        {
            agreement.MustBeRethought = true;
        }

        Count("changeOrganisation");
    }

    private void PlanMeetings(IopDbContext db, Organisation organisation, KnownOrganisation known, int year, Actor by)
    {
        for (var i = 0; i < 4; i++)
        {
            var day = new DateOnly(year, 1, 1).AddDays(dice.Roll(365));
            if (known.Meetings.Add(day))
            {
                db.Add(BoardMeeting.Plan(organisation, known.Board!.Value, new MeetingDetails(day), by));
            }
        }
    }

    private void AddSigningRight(Organisation organisation, KnownOrganisation known, Actor by)
    {
        var last = LastDay(by.Today, always: dice.PerMille(500));
        var right = organisation.AddSigningRight(
            new SigningRightDetails("Kim Exempel", "Ordförande", SigningMode.Alone, "Stadgar § 8", firstDay.AddYears(-9), last),
            by
        );
        known.SigningRights.Add(right.Id, last);
    }

    private void AddContact(Organisation organisation, KnownOrganisation known, Actor by)
    {
        var last = LastDay(by.Today, always: dice.PerMille(600));
        var contact = organisation.AddContact(
            new ContactDetails(ContactRole.Contact, "Kim Exempel", firstDay.AddYears(-9), last),
            by
        );
        known.Contacts.Add(contact.Id, last);
    }

    private DateOnly? LastDay(DateOnly today, bool always) => always ? null : today.AddDays(dice.Between(-20, 1_200));

    private void Import(IopDbContext db, DateTimeOffset at)
    {
        var today = SwedishCalendar.DayOf(at);
        var parties = _invention.Parties(_bodies, _associations);
        var months = _invention.Length();
        var start = _invention.Start(today.AddDays(-dice.Roll((months * 30) - 60)));
        var contents = dice.PerMille(80)
            ? _invention.Partial(parties, start, months)
            : _invention.Contents(parties, start, months);
        // The source may be behind: what it calls signed has begun, what it calls active has ended.
        var state = dice.Of(
            (start > today ? 90 : 4, AgreementState.Signed),
            (start <= today && !(contents.Term.End?.Latest < today) ? 90 : 4, AgreementState.Active),
            (contents.Term.End?.Latest < today ? 60 : 0, AgreementState.Ended),
            (3, AgreementState.Negotiating)
        );
        EndedReason? reason = state == AgreementState.Ended ? EndedReason.Expired : null;
        var lead = parties[0].Organisation;
        var reference = NextReference(today);
        var (agreement, version) = Agreement.Import(
            reference,
            contents,
            [.. parties.Select(party => party.AsRegistered)],
            state,
            reason,
            new ImportSource(reference, null, null, null, null, null, null, null, reference),
            lead.Id,
            By(lead, at)
        );
        var known = Write(db, agreement, version, contents, parties, state, today, imported: true, before: null);
        known.Reason = reason;
        Count("import");
        PlanOn(known, today);
    }

    private void Propose(IopDbContext db, DateTimeOffset at)
    {
        var today = SwedishCalendar.DayOf(at);
        var parties = _invention.Parties(_bodies, _associations);
        var start = _invention.Start(today.AddDays(dice.Between(-30, 250)));
        var contents = _invention.Contents(parties, start, _invention.Length());
        var (lead, initiator) = (parties[0], parties[^1]);
        var (agreement, first) = Agreement.Propose(
            NextReference(today),
            contents.Description,
            [.. parties.Select(party => party.AsRegistered)],
            false,
            null,
            By(initiator, at)
        );
        agreement.AcceptForAssessment(
            new Handling(lead.Organisation.Id, lead.Organisation.Board!.Value, "Socialnämnden", Guid.CreateVersion7(), "Handläggare"),
            By(lead, at)
        );
        agreement.RecordAssessment(Assessed(lead, today), CriteriaSet.Canonical, null, By(lead, at));
        var version = agreement.Revise(first, contents, ContentsPart.Text, null, initiator.Id, By(initiator, at));
        db.Add(first);
        var known = Write(
            db,
            agreement,
            version,
            contents,
            parties,
            AgreementState.Negotiating,
            today,
            imported: false,
            before: null,
            handledBy: lead.Organisation
        );
        known.ContentsVersion = known.LatestVersion = version.Number;
        Count("propose");
        PlanOn(known, today);
    }

    private Known Write(
        IopDbContext db,
        Agreement agreement,
        AgreementVersion version,
        Contents contents,
        List<KnownParty> parties,
        AgreementState state,
        DateOnly today,
        bool imported,
        Known? before,
        KnownOrganisation? handledBy = null
    )
    {
        db.Add(agreement);
        db.Add(version);
        _versions[(agreement.Id, version.Number)] = version;
        var known = new Known
        {
            Id = agreement.Id,
            Reference = agreement.Reference,
            Order = Agreements.Count,
            Since = today,
            IsImported = imported,
            State = state,
            Contents = contents,
            Parties = parties,
            Predecessor = before,
            HandledBy = handledBy,
            LookFrom = today,
        };
        known.EndsOn = known.EndByTextAndNotices;
        foreach (var party in parties)
        {
            party.Organisation.Agreements.Add(known);
        }

        known.Changed();
        Agreements.Add(known);
        return known;
    }

    private string NextReference(DateOnly today) => $"IOP-{today.Year}-{++_numbered:D6}";

    private static Actor By(KnownOrganisation organisation, DateTimeOffset at) =>
        new(organisation.User, organisation.Id, at, SwedishCalendar.DayOf(at));

    private static Actor By(KnownParty party, DateTimeOffset at) => By(party.Organisation, at);

    private static Assessment Assessed(KnownParty lead, DateOnly today) =>
        new(
            CriteriaSet.Canonical.Name,
            1,
            [
                .. CriteriaSet.Canonical.Criteria.Select(criterion => new CriterionAnswer(
                    criterion.Id,
                    Fulfilment.Yes,
                    "Se utredningen."
                )),
            ],
            new LegalChecks(
                ProcurementOutcome.NotProcurement,
                "Ingen motprestation.",
                AidOutcome.NotAidNonEconomic,
                "Ingen ekonomisk verksamhet.",
                true,
                "Kommunallagen 2 kap. 1 §."
            ),
            AssessmentOutcome.Proceed,
            lead.Organisation.Id,
            today
        );

    private void Count(string what) => Done[what] = Done.GetValueOrDefault(what) + 1;
}
