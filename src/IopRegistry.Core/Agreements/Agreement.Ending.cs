using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Notice, dialogue and termination of an agreement in force.</summary>
public sealed partial class Agreement
{
    /// <summary>A party gives notice. The last day follows from its own notice period and is never later than the end.</summary>
    public void GiveNotice(string reason, Consequences consequences, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.GiveNotice, by);
        var party = OwnParty(by, partyId);
        Require(Notices.All(notice => notice.PartyId != party.Id), AgreementRules.NoticeAlreadyGiven);
        var months = Term.NoticeMonthsOf(party.Id);
        Require(months is not null, AgreementRules.NoNoticePeriod);

        var lastDay = TermDates.LastDayAfterNotice(by.Today, months!.Value);
        var end = EndsOn < by.Today ? null : EndsOn; // known only to the year, and evidently not the end
        Notices = [.. Notices, new(party.Id, by.Today, months.Value, Earliest(lastDay, end), reason, consequences)];
        EndsOn = EndNow();
        Step(AgreementAction.GiveNotice, by, partyId: party.Id, reason: reason);
    }

    /// <summary>A dialogue that both sides took part in; what has to come before a termination.</summary>
    public void RecordDialogue(Dialogue dialogue, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.RecordDialogue, by);
        var own = OwnParty(by, partyId);
        Require(dialogue.HeldOn <= by.Today, AgreementRules.InTheFuture("/heldOn"));
        var sides = Parties.Where(p => dialogue.PartyIds.Contains(p.Id)).Select(p => p.Side).Distinct().Count();
        Require(
            sides == 2 && dialogue.PartyIds.All(id => Parties.Any(party => party.Id == id)),
            AgreementRules.DialogueNeedsBothSides
        );
        Dialogues = [.. Dialogues, dialogue];
        Step(AgreementAction.RecordDialogue, by, partyId: own.Id, reason: dialogue.Summary);
    }

    /// <summary>
    /// For breach one party ends it at once. By agreement every party says the same; the last one ends it. Before the first
    /// day it never starts.
    /// </summary>
    public void Terminate(TerminationKind kind, string reason, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.Terminate, by);
        var party = OwnParty(by, partyId);
        Require(Dialogues.Count > 0, AgreementRules.DialogueFirst);

        Require(
            kind == TerminationKind.Breach || MayConsent(party, Termination?.ConsentedBy ?? [], by.Today),
            AgreementRules.AlreadyConsented
        );
        Termination =
            kind == TerminationKind.ByAgreement && Termination is { } pending
                ? pending with
                {
                    ConsentedBy = [.. pending.ConsentedBy.Where(id => id != party.Id), party.Id],
                }
                : new Termination(kind, reason, party.Id, [party.Id], by.Today, by.At);

        var done = kind == TerminationKind.Breach || !Awaited(Termination.ConsentedBy, by.Today).Any();
        if (!done)
        {
            Step(AgreementAction.Terminate, by, partyId: party.Id, reason: reason);
            return;
        }

        var neverStarted = State == AgreementState.Signed && !(StartsOn <= by.Today);
        if (!neverStarted)
        {
            EndsOn = IsEndKnownToTheDay ? Earliest(by.Today, EndsOn) : by.Today;
        }

        Step(
            AgreementAction.Terminate,
            by,
            AgreementState.Ended,
            party.Id,
            reason,
            endedReason: neverStarted ? Agreements.EndedReason.NeverStarted : Agreements.EndedReason.Terminated
        );
    }

    /// <summary>Parties whose yes is still missing. Who has left since the question was put is not asked any more.</summary>
    internal IEnumerable<Party> Awaited(IEnumerable<Guid> consentedBy, DateOnly today) =>
        PartiesOn(today).Where(party => !consentedBy.Contains(party.Id));

    /// <summary>A party says yes once, but once more when the one that everybody waited for has left instead.</summary>
    internal bool MayConsent(Party party, IReadOnlyList<Guid> consentedBy, DateOnly today) =>
        !consentedBy.Contains(party.Id) || !Awaited(consentedBy, today).Any();

    /// <summary>
    /// An end known only to the month or year, as in an imported agreement, is no day to end on: it is flagged, and a person
    /// says which day it was. Notices and extensions set a day.
    /// </summary>
    internal bool IsEndKnownToTheDay =>
        Term.End?.Precision == DatePrecision.Day || Notices.Count > 0 || ExtensionsInForce.Any();

    /// <summary>The last day as the text and its extensions have it, whatever notices have been given.</summary>
    internal DateOnly? EndWithoutNotice =>
        ExtensionsInForce.Select(extension => (DateOnly?)extension.NewEnd).Max() ?? Term.End?.Latest;

    /// <summary>The last day with extensions in force and notices given.</summary>
    private DateOnly? EndNow()
    {
        if (Notices.Count == 0)
        {
            return EndWithoutNotice;
        }

        var noticed = Notices.Min(notice => notice.LastDay);
        return EndWithoutNotice < Notices.Min(notice => notice.GivenOn) ? noticed : Earliest(noticed, EndWithoutNotice);
    }

    private static DateOnly Earliest(DateOnly day, DateOnly? other) => other < day ? other.Value : day;
}
