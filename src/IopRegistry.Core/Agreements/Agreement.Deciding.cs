using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Decisions and signatures: what makes the confirmed version binding.</summary>
public sealed partial class Agreement
{
    /// <summary>Each required decider decides. When all have said yes it goes to signing; a no leads back, or out.</summary>
    public void RecordDecision(Decision decision, AfterNo afterNo, Actor by)
    {
        RequireAllowed(AgreementAction.RecordDecision, by);
        var party = OwnParty(by, decision.PartyId);
        Require(Deciders(by.Today).Any(decider => decider.Id == party.Id), AgreementRules.NotADecider);
        Require(!HasDecided(party.Id), AgreementRules.AlreadyDecided);
        RequireComplete(decision, by.Today);

        Decisions = [.. Decisions, decision with { ContentsVersion = ContentsVersion, Round = Round }];
        if (decision.Approved)
        {
            var all = Deciders(by.Today).All(decider => HasDecided(decider.Id));
            Step(
                AgreementAction.RecordDecision,
                by,
                all ? AgreementState.Signing : AgreementState.Deciding,
                party.Id,
                decision.Reason
            );
            return;
        }

        if (afterNo == AfterNo.Decline)
        {
            var reference = decision.RegistryNumber ?? decision.DelegationReference;
            Closing = new Closing("decided-no", decision.Reason!, reference, by.OrganisationId, by.Today);
        }
        else
        {
            Round++; // what was confirmed is not what will be agreed
        }

        Step(
            AgreementAction.RecordDecision,
            by,
            afterNo == AfterNo.Decline ? AgreementState.Declined : AgreementState.Negotiating,
            party.Id,
            decision.Reason
        );
    }

    public bool HasDecided(Guid partyId) =>
        Decisions.Any(d => d.PartyId == partyId && d.ContentsVersion == ContentsVersion && d.Round == Round);

    /// <summary>When a decision, also one on an amendment, was announced, appealed and settled; recorded by the party that made it.</summary>
    public void RecordLegalForce(
        Guid decisionId,
        DateOnly? announcedOn,
        DateOnly? appealedOn,
        string? appealOutcome,
        bool annulled,
        Actor by
    )
    {
        RequireAllowed(AgreementAction.RecordLegalForce, by);
        var decision = AllDecisions().FirstOrDefault(d => d.Id == decisionId);
        Require(decision is not null, AgreementRules.UnknownDecision);
        var party = OwnParty(by, decision!.PartyId);
        var inOrder =
            (announcedOn is null || announcedOn >= decision.Date)
            && (appealedOn is null || appealedOn >= announcedOn)
            && (appealOutcome is null || appealedOn is not null)
            && (!annulled || appealOutcome is not null);
        Require(inOrder, AgreementRules.LegalForceOutOfOrder);
        Require(announcedOn is null || announcedOn <= by.Today, AgreementRules.InTheFuture("/announcedOn"));
        Require(appealedOn is null || appealedOn <= by.Today, AgreementRules.InTheFuture("/appealedOn"));

        var settled = decision with
        {
            AnnouncedOn = announcedOn,
            AppealedOn = appealedOn,
            AppealOutcome = appealOutcome,
            Annulled = annulled,
        };
        Decisions = [.. Decisions.Select(Settle)];
        Amendments = [.. Amendments.Select(a => a with { Decisions = [.. a.Decisions.Select(Settle)] })];
        Step(AgreementAction.RecordLegalForce, by, partyId: party.Id, reason: appealOutcome);

        Decision Settle(Decision other) => other.Id == decisionId ? settled : other;
    }

    /// <summary>Decisions on the agreement and on its amendments.</summary>
    public IEnumerable<Decision> AllDecisions() => Decisions.Concat(Amendments.SelectMany(a => a.Decisions));

    /// <summary>
    /// A party signs the confirmed version. The right to sign is checked at the day of signing; the last signature makes
    /// the agreement signed, or active when its first day has come.
    /// </summary>
    public void Sign(Guid? partyId, string contentHash, IReadOnlyList<SigningRight> rights, DateOnly signedOn, Actor by)
    {
        RequireAllowed(AgreementAction.Sign, by);
        var party = OwnParty(by, partyId);
        Require(!HasSigned(party.Id), AgreementRules.AlreadySigned);
        var signature = CheckedSignature(party, contentHash, rights, signedOn, ContentHash, ContentsSince, by);

        Signatures = [.. Signatures, signature with { ContentsVersion = ContentsVersion, Round = Round }];
        var all = PartiesOn(by.Today).All(p => HasSigned(p.Id));
        var state = (all, StartsOn <= by.Today) switch
        {
            (false, _) => AgreementState.Signing,
            (true, true) => AgreementState.Active,
            (true, false) => AgreementState.Signed,
        };
        if (all)
        {
            var joinedOn = Signatures.Where(s => s.Round == Round).Max(s => s.SignedOn);
            Parties = [.. Parties.Select(p => p.LeftOn is null ? p with { JoinedOn = p.JoinedOn ?? joinedOn } : p)];
        }

        Step(AgreementAction.Sign, by, state, party.Id);
    }

    public bool HasSigned(Guid partyId) =>
        Signatures.Any(s => s.PartyId == partyId && s.ContentsVersion == ContentsVersion && s.Round == Round);

    private static void RequireComplete(Decision decision, DateOnly today)
    {
        Require(decision.Date <= today, AgreementRules.InTheFuture("/date"));
        if (decision.Kind == DecisionKind.Delegated)
        {
            Require(
                !string.IsNullOrWhiteSpace(decision.DelegationReference),
                AgreementRules.DecisionIncomplete(
                    "Ett delegationsbeslut hänvisar till delegationen.",
                    "A delegated decision refers to the delegation.",
                    "/delegationReference"
                )
            );
        }
        else
        {
            Require(
                !string.IsNullOrWhiteSpace(decision.Paragraph),
                AgreementRules.DecisionIncomplete(
                    "Ett beslut i nämnd eller utskott har en paragraf.",
                    "A decision of a board or committee has a paragraph.",
                    "/paragraph"
                )
            );
            Require(
                !string.IsNullOrWhiteSpace(decision.RegistryNumber),
                AgreementRules.DecisionIncomplete(
                    "Ett beslut i nämnd eller utskott har ett diarienummer.",
                    "A decision of a board or committee has a registry number.",
                    "/registryNumber"
                )
            );
        }

        Require(
            decision.Approved || !string.IsNullOrWhiteSpace(decision.Reason),
            AgreementRules.DecisionIncomplete("Ett nej har ett skäl.", "A no has a reason.", "/reason")
        );
    }

    private static Signature CheckedSignature(
        Party party,
        string contentHash,
        IReadOnlyList<SigningRight> rights,
        DateOnly signedOn,
        string expectedHash,
        DateTimeOffset writtenAt,
        Actor by
    )
    {
        Require(
            string.Equals(contentHash, expectedHash, StringComparison.OrdinalIgnoreCase),
            AgreementRules.ContentHashMismatch
        );
        Require(signedOn <= by.Today, AgreementRules.InTheFuture("/signedOn"));
        Require(signedOn >= SwedishCalendar.DayOf(writtenAt), AgreementRules.SignedBeforeConfirmed);
        Require(rights.Count > 0 && rights.All(right => right.IsValidOn(signedOn)), AgreementRules.NoRightToSign);
        Require(
            // Two people, not one person with two rights.
            rights.Any(right => right.Mode == SigningMode.Alone)
                || rights.DistinctBy(right => right.Name, StringComparer.OrdinalIgnoreCase).Count() > 1,
            AgreementRules.JointSignatureNeeded
        );
        return new Signature(
            party.Id,
            0,
            expectedHash,
            [.. rights.DistinctBy(right => right.Id).Select(right => new Signatory(right.Id, right.Name, right.Title))],
            signedOn,
            0,
            by.UserId,
            by.At
        );
    }
}
