using IopRegistry.Organisations;

namespace IopRegistry.Agreements;

/// <summary>Which actions an organisation may take now. The links of every answer come from here, and nothing else does.</summary>
public static class AgreementActions
{
    public static IEnumerable<AgreementAction> AvailableTo(Agreement agreement, Guid organisationId, DateOnly today)
    {
        var own = agreement
            .Parties.Where(party =>
                party.OrganisationId == organisationId
                && (party.IsPartyOn(today) || party.JoinsByAmendmentId is not null)
            )
            .ToList();
        if (own.Count == 0 && agreement.State == AgreementState.Ended)
        {
            own =
            [
                .. agreement.Parties.Where(p => p.OrganisationId == organisationId && p.IsPartyOn(LastDay(agreement))),
            ];
        }

        return own.Count == 0
            ? []
            : AgreementLifecycle
                .Moves.Where(move => move.From == agreement.State && IsActing(move, agreement, own, today))
                .Where(move => IsOpen(move.Action, agreement, own, today))
                .Select(move => move.Action);
    }

    private static bool IsActing(Move move, Agreement agreement, List<Party> own, DateOnly today) =>
        move.By switch
        {
            ActingParty.AnyParty => true,
            ActingParty.PublicSide => own.Any(party => party.Side == Side.Public),
            ActingParty.InitiatingSide => own.Any(party => party.Side == agreement.InitiatingSide),
            ActingParty.Decider => own.Any(party => agreement.Deciders(today).Any(decider => decider.Id == party.Id)),
            ActingParty.Clock => false,
        };

    private static bool IsOpen(AgreementAction action, Agreement agreement, List<Party> own, DateOnly today) =>
        action switch
        {
            AgreementAction.ConfirmVersion => agreement.Missing.Count == 0
                && own.Any(party => !agreement.HasConfirmed(party.Id)),
            AgreementAction.RecordDecision => own.Any(party =>
                !agreement.HasDecided(party.Id) && agreement.Deciders(today).Any(decider => decider.Id == party.Id)
            ),
            AgreementAction.RecordLegalForce => agreement.Decisions.Any(decision =>
                own.Any(party => party.Id == decision.PartyId)
            ),
            AgreementAction.Sign => own.Any(party => !agreement.HasSigned(party.Id)),
            AgreementAction.GiveNotice => own.Any(party =>
                agreement.Term.NoticeMonthsOf(party.Id) is not null
                && agreement.Notices.All(notice => notice.PartyId != party.Id)
            ),
            AgreementAction.Terminate => agreement.Dialogues.Count > 0,
            AgreementAction.LeaveAgreement => own.Any(party =>
                party.LeftOn is null
                && agreement.Parties.Any(p => p.Id != party.Id && p.Side == party.Side && p.LeftOn is null)
            ),
            AgreementAction.Extend => CanExtend(agreement, ExtensionKind.Option)
                && (agreement.ExtensionDecideBy is not { } decideBy || today <= decideBy)
                && HasNotConsented(agreement, own),
            AgreementAction.ConfirmExtension => CanExtend(agreement, ExtensionKind.Automatic)
                && HasNotConsented(agreement, own),
            AgreementAction.ObjectToExtension => CanExtend(agreement, ExtensionKind.Automatic)
                && today <= agreement.ExtensionObjectBy,
            AgreementAction.ProposeAmendment => agreement.OpenAmendment is null,
            AgreementAction.ConfirmAmendment => agreement.OpenAmendment is { State: AmendmentState.Confirming } open
                && own.Any(party => open.Confirmations.All(c => c.PartyId != party.Id)),
            AgreementAction.DecideAmendment => agreement.OpenAmendment is { State: AmendmentState.Deciding } open
                && own.Any(party => open.Decisions.All(d => d.PartyId != party.Id)),
            AgreementAction.SignAmendment => agreement.OpenAmendment is { State: AmendmentState.Signing } open
                && own.Any(party => open.Signatures.All(s => s.PartyId != party.Id)),
            AgreementAction.WithdrawAmendment => agreement.OpenAmendment is { State: not AmendmentState.Agreed },
            AgreementAction.Renew => agreement is { EndsOn: not null, StartsOn: not null }
                && agreement.Successor is null or { State: AgreementState.Declined or AgreementState.Withdrawn },
            _ => true,
        };

    private static bool CanExtend(Agreement agreement, ExtensionKind kind) =>
        agreement.Term.Extension.Kind == kind
        && agreement.EndsOn is not null
        && agreement.ExtensionsUsed < agreement.Term.Extension.MostTimes
        && agreement.Notices.Count == 0
        && agreement.PendingExtension?.ObjectedBy is null;

    private static bool HasNotConsented(Agreement agreement, List<Party> own) =>
        own.Any(party => agreement.PendingExtension?.Consents.Any(c => c.PartyId == party.Id) != true);

    private static DateOnly LastDay(Agreement agreement) => agreement.EndsOn ?? DateOnly.MinValue;
}
