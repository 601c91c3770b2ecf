using IopRegistry.Organisations;

namespace IopRegistry.Agreements;

/// <summary>Which actions an organisation may take now. The links of every answer come from here, and nothing else does.</summary>
public static class AgreementActions
{
    public static IEnumerable<AgreementAction> AvailableTo(Agreement agreement, Guid organisationId, DateOnly today)
    {
        var own = agreement.OwnParties(organisationId, today).ToList();
        List<Party> bound =
        [
            .. own,
            .. agreement.OpenAmendment is { } open ? agreement.OwnJoining(organisationId, open.Id) : [],
        ];
        return AgreementLifecycle
            .Moves.Where(move => move.From == agreement.State && agreement.IsTimely(move.Action, today))
            .Where(move =>
                move.Action
                    is AgreementAction.ConfirmAmendment
                        or AgreementAction.SignAmendment
                        or AgreementAction.WithdrawAmendment
                    ? bound.Count > 0 && IsOpenToBound(move.Action, agreement, bound)
                    : IsActing(move, agreement, own, today) && IsOpen(move.Action, agreement, own, today)
            )
            .Select(move => move.Action);
    }

    private static bool IsActing(Move move, Agreement agreement, List<Party> own, DateOnly today) =>
        move.By switch
        {
            ActingParty.AnyParty => own.Count > 0,
            ActingParty.PublicSide => own.Any(party => party.Side == Side.Public),
            ActingParty.InitiatingSide => own.Any(party => party.Side == agreement.InitiatingSide),
            ActingParty.Decider => own.Any(party => agreement.Deciders(today).Any(decider => decider.Id == party.Id)),
            ActingParty.Clock => false,
        };

    private static bool IsOpen(AgreementAction action, Agreement agreement, List<Party> own, DateOnly today) =>
        action switch
        {
            AgreementAction.ChangeCaseOfficer => own.Any(party =>
                party.OrganisationId == agreement.Handling?.OrganisationId
            ),
            AgreementAction.ConfirmVersion => agreement.Missing.Count == 0
                && own.Any(party => !agreement.HasConfirmed(party.Id)),
            AgreementAction.RecordDecision => own.Any(party =>
                !agreement.HasDecided(party.Id) && agreement.Deciders(today).Any(decider => decider.Id == party.Id)
            ),
            AgreementAction.RecordLegalForce => agreement
                .AllDecisions()
                .Any(decision => own.Any(party => party.Id == decision.PartyId)),
            AgreementAction.Sign => own.Any(party => !agreement.HasSigned(party.Id)),
            AgreementAction.GiveNotice => own.Any(party =>
                agreement.Term.NoticeMonthsOf(party.Id) is not null
                && agreement.Notices.All(notice => notice.PartyId != party.Id)
            ),
            AgreementAction.Terminate => agreement.Dialogues.Count > 0,
            AgreementAction.LeaveAgreement => own.Any(agreement.MayLeave),
            AgreementAction.Extend => agreement.WhyNotExtend(ExtensionKind.Option, today) is null
                && own.Any(party => agreement.MayConsent(party, ConsentedBy(agreement), today)),
            AgreementAction.ConfirmExtension => agreement.WhyNotExtend(ExtensionKind.Automatic, today) is null
                && own.Any(party => !ConsentedBy(agreement).Contains(party.Id)),
            AgreementAction.ObjectToExtension => agreement.WhyNotExtend(ExtensionKind.Automatic, today) is null
                && today <= agreement.ExtensionObjectBy,
            AgreementAction.ProposeAmendment => agreement.OpenAmendment is null,
            AgreementAction.DecideAmendment => agreement.OpenAmendment is { State: AmendmentState.Deciding } open
                && own.Any(party =>
                    open.Decisions.All(d => d.PartyId != party.Id)
                    && agreement.Deciders(today).Any(decider => decider.Id == party.Id)
                ),
            AgreementAction.Renew => agreement.HasTermToRenew
                && (agreement.Successor is null || agreement.Successor.IsGivenUp()),
            _ => true,
        };

    /// <summary>An amendment is open to those it lets in, too.</summary>
    private static bool IsOpenToBound(AgreementAction action, Agreement agreement, List<Party> bound) =>
        (action, agreement.OpenAmendment) switch
        {
            (AgreementAction.ConfirmAmendment, { State: AmendmentState.Confirming } open) => bound.Any(party =>
                open.Confirmations.All(c => c.PartyId != party.Id)
            ),
            (AgreementAction.SignAmendment, { State: AmendmentState.Signing } open) => bound.Any(party =>
                open.Signatures.All(s => s.PartyId != party.Id)
            ),
            (AgreementAction.WithdrawAmendment, { State: not AmendmentState.Agreed }) => true,
            _ => false,
        };

    private static List<Guid> ConsentedBy(Agreement agreement) =>
        [.. (agreement.PendingExtension?.Consents ?? []).Select(consent => consent.PartyId)];
}
