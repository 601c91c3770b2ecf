using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>From proposal to negotiation, and the ways out before there is an agreement.</summary>
public sealed partial class Agreement
{
    /// <summary>Either side proposes. The public side owes a receipt with the reference, then an assessment.</summary>
    public static (Agreement Agreement, AgreementVersion Contents) Propose(
        string reference,
        Description description,
        IReadOnlyList<Party> parties,
        bool isFramework,
        Guid? frameworkId,
        Actor by
    )
    {
        RequireParties(parties);
        var initiator = parties.FirstOrDefault(party => party.OrganisationId == by.OrganisationId);
        Require(initiator is not null, AgreementRules.InitiatorNotAParty);
        RequireAll(AgreementRules.NotComplete, [.. DescriptionMissing(description)]);

        var (agreement, version) = Create(
            reference,
            Contents.Of(description),
            parties,
            initiator!.Side,
            isFramework,
            frameworkId,
            by
        );
        agreement.RecordStep(AgreementAction.Propose, null, by, initiator.Id, null, by.Today, 1);
        return (agreement, version);
    }

    /// <summary>The public side takes the proposal up and says who handles it, and under which board.</summary>
    public void AcceptForAssessment(Handling handling, Actor by)
    {
        RequireAllowed(AgreementAction.AcceptForAssessment, by);
        var party = OwnPublicParty(by);
        Handling = handling with { OrganisationId = by.OrganisationId };
        Step(AgreementAction.AcceptForAssessment, by, AgreementState.Assessing, party.Id);
    }

    /// <summary>Somebody else handles it from now on. Naming whoever does already changes nothing.</summary>
    public void ChangeCaseOfficer(Guid caseOfficerId, string caseOfficer, Actor by)
    {
        RequireAllowed(AgreementAction.ChangeCaseOfficer, by);
        var party = OwnPublicParty(by);
        Require(Handling?.OrganisationId == by.OrganisationId, AgreementRules.HandledByAnother);
        if (Handling!.CaseOfficerId == caseOfficerId)
        {
            return;
        }

        Handling = Handling with { CaseOfficerId = caseOfficerId, CaseOfficer = caseOfficer };
        Step(AgreementAction.ChangeCaseOfficer, by, partyId: party.Id);
    }

    /// <summary>Every criterion answered with a motivation, and the three legal checks. A no needs a closing.</summary>
    public void RecordAssessment(Assessment assessment, CriteriaSet criteria, Closing? closing, Actor by)
    {
        RequireAllowed(AgreementAction.RecordAssessment, by);
        var party = OwnPublicParty(by);
        RequireAll(AssessmentRules.NotComplete, assessment.Unmet(criteria));
        var declined = assessment.Outcome == AssessmentOutcome.Decline;
        if (declined)
        {
            RequireComplete(closing, "/closing");
        }

        Assessment = assessment;
        Closing = declined ? closing : null;
        Step(
            AgreementAction.RecordAssessment,
            by,
            declined ? AgreementState.Declined : AgreementState.Negotiating,
            party.Id,
            Closing?.Text
        );
    }

    /// <summary>A no from the public side: a decision with a reason and a reference.</summary>
    public void Decline(Closing closing, Actor by)
    {
        RequireAllowed(AgreementAction.Decline, by);
        var party = OwnPublicParty(by);
        RequireComplete(closing, "");
        Closing = closing;
        Step(AgreementAction.Decline, by, AgreementState.Declined, party.Id, closing.Text);
    }

    /// <summary>The side that proposed takes the proposal back.</summary>
    public void Withdraw(string reason, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.Withdraw, by);
        var party = OwnParty(by, partyId);
        Require(party.Side == InitiatingSide, AgreementRules.NotInitiatingSide);
        Closing = new Closing("withdrawn", reason, null, by.OrganisationId, by.Today);
        Step(AgreementAction.Withdraw, by, AgreementState.Withdrawn, party.Id, reason);
    }

    private static void RequireComplete(Closing? closing, string pointer)
    {
        (string? Value, string Name)[] parts =
        [
            (closing?.ReasonCode, "reasonCode"),
            (closing?.Text, "text"),
            (closing?.DecisionReference, "decisionReference"),
        ];
        foreach (var (value, name) in parts)
        {
            Require(
                !string.IsNullOrWhiteSpace(value),
                AgreementRules.DecisionIncomplete(
                    "Ett nej är ett beslut: orsakskod, skäl och hänvisning till beslutet.",
                    "A no is a decision: reason code, reason and a reference to the decision.",
                    $"{pointer}/{name}"
                )
            );
        }
    }

    private static (Agreement Agreement, AgreementVersion Contents) Create(
        string reference,
        Contents contents,
        IReadOnlyList<Party> parties,
        Side initiatingSide,
        bool isFramework,
        Guid? frameworkId,
        Actor by,
        AgreementState state = AgreementState.Proposed
    )
    {
        var id = Guid.CreateVersion7(by.At);
        var version = AgreementVersion.Write(id, 1, contents, parties, [], null, by);
        var agreement = new Agreement
        {
            Id = id,
            Reference = reference,
            Title = contents.Description.Title,
            IsFramework = isFramework,
            FrameworkId = frameworkId,
            InitiatingSide = initiatingSide,
            Description = contents.Description,
            Term = contents.Term,
            Parties = parties,
            State = state,
            StateSince = by.At,
            ContentHash = version.ContentHash,
            Figures = Figures.Of(contents, parties),
            CreatedAt = by.At,
        };
        agreement.Take(version);
        return (agreement, version);
    }

    private static void RequireParties(IReadOnlyList<Party> parties)
    {
        // Who has left may come back, and does not stand for its side.
        var staying = parties.Where(party => party.LeftOn is null).ToList();
        Require(
            Enum.GetValues<Side>().All(side => staying.Any(party => party.Side == side)),
            AgreementRules.PartyMissing
        );
        Require(
            staying.DistinctBy(party => (party.OrganisationId, party.BoardId, party.Unit)).Count() == staying.Count,
            AgreementRules.PartyTwice
        );
    }

    private static IEnumerable<RuleViolation> DescriptionMissing(Description description) =>
        ContentsRules
            .Missing(Contents.Of(description), [])
            .Where(missing => missing == ContentsRules.DescriptionIncomplete);
}
