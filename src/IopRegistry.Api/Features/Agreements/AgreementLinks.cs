using System.Collections.Frozen;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The actions that this caller may take now, and no others, as links. A client never has to guess.</summary>
public static class AgreementLinks
{
    private sealed record Address(string Rel, string Method, string Path, string Permission);

    private static readonly FrozenDictionary<AgreementAction, Address[]> Addresses = new Dictionary<
        AgreementAction,
        Address[]
    >
    {
        [AgreementAction.AcceptForAssessment] = [Post("acceptances", Permission.AssessAgreements)],
        [AgreementAction.RecordAssessment] = [Post("assessments", Permission.AssessAgreements)],
        [AgreementAction.ChangeCaseOfficer] =
        [
            new("case-officer", HttpMethods.Put, "case-officer", Permission.AssessAgreements),
        ],
        [AgreementAction.Decline] = [Post("declinations", Permission.AssessAgreements)],
        [AgreementAction.Withdraw] = [Post("withdrawals", Permission.ProposeAgreements)],
        [AgreementAction.Revise] =
        [
            Put("description"),
            Put("term"),
            Put("commitments"),
            Put("text"),
            Put("quality-terms"),
            Put("financing"),
            Put("follow-up-plan"),
        ],
        [AgreementAction.AddParty] = [Post("parties", Permission.DraftAgreements)],
        [AgreementAction.ConfirmVersion] = [Post("confirmations", Permission.ConfirmAgreements)],
        [AgreementAction.Reopen] = [Post("reopenings", Permission.ConfirmAgreements)],
        [AgreementAction.RecordDecision] = [Post("decisions", Permission.DecideAgreements)],
        [AgreementAction.Sign] = [Post("signatures", Permission.SignAgreements)],
        [AgreementAction.GiveNotice] = [Post("notices", Permission.EndAgreements)],
        [AgreementAction.RecordDialogue] = [Post("dialogues", Permission.DraftAgreements)],
        [AgreementAction.Terminate] = [Post("terminations", Permission.EndAgreements)],
        [AgreementAction.Extend] = [Post("extensions", Permission.DecideAgreements)],
        [AgreementAction.ConfirmExtension] = [Post("extension-confirmations", Permission.ConfirmAgreements)],
        [AgreementAction.ObjectToExtension] = [Post("extension-objections", Permission.EndAgreements)],
        [AgreementAction.ProposeAmendment] = [Post("amendments", Permission.DraftAgreements)],
        [AgreementAction.ConfirmAmendment] = [Amendment("confirmations", Permission.ConfirmAgreements)],
        [AgreementAction.DecideAmendment] = [Amendment("decisions", Permission.DecideAgreements)],
        [AgreementAction.SignAmendment] = [Amendment("signatures", Permission.SignAgreements)],
        [AgreementAction.WithdrawAmendment] = [Amendment("withdrawals", Permission.DraftAgreements)],
        [AgreementAction.Renew] = [Post("renewals", Permission.ProposeAgreements)],
    }.ToFrozenDictionary();

    private static readonly string[] Reads =
    [
        "contents",
        "text",
        "quality-terms",
        "financing",
        "versions",
        "timeline",
        "flags",
        "dossiers",
    ];

    public static IReadOnlyList<Link> For(Agreement agreement, CurrentUser user, DateOnly today, string address)
    {
        List<Link> links = [new(address, HttpMethods.Get, "self")];
        links.AddRange(Reads.Select(path => new Link($"{address}/{path}", HttpMethods.Get, path)));
        foreach (var action in AgreementActions.AvailableTo(agreement, user.OrganisationId, today))
        {
            links.AddRange(To(action, agreement, user, today, address));
        }

        return links;
    }

    private static IEnumerable<Link> To(
        AgreementAction action,
        Agreement agreement,
        CurrentUser user,
        DateOnly today,
        string address
    ) =>
        action switch
        {
            AgreementAction.ChangeParty when user.May(Permission.DraftAgreements) => OwnParties(agreement, user, today)
                .Select(party => new Link($"{address}/parties/{party.Id}", HttpMethods.Put, "change-party")),
            AgreementAction.LeaveAgreement when user.May(Permission.EndAgreements) => OwnParties(agreement, user, today)
                .Where(agreement.MayLeave)
                .Select(party => new Link($"{address}/parties/{party.Id}/departures", HttpMethods.Post, "departures")),
            AgreementAction.RecordLegalForce when user.May(Permission.DecideAgreements) => agreement
                .AllDecisions()
                .Where(decision => OwnParties(agreement, user, today).Any(party => party.Id == decision.PartyId))
                .Select(decision => new Link(
                    $"{address}/decisions/{decision.Id}/legal-force",
                    HttpMethods.Put,
                    "legal-force"
                )),
            _ => Addresses
                .GetValueOrDefault(action, [])
                .Where(to => user.May(to.Permission))
                .Select(to => new Link($"{address}/{PathOf(to, agreement)}", to.Method, to.Rel)),
        };

    private static IEnumerable<Party> OwnParties(Agreement agreement, CurrentUser user, DateOnly today) =>
        agreement.OwnParties(user.OrganisationId, today);

    private static string PathOf(Address to, Agreement agreement) =>
        to.Path.Replace("{amendmentId}", agreement.OpenAmendment?.Id.ToString(), StringComparison.Ordinal);

    private static Address Post(string path, string permission) => new(path, HttpMethods.Post, path, permission);

    private static Address Put(string path) => new($"revise-{path}", HttpMethods.Put, path, Permission.DraftAgreements);

    private static Address Amendment(string path, string permission) =>
        new($"amendment-{path}", HttpMethods.Post, $"amendments/{{amendmentId}}/{path}", permission);
}
