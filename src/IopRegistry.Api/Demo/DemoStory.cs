using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Demo;

/// <summary>
/// One agreement of the demo, told step by step through the domain's own methods, each on a day of its own: nothing in the
/// demo could not have happened.
/// </summary>
internal sealed class DemoStory(DemoPeople people, Func<DateOnly, string> reference)
{
    private static readonly TimeOnly Morning = new(8, 0);

    private readonly Guid _user = Guid.CreateVersion7();
    private DateTimeOffset _now;

    public Agreement Agreement { get; private set; } = null!;

    public List<AgreementVersion> Versions { get; } = [];

    private AgreementVersion Current => Versions[^1];

    private Party Public => Agreement.Parties.First(party => party.Side == Side.Public);

    private Party Civil => Agreement.Parties.First(party => party.Side == Side.Civil);

    public DemoStory On(DateOnly day)
    {
        _now = new DateTimeOffset(day, Morning, TimeSpan.Zero);
        return this;
    }

    public DemoStory Propose(
        string title,
        Organisation by,
        OrganisationUnit board,
        string challenge,
        string targetGroup
    )
    {
        var actor = As(by.Id);
        Take(
            Agreement.Propose(
                reference(actor.Today),
                new Description(
                    title,
                    challenge,
                    "Ett långsiktigt samarbete där var och en gör det den är bäst på.",
                    targetGroup,
                    AddedValue: "Engagemang och tillgänglighet som ingen part har ensam.",
                    PlainLanguageSummary: "Kommunen och föreningen hjälps åt och betalar var sin del."
                ),
                [
                    Of(people.Municipality, [PartyRole.Funder, PartyRole.Decider], board),
                    Of(by, [PartyRole.Initiator, PartyRole.Performer], null),
                ],
                isFramework: false,
                frameworkId: null,
                actor
            )
        );
        return this;
    }

    public DemoStory Accept() =>
        Do(() =>
            Agreement.AcceptForAssessment(
                new Handling(
                    people.Municipality.Id,
                    Public.BoardId!.Value,
                    Public.Unit!,
                    people.CaseOfficer.Id,
                    people.CaseOfficer.Name
                ),
                As(Public)
            )
        );

    public DemoStory Assess() =>
        Do(() =>
            Agreement.RecordAssessment(
                new Assessment(
                    CriteriaSet.Canonical.Name,
                    CriteriaSet.Canonical.Version,
                    [
                        .. CriteriaSet.Canonical.Criteria.Select(criterion => new CriterionAnswer(
                            criterion.Id,
                            Fulfilment.Yes,
                            "Framgår av förslaget."
                        )),
                    ],
                    new LegalChecks(
                        ProcurementOutcome.NotProcurement,
                        "Ömsesidigt samarbete, inget köp.",
                        AidOutcome.NotAidNonEconomic,
                        "Ingen ekonomisk verksamhet.",
                        WithinMunicipalPowers: true,
                        "Allmänt intresse med anknytning till kommunen."
                    ),
                    AssessmentOutcome.Proceed,
                    people.Municipality.Id,
                    As(Public).Today
                ),
                CriteriaSet.Canonical,
                null,
                As(Public)
            )
        );

    public DemoStory Decline(string reason) =>
        Do(() =>
            Agreement.Decline(
                new Closing("no-funding", reason, "SN § 31", people.Municipality.Id, As(Public).Today),
                As(Public)
            )
        );

    public DemoStory Withdraw(string reason) => Do(() => Agreement.Withdraw(reason, null, As(Civil)));

    /// <summary>Writes all parts, from a first day, for a number of months, with cash per year from the public side.</summary>
    public DemoStory Write(DateOnly start, int months, decimal perYear, ExtensionClause? extension = null)
    {
        var written = DemoContents.Of(Agreement, Public, Civil, start, months, perYear, extension);
        Versions.Add(
            Agreement.Revise(
                Current,
                written(Current.Contents),
                ContentsPart.Text,
                "Första fullständiga utkastet.",
                null,
                As(Civil)
            )
        );
        return this;
    }

    public DemoStory Confirm() =>
        Do(() =>
        {
            Agreement.ConfirmVersion(Agreement.ContentsVersion, null, As(Civil));
            Agreement.ConfirmVersion(Agreement.ContentsVersion, null, As(Public));
        });

    public DemoStory ConfirmByCivilSide() =>
        Do(() => Agreement.ConfirmVersion(Agreement.ContentsVersion, null, As(Civil)));

    public DemoStory Decide() =>
        Do(() =>
            Agreement.RecordDecision(
                new Decision(
                    Guid.CreateVersion7(_now),
                    Public.Id,
                    true,
                    DecisionKind.Board,
                    Public.Unit!,
                    As(Public).Today,
                    "§ 42",
                    "SN/2026:17",
                    null,
                    null,
                    0,
                    0
                ),
                AfterNo.Negotiate,
                As(Public)
            )
        );

    public DemoStory SignByCivilSide() => Do(() => Sign(Civil));

    public DemoStory Sign() =>
        Do(() =>
        {
            Sign(Civil);
            Sign(Public);
        });

    public DemoStory GiveNotice(string reason) =>
        Do(() =>
            Agreement.GiveNotice(
                reason,
                new Consequences("Två anställda sägs upp.", "Fyrtio besökare i veckan.", "Lokalen lämnas."),
                null,
                As(Civil)
            )
        );

    public DemoStory ProposeAmendment(DateOnly effectiveOn, string reason) =>
        Do(() =>
            Versions.Add(
                Agreement.ProposeAmendment(
                    Current,
                    Current.Contents with
                    {
                        Commitments =
                        [
                            .. Current.Contents.Commitments,
                            new Commitment(
                                Guid.CreateVersion7(_now),
                                Public.Id,
                                CommitmentKind.Resource,
                                "Upplåter lokal även på helger."
                            ),
                        ],
                    },
                    [ContentsPart.Commitments],
                    [],
                    effectiveOn,
                    reason,
                    [],
                    null,
                    As(Civil)
                )
            )
        );

    /// <summary>Lets the calendar do what it has to, up to the day.</summary>
    public DemoStory ClockTo(DateOnly day)
    {
        On(day);
        while (
            Agreement.AdvanceByClock(number => Versions.Single(v => v.Number == number), Actor.Clock(_now)) is not null
        ) { }

        return this;
    }

    public DemoStory Renew()
    {
        var successor = new DemoStory(people, reference);
        successor._now = _now;
        successor.Take(Agreement.Renew(Current, reference(As(Civil).Today), null, As(Civil)));
        return successor;
    }

    private void Take((Agreement Agreement, AgreementVersion Contents) made)
    {
        Agreement = made.Agreement;
        Versions.Add(made.Contents);
    }

    private void Sign(Party party)
    {
        var organisation = party.Side == Side.Public ? people.Municipality : people.Of(party.OrganisationId);
        Agreement.Sign(party.Id, Agreement.ContentHash, [organisation.SigningRights[0]], As(party).Today, As(party));
    }

    private DemoStory Do(Action step)
    {
        step();
        return this;
    }

    private Actor As(Party party) => As(party.OrganisationId);

    private Actor As(Guid organisationId) => new(_user, organisationId, _now, SwedishCalendar.DayOf(_now));

    private static Party Of(Organisation organisation, IReadOnlyList<PartyRole> roles, OrganisationUnit? board) =>
        new(
            Guid.CreateVersion7(),
            organisation.Id,
            organisation.Name,
            organisation.Side,
            roles,
            board?.Id,
            board?.Name,
            null,
            organisation.MunicipalityCode,
            null
        );
}
