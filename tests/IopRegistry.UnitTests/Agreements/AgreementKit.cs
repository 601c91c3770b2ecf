using System.Reflection;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>
/// One agreement of a municipality with two boards and two associations, brought to any state through the domain's own
/// methods. Time stands still until a test moves it.
/// </summary>
internal sealed class AgreementKit
{
    public static readonly DateOnly FirstDay = new(2026, 3, 2);

    public Guid Kommun { get; } = Guid.CreateVersion7();
    public Guid Help { get; } = Guid.CreateVersion7();
    public Guid Youth { get; } = Guid.CreateVersion7();
    public Guid Stranger { get; } = Guid.CreateVersion7();
    public Guid Newcomer { get; } = Guid.CreateVersion7();

    private readonly Dictionary<Guid, Guid> _users = [];
    private Dictionary<int, AgreementVersion> _versions = [];

    public AgreementKit(
        ExtensionClause? extension = null,
        int? noticeMonths = 6,
        IReadOnlyDictionary<string, int>? noticeOf = null,
        DateOnly? start = null,
        DateOnly? end = null
    )
    {
        Now = At(FirstDay);
        Social = Party(
            Kommun,
            "Exempelköpings kommun",
            Side.Public,
            "Socialnämnden",
            PartyRole.Decider,
            PartyRole.Funder
        );
        Culture = Party(Kommun, "Exempelköpings kommun", Side.Public, "Kulturnämnden", PartyRole.Manager);
        Aid = Party(Help, "Föreningen Exempelhjälpen", Side.Civil, null, PartyRole.Initiator, PartyRole.Performer);
        Play = Party(Youth, "Ungdomsföreningen Exemplet", Side.Civil, null, PartyRole.Performer);
        Term = new Term(
            PartialDate.Day(start ?? new DateOnly(2026, 7, 1)),
            PartialDate.Day(end ?? new DateOnly(2028, 6, 30)),
            null,
            noticeMonths,
            [
                .. (noticeOf ?? new Dictionary<string, int>()).Select(n => new PartyNotice(
                    PartyNamed(n.Key).Id,
                    n.Value
                )),
            ],
            extension ?? ExtensionClause.None,
            [],
            null
        );
        Contents = Complete(this);
    }

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => SwedishCalendar.DayOf(Now);

    /// <summary>The board that decides.</summary>
    public Party Social { get; }

    /// <summary>The board that manages; the same municipality once more.</summary>
    public Party Culture { get; private set; }

    /// <summary>The association that proposed it.</summary>
    public Party Aid { get; }

    public Party Play { get; }

    public Term Term { get; }

    /// <summary>Contents that nothing stands in the way of.</summary>
    public Contents Contents { get; private set; }

    public Agreement Agreement { get; set; } = null!;

    public List<AgreementStep> Steps { get; private set; } = [];

    public AgreementVersion Current => _versions[Agreement.ContentsVersion];

    public AgreementVersion Version(int number) => _versions[number];

    public IReadOnlyList<Guid> Organisations => [Kommun, Help, Youth, Newcomer, Stranger];

    public static DateTimeOffset At(DateOnly day, int hour = 9) =>
        new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);

    public Actor By(Party party) => By(party.OrganisationId);

    public Actor By(Guid organisation)
    {
        if (!_users.TryGetValue(organisation, out var user))
        {
            _users[organisation] = user = Guid.CreateVersion7();
        }

        return new Actor(user, organisation, Now, Today);
    }

    public Actor Clock => Actor.Clock(Now);

    public AgreementKit On(DateOnly day)
    {
        Now = At(day);
        return this;
    }

    public AgreementKit Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public AgreementKit With(Func<Contents, Contents> change)
    {
        Contents = change(Contents);
        return this;
    }

    /// <summary>Both boards decide.</summary>
    public AgreementKit WithTwoDeciders()
    {
        Culture = Culture with { Roles = [PartyRole.Decider] };
        return this;
    }

    /// <summary>Does something to the agreement and keeps what it leaves behind.</summary>
    public AgreementKit Do(Action<Agreement> action)
    {
        action(Agreement);
        return Collect();
    }

    public AgreementKit Write(Func<Agreement, AgreementVersion?> action)
    {
        Keep(action(Agreement));
        return Collect();
    }

    public void Keep(AgreementVersion? version)
    {
        if (version is not null)
        {
            _versions[version.Number] = version;
        }
    }

    public AgreementKit Collect()
    {
        Steps.AddRange(Agreement.TakeEvents().Cast<AgreementStep>());
        return this;
    }

    public AgreementKit Take((Agreement Agreement, AgreementVersion Contents) made)
    {
        Agreement = made.Agreement;
        _versions.Clear();
        Steps.Clear();
        Keep(made.Contents);
        return Collect();
    }

    /// <summary>Another agreement between the same parties, at the same time.</summary>
    public AgreementKit Beside((Agreement Agreement, AgreementVersion Contents) made)
    {
        var other = (AgreementKit)MemberwiseClone();
        other._versions = [];
        other.Steps = [];
        return other.Take(made);
    }

    public AgreementKit StartNow()
    {
        On(Agreement.StartsOn!.Value).RunClock();
        return this;
    }

    /// <summary>Runs the clock until nothing is due.</summary>
    public IReadOnlyList<AgreementAction> RunClock()
    {
        List<AgreementAction> taken = [];
        while (Agreement.AdvanceByClock(number => _versions[number], Clock) is { } action)
        {
            taken.Add(action);
            Collect();
        }

        return taken;
    }

    // --- to every state ---

    public AgreementKit Proposed() =>
        Take(
            Agreement.Propose(
                "IOP-2026-000001",
                Contents.Description,
                [Social, Culture, Aid, Play],
                false,
                null,
                By(Help)
            )
        );

    public AgreementKit Assessing() => Proposed().Do(a => a.AcceptForAssessment(Handling, By(Kommun)));

    public AgreementKit Negotiating() =>
        Assessing()
            .Do(a => a.RecordAssessment(Assessment(), CriteriaSet.Canonical, null, By(Kommun)))
            .Write(a => a.Revise(Current, Contents, ContentsPart.Text, null, Aid.Id, By(Help)));

    public AgreementKit Deciding() => Negotiating().ConfirmAll();

    public AgreementKit Signing() => Deciding().Decide();

    /// <summary>Signed before its first day.</summary>
    public AgreementKit Signed() => Signing().SignAll();

    /// <summary>Active from its first day.</summary>
    public AgreementKit Active()
    {
        Signed().On(Term.Start!.Date).RunClock();
        return this;
    }

    /// <summary>Ended the day after its last.</summary>
    public AgreementKit Ended()
    {
        Active().On(Term.End!.Date.AddDays(1)).RunClock();
        return this;
    }

    public AgreementKit In(AgreementState state) =>
        state switch
        {
            AgreementState.Proposed => Proposed(),
            AgreementState.Assessing => Assessing(),
            AgreementState.Negotiating => Negotiating(),
            AgreementState.Deciding => Deciding(),
            AgreementState.Signing => Signing(),
            AgreementState.Signed => Signed(),
            AgreementState.Active => Active(),
            AgreementState.Ended => Ended(),
            AgreementState.Declined => Proposed().Do(a => a.Decline(No, By(Kommun))),
            AgreementState.Withdrawn => Proposed().Do(a => a.Withdraw("Vi väntar ett år.", Aid.Id, By(Help))),
        };

    public AgreementKit ConfirmAll()
    {
        foreach (var party in Agreement.PartiesOn(Today).ToList())
        {
            Do(a => a.ConfirmVersion(a.ContentsVersion, party.Id, By(party)));
        }

        return this;
    }

    public AgreementKit ConfirmAmendmentBy(Guid organisation) =>
        Do(a => a.ConfirmAmendment(a.OpenAmendment!.Id, null, By(organisation)));

    /// <summary>All deciders say yes.</summary>
    public AgreementKit Decide()
    {
        foreach (var decider in Agreement.Deciders(Today).ToList())
        {
            Do(a => a.RecordDecision(Yes(decider), AfterNo.Negotiate, By(decider)));
        }

        return this;
    }

    public AgreementKit SignAll()
    {
        foreach (var party in Agreement.PartiesOn(Today).ToList())
        {
            Do(a => a.Sign(party.Id, a.ContentHash, [Right()], Today, By(party)));
        }

        return this;
    }

    public AgreementKit Amend(Contents amended, DateOnly effectiveOn, params Party[] joining) =>
        Write(a =>
            a.ProposeAmendment(
                Current,
                amended,
                [ContentsPart.Term],
                joining,
                effectiveOn,
                "Behoven har ändrats.",
                [],
                Aid.Id,
                By(Help)
            )
        );

    /// <summary>Confirms, decides and signs the open amendment.</summary>
    public AgreementKit AgreeOnAmendment() => ConfirmAmendment().DecideAmendment().SignAmendment();

    public AgreementKit ConfirmAmendment()
    {
        var open = Agreement.OpenAmendment!;
        foreach (var party in BoundBy(open).Where(p => open.Confirmations.All(c => c.PartyId != p.Id)).ToList())
        {
            Do(a => a.ConfirmAmendment(open.Id, party.Id, By(party)));
        }

        return this;
    }

    public AgreementKit DecideAmendment()
    {
        foreach (var decider in Agreement.Deciders(Today).ToList())
        {
            Do(a => a.DecideAmendment(a.OpenAmendment!.Id, Yes(decider), By(decider)));
        }

        return this;
    }

    public AgreementKit SignAmendment()
    {
        var open = Agreement.OpenAmendment!;
        foreach (var party in BoundBy(open))
        {
            Do(a =>
                a.SignAmendment(
                    open.Id,
                    party.Id,
                    open.ContentHash,
                    [Right()],
                    Today,
                    Version(open.ContentsVersion),
                    By(party)
                )
            );
        }

        return this;
    }

    private List<Party> BoundBy(Amendment amendment) =>
        [.. Agreement.Parties.Where(p => p.IsPartyOn(Today) || p.JoinsByAmendmentId == amendment.Id)];

    public AgreementKit Talk() => Do(a => a.RecordDialogue(Dialogue, Aid.Id, By(Help)));

    // --- valid input ---

    public Dialogue Dialogue => new(Today, "Vi har talat om läget.", [Social.Id, Aid.Id]);

    public Handling Handling =>
        new(Kommun, Guid.CreateVersion7(), "Socialnämnden", Guid.CreateVersion7(), "Handläggare");

    public Closing No => new("no-need", "Behovet tillgodoses redan.", "SN 2026:4 § 12", Kommun, Today);

    public static Consequences Consequences { get; } = new("Två tjänster.", "Fyrtio unga.", "Lokalen sägs upp.");

    public static SigningRight Right(
        SigningMode mode = SigningMode.Alone,
        string name = "Kim Exempel",
        DateOnly? until = null
    ) => new(Guid.CreateVersion7(), name, "Ordförande", mode, "Stadgar § 8", FirstDay.AddYears(-1), until);

    public Assessment Assessment(
        AssessmentOutcome outcome = AssessmentOutcome.Proceed,
        Func<LegalChecks, LegalChecks>? legal = null
    )
    {
        var checks = new LegalChecks(
            ProcurementOutcome.NotProcurement,
            "Ingen motprestation.",
            AidOutcome.NotAidNonEconomic,
            "Ingen ekonomisk verksamhet.",
            true,
            "Kommunallagen 2 kap. 1 §."
        );
        return new(
            CriteriaSet.Canonical.Name,
            1,
            [
                .. CriteriaSet.Canonical.Criteria.Select(c => new CriterionAnswer(
                    c.Id,
                    Fulfilment.Yes,
                    "Se utredningen."
                )),
            ],
            legal is null ? checks : legal(checks),
            outcome,
            Kommun,
            Today
        );
    }

    public Decision Yes(Party decider) =>
        new(
            Guid.CreateVersion7(),
            decider.Id,
            true,
            DecisionKind.Board,
            "Socialnämnden",
            Today,
            "§ 42",
            "SN 2026:17",
            null,
            null,
            0,
            0
        );

    public Decision NoFrom(Party decider) => Yes(decider) with { Approved = false, Reason = "Pengarna räcker inte." };

    public Party Joiner(Guid? organisation = null) =>
        Party(organisation ?? Newcomer, "Nykomlingarnas förening", Side.Civil, null, PartyRole.Performer);

    public static Party Party(Guid organisation, string name, Side side, string? unit, params PartyRole[] roles) =>
        new(Guid.CreateVersion7(), organisation, name, side, roles, null, unit, null, null, null);

    private Party PartyNamed(string name) =>
        name switch
        {
            nameof(Social) => Social,
            nameof(Culture) => Culture,
            nameof(Aid) => Aid,
            _ => Play,
        };

    public static Contents Complete(AgreementKit kit) =>
        new(
            new Description(
                "Mötesplats för unga",
                "Unga saknar en plats efter skolan.",
                "En öppen mötesplats.",
                "Unga 13–19 år"
            ),
            kit.Term,
            [
                new(Guid.CreateVersion7(), kit.Social.Id, CommitmentKind.Resource, "Kommunen står för lokalen."),
                new(Guid.CreateVersion7(), kit.Aid.Id, CommitmentKind.Outcome, "Föreningen håller öppet fem kvällar."),
                new(Guid.CreateVersion7(), kit.Play.Id, CommitmentKind.Method, "Ledare finns på plats."),
            ],
            [.. Headings.Compulsory.Select(h => new Clause(h.Code, h.Title.Sv, "Så här gör vi."))],
            [
                new(
                    Guid.CreateVersion7(),
                    "Unga känner sig trygga.",
                    "dialog",
                    kit.Play.Id,
                    kit.Play.Id,
                    new Indicator("Trygga", IndicatorKind.Percent, "%", 60, 80, null, null, ["kön"]),
                    "halvår",
                    "Enkät",
                    "Föreningen"
                ),
            ],
            [
                new(
                    Guid.CreateVersion7(),
                    kit.Social.Id,
                    ContributionKind.Cash,
                    2026,
                    new Money(400_000m),
                    AmountKind.Fixed,
                    Certainty.Decided,
                    "SN 2026:17",
                    "Verksamhetsstöd"
                ),
                new(
                    Guid.CreateVersion7(),
                    kit.Social.Id,
                    ContributionKind.Cash,
                    2027,
                    new Money(800_000m),
                    AmountKind.Fixed,
                    Certainty.Planned,
                    null,
                    "Verksamhetsstöd"
                ),
                new(
                    Guid.CreateVersion7(),
                    kit.Aid.Id,
                    ContributionKind.VolunteerTime,
                    2026,
                    new Money(100_000m),
                    AmountKind.Fixed,
                    Certainty.Planned,
                    null,
                    "Ideell tid",
                    500,
                    "timmar",
                    new Money(200m),
                    "Schablon 2026"
                ),
                new(
                    Guid.CreateVersion7(),
                    kit.Play.Id,
                    ContributionKind.OtherInKind,
                    2026,
                    null,
                    AmountKind.Floor,
                    Certainty.Planned,
                    null,
                    "Idrottsutrustning"
                ),
            ],
            new FollowUpPlan(FollowUpSchedule.HalfYear, [new DateOnly(2027, 1, 15)], "Vi ses en gång i halvåret.")
        );

    // --- looking at it ---

    private static readonly MethodInfo Memberwise = typeof(object).GetMethod(
        "MemberwiseClone",
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    private static readonly FieldInfo Events = typeof(AggregateRoot).GetField(
        "_events",
        BindingFlags.Instance | BindingFlags.NonPublic
    )!;

    /// <summary>A copy to try things on; everything in the aggregate is immutable, so a shallow one is enough.</summary>
    public static Agreement Copy(Agreement agreement)
    {
        var copy = (Agreement)Memberwise.Invoke(agreement, null)!;
        Events.SetValue(copy, new List<IDomainEvent>());
        return copy;
    }

    private static readonly JsonSerializerOptions Everything = new(JsonColumns.Options)
    {
        IgnoreReadOnlyProperties = false,
    };

    /// <summary>Everything that can be seen of it, to compare before and after.</summary>
    public static string Snapshot(Agreement agreement) => JsonSerializer.Serialize(agreement, Everything);
}
