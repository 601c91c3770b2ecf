using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Every action of the table, called with the best input there is, so that only the rules decide.</summary>
internal static class Attempt
{
    /// <summary>The actions that an organisation can take; the clock's and the two that create are not among them.</summary>
    public static IReadOnlyList<AgreementAction> Actions { get; } =
    [
        .. Enum.GetValues<AgreementAction>()
            .Except([
                AgreementAction.Propose,
                AgreementAction.Import,
                AgreementAction.Start,
                AgreementAction.ApplyAmendment,
                AgreementAction.End,
            ]),
    ];

    public static AgreementVersion? Do(
        AgreementKit kit,
        Agreement agreement,
        AgreementAction action,
        Guid organisation,
        Guid partyId
    )
    {
        var by = kit.By(organisation);
        var current = agreement.ContentsVersion == 0 ? null! : kit.Version(agreement.ContentsVersion);
        var open = agreement.OpenAmendment ?? (agreement.Amendments is [.., var last] ? last : null);
        switch (action)
        {
            case AgreementAction.AcceptForAssessment:
                agreement.AcceptForAssessment(kit.Handling, by);
                return null;
            case AgreementAction.RecordAssessment:
                agreement.RecordAssessment(kit.Assessment(), CriteriaSet.Canonical, null, by);
                return null;
            case AgreementAction.ChangeCaseOfficer:
                agreement.ChangeCaseOfficer(Guid.CreateVersion7(), "Bo Testsson", by);
                return null;
            case AgreementAction.Decline:
                agreement.Decline(kit.No, by);
                return null;
            case AgreementAction.Withdraw:
                agreement.Withdraw("Vi drar oss ur.", partyId, by);
                return null;
            case AgreementAction.Revise:
                return agreement.Revise(
                    current,
                    Changed(current.Contents, agreement),
                    ContentsPart.Description,
                    "Tydligare.",
                    partyId,
                    by
                );
            case AgreementAction.AddParty:
                return agreement.AddParty(current, kit.Joiner(Guid.CreateVersion7()), by);
            case AgreementAction.ChangeParty:
                return agreement.ChangeParty(current, Renumbered(agreement, partyId), by);
            case AgreementAction.LeaveAgreement:
                return agreement.Leave(current, partyId, "Vi lägger ner.", by);
            case AgreementAction.ConfirmVersion:
                agreement.ConfirmVersion(agreement.ContentsVersion, partyId, by);
                return null;
            case AgreementAction.Reopen:
                agreement.Reopen("Något fattas.", partyId, by);
                return null;
            case AgreementAction.RecordDecision:
                agreement.RecordDecision(Yes(kit, partyId), AfterNo.Negotiate, by);
                return null;
            case AgreementAction.RecordLegalForce:
                var decisions = agreement.Decisions.Concat(agreement.Amendments.SelectMany(a => a.Decisions)).ToList();
                var decision = decisions.FirstOrDefault(d => d.PartyId == partyId) ?? decisions.FirstOrDefault();
                agreement.RecordLegalForce(decision?.Id ?? Guid.Empty, decision?.Date, null, null, false, by);
                return null;
            case AgreementAction.Sign:
                agreement.Sign(partyId, agreement.ContentHash, [AgreementKit.Right()], kit.Today, by);
                return null;
            case AgreementAction.GiveNotice:
                agreement.GiveNotice("Vi kan inte fortsätta.", AgreementKit.Consequences, partyId, by);
                return null;
            case AgreementAction.RecordDialogue:
                agreement.RecordDialogue(BothSides(kit, agreement), partyId, by);
                return null;
            case AgreementAction.Terminate:
                agreement.Terminate(TerminationKind.Breach, "Avtalet har brutits.", partyId, by);
                return null;
            case AgreementAction.Extend:
                agreement.Extend("SN 2028:3 § 7", kit.Today, partyId, by);
                return null;
            case AgreementAction.ConfirmExtension:
                agreement.ConfirmExtension(partyId, by);
                return null;
            case AgreementAction.ObjectToExtension:
                agreement.ObjectToExtension("Vi vill sluta.", partyId, by);
                return null;
            case AgreementAction.ProposeAmendment:
                return agreement.ProposeAmendment(
                    current,
                    Changed(current.Contents, agreement),
                    [ContentsPart.Description],
                    [],
                    kit.Today,
                    "Tydligare.",
                    [],
                    partyId,
                    by
                );
            case AgreementAction.ConfirmAmendment:
                agreement.ConfirmAmendment(open?.Id ?? Guid.Empty, partyId, by);
                return null;
            case AgreementAction.DecideAmendment:
                agreement.DecideAmendment(open?.Id ?? Guid.Empty, Yes(kit, partyId), by);
                return null;
            case AgreementAction.SignAmendment:
                agreement.SignAmendment(
                    open?.Id ?? Guid.Empty,
                    partyId,
                    open?.ContentHash ?? "",
                    [AgreementKit.Right()],
                    kit.Today,
                    open is null ? current : kit.Version(open.ContentsVersion),
                    by
                );
                return null;
            case AgreementAction.WithdrawAmendment:
                agreement.WithdrawAmendment(open?.Id ?? Guid.Empty, "Det får vänta.", partyId, by);
                return null;
            case AgreementAction.Renew:
                agreement.Renew(current, "IOP-2028-000001", partyId, by);
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "Nobody does this.");
        }
    }

    /// <summary>Null when it was done, otherwise why not.</summary>
    public static RuleViolationException? Refusal(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (RuleViolationException refused)
        {
            return refused;
        }
    }

    /// <summary>
    /// What an organisation can really do: each action tried on a copy for each of its parties, whatever the links say.
    /// </summary>
    public static IEnumerable<AgreementAction> Possible(AgreementKit kit, Guid organisation) =>
        Actions.Where(action =>
            kit.Agreement.Parties.Where(party => party.OrganisationId == organisation)
                .Select(party => party.Id)
                .DefaultIfEmpty(Guid.Empty)
                .Any(partyId =>
                    Refusal(() => Do(kit, AgreementKit.Copy(kit.Agreement), action, organisation, partyId)) is null
                )
        );

    private static Decision Yes(AgreementKit kit, Guid partyId) => kit.Yes(kit.Social) with { PartyId = partyId };

    private static Contents Changed(Contents contents, Agreement agreement) =>
        contents with
        {
            Description = contents.Description with { AddedValue = $"Mervärde {agreement.Version}" },
        };

    private static Party Renumbered(Agreement agreement, Guid partyId)
    {
        var party = agreement.Parties.FirstOrDefault(p => p.Id == partyId) ?? agreement.Parties[0];
        return party with { Id = partyId, RegistryNumber = $"KS/2026:{agreement.Version}" };
    }

    private static Dialogue BothSides(AgreementKit kit, Agreement agreement) =>
        new(
            kit.Today,
            "Vi har talat om läget.",
            [
                agreement.Parties.First(p => p.Side == Side.Public).Id,
                agreement.Parties.First(p => p.Side == Side.Civil).Id,
            ]
        );
}
