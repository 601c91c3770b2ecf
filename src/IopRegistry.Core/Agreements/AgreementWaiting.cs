using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>A party that somebody waits for.</summary>
public sealed record WaitedFor(Guid PartyId, Guid OrganisationId, string Name, Side Side);

/// <summary>Whom everybody waits for, since when, why, and what comes next. Both sides read the same.</summary>
/// <param name="For">Empty when the calendar decides, or nothing is waited for.</param>
/// <param name="Since">When the waiting began.</param>
/// <param name="Why">What has to be done.</param>
/// <param name="Next">What happens when it is done.</param>
public sealed record Waiting(IReadOnlyList<WaitedFor> For, DateTimeOffset Since, LocalText Why, LocalText Next)
{
    public static Waiting Of(Agreement agreement, DateOnly today)
    {
        var parties = agreement.PartiesOn(today).ToList();
        var since = agreement.StateSince;
        return agreement.State switch
        {
            AgreementState.Proposed => new(
                On(parties.Where(p => p.Side == Side.Public)),
                since,
                new(
                    "Den offentliga sidan ska ta upp förslaget, utse handläggare och nämnd.",
                    "The public side is to take the proposal up and name a case officer and a board."
                ),
                new("Bedömning.", "Assessment.")
            ),
            AgreementState.Assessing => new(
                On(Assessors(agreement, parties)),
                since,
                new(
                    $"{agreement.Handling?.BoardName} bedömer förslaget mot kriterier och lag.",
                    $"{agreement.Handling?.BoardName} assesses the proposal against criteria and law."
                ),
                new("Förhandling, eller ett motiverat nej.", "Negotiation, or a no with a reason.")
            ),
            AgreementState.Negotiating => Negotiating(agreement, parties),
            AgreementState.Deciding => new(
                On(agreement.Deciders(today).Where(p => !agreement.HasDecided(p.Id))),
                since,
                new("Beslut om den bekräftade versionen.", "A decision on the confirmed version."),
                new("Undertecknande när alla beslutat ja.", "Signing, when all have decided yes.")
            ),
            AgreementState.Signing => new(
                On(parties.Where(p => !agreement.HasSigned(p.Id))),
                since,
                new("Undertecknande av den beslutade versionen.", "Signatures on the decided version."),
                new("Avtalet gäller från sin första dag.", "The agreement is in force from its first day.")
            ),
            AgreementState.Signed => Signed(agreement, today),
            AgreementState.Active => Active(agreement, parties, today),
            AgreementState.Ended or AgreementState.Declined or AgreementState.Withdrawn => new(
                [],
                since,
                new("Avtalet är avslutat.", "The agreement is closed."),
                new("Inget mer händer.", "Nothing more happens.")
            ),
        };
    }

    /// <summary>Whoever took the proposal up; any of the public side when that party has left.</summary>
    private static List<Party> Assessors(Agreement agreement, List<Party> parties)
    {
        var handling = parties.Where(p => p.OrganisationId == agreement.Handling?.OrganisationId).ToList();
        return handling.Count > 0 ? handling : [.. parties.Where(p => p.Side == Side.Public)];
    }

    private static Waiting Signed(Agreement agreement, DateOnly today)
    {
        var next = agreement.StartsOn is { } start
            ? new LocalText($"Avtalet börjar {start:yyyy-MM-dd}.", $"It starts on {start:yyyy-MM-dd}.")
            : new LocalText("Första dagen är inte känd.", "The first day is not known.");
        return agreement.Termination is { } termination
            ? new(On(AwaitedFor(agreement, termination, today)), termination.Since, EndEarly, next)
            : new([], agreement.StateSince, new("Alla har undertecknat.", "All have signed."), next);
    }

    private static readonly LocalText EndEarly = new(
        "Ett förslag att avsluta i förtid väntar på svar.",
        "A proposal to end early waits for an answer."
    );

    private static IEnumerable<Party> AwaitedFor(Agreement agreement, Termination termination, DateOnly today) =>
        OrAll(agreement.Awaited(termination.ConsentedBy, today), agreement.PartiesOn(today));

    /// <summary>When the one that everybody waited for has left, any of the others brings it on.</summary>
    private static IEnumerable<Party> OrAll(IEnumerable<Party> awaited, IEnumerable<Party> all) =>
        awaited.ToList() is { Count: > 0 } some ? some : all;

    private static Waiting Negotiating(Agreement agreement, List<Party> parties)
    {
        var since = agreement.ContentsSince > agreement.StateSince ? agreement.ContentsSince : agreement.StateSince;
        return new(
            On(parties.Where(p => !agreement.HasConfirmed(p.Id))),
            since,
            agreement.Missing.Count == 0
                ? new(
                    $"Version {agreement.ContentsVersion} ska bekräftas.",
                    $"Version {agreement.ContentsVersion} is to be confirmed."
                )
                : new(
                    string.Join(' ', agreement.Missing.Select(missing => missing.Detail.Sv)),
                    string.Join(' ', agreement.Missing.Select(missing => missing.Detail.En))
                ),
            new(
                "Beslut när alla parter bekräftat samma version.",
                "Decision, when all have confirmed the same version."
            )
        );
    }

    private static Waiting Active(Agreement agreement, List<Party> parties, DateOnly today)
    {
        var (waitedFor, since, why) = Pending(agreement, parties, today);
        return new(
            On(waitedFor),
            since,
            why,
            agreement.EndsOn is { } end
                ? new(
                    $"Avtalet gäller till och med {end:yyyy-MM-dd}.",
                    $"It is in force to {end:yyyy-MM-dd} inclusive."
                )
                : new("Sista dagen är inte känd.", "The last day is not known.")
        );
    }

    private static (IEnumerable<Party> For, DateTimeOffset Since, LocalText Why) Pending(
        Agreement agreement,
        List<Party> parties,
        DateOnly today
    )
    {
        if (agreement.OpenAmendment is { State: not AmendmentState.Agreed } amendment)
        {
            var bound = agreement.Parties.Where(p => p.IsPartyOn(today) || p.JoinsByAmendmentId == amendment.Id);
            return amendment.State switch
            {
                AmendmentState.Confirming => (
                    OrAll(bound.Where(p => amendment.Confirmations.All(c => c.PartyId != p.Id)), parties),
                    amendment.Since,
                    new("En ändring ska bekräftas.", "An amendment is to be confirmed.")
                ),
                AmendmentState.Deciding => (
                    OrAll(
                        agreement.Deciders(today).Where(p => amendment.Decisions.All(d => d.PartyId != p.Id)),
                        parties
                    ),
                    amendment.Since,
                    new("En ändring ska beslutas.", "An amendment is to be decided.")
                ),
                _ => (
                    OrAll(bound.Where(p => amendment.Signatures.All(s => s.PartyId != p.Id)), parties),
                    amendment.Since,
                    new("En ändring ska undertecknas.", "An amendment is to be signed.")
                ),
            };
        }

        if (agreement.Termination is { } termination)
        {
            return (AwaitedFor(agreement, termination, today), termination.Since, EndEarly);
        }

        if (agreement.PendingExtension is { } extension && agreement.WhyNotExtend(ExtensionKind.Option, today) is null)
        {
            return (
                OrAll(agreement.Awaited(extension.Consents.Select(c => c.PartyId), today), parties),
                extension.Since,
                new("En förlängning väntar på beslut.", "An extension waits for decisions.")
            );
        }

        return ([], agreement.StateSince, new("Avtalet gäller.", "The agreement is in force."));
    }

    private static IReadOnlyList<WaitedFor> On(IEnumerable<Party> parties) =>
        [.. parties.Select(p => new WaitedFor(p.Id, p.OrganisationId, p.Name, p.Side))];
}
