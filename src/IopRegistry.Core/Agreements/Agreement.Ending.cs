using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Notice, dialogue, termination and extension of an agreement in force.</summary>
public sealed partial class Agreement
{
    /// <summary>A party gives notice. The last day follows from its own notice period and is never later than the end.</summary>
    public void GiveNotice(string reason, Consequences consequences, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.GiveNotice);
        var party = OwnParty(by, partyId);
        Require(Notices.All(notice => notice.PartyId != party.Id), AgreementRules.NoticeAlreadyGiven);
        var months = Term.NoticeMonthsOf(party.Id);
        Require(months is not null, AgreementRules.NoNoticePeriod);

        var lastDay = TermDates.LastDayAfterNotice(by.Today, months!.Value);
        Notices = [.. Notices, new(party.Id, by.Today, months.Value, Earliest(lastDay, EndsOn), reason, consequences)];
        EndsOn = EndNow();
        Step(AgreementAction.GiveNotice, by, partyId: party.Id, reason: reason);
    }

    /// <summary>A dialogue that both sides took part in; what has to come before a termination.</summary>
    public void RecordDialogue(Dialogue dialogue, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.RecordDialogue);
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
        RequireAllowed(AgreementAction.Terminate);
        var party = OwnParty(by, partyId);
        Require(Dialogues.Count > 0, AgreementRules.DialogueFirst);

        var pending = Termination is { Kind: TerminationKind.ByAgreement } open ? open : null;
        Require(
            kind == TerminationKind.Breach || pending?.ConsentedBy.Contains(party.Id) != true,
            AgreementRules.AlreadyConsented
        );
        Termination =
            kind == TerminationKind.ByAgreement && pending is not null
                ? pending with
                {
                    ConsentedBy = [.. pending.ConsentedBy, party.Id],
                }
                : new Termination(kind, reason, party.Id, [party.Id], by.Today);

        var done =
            kind == TerminationKind.Breach || PartiesOn(by.Today).All(p => Termination.ConsentedBy.Contains(p.Id));
        if (!done)
        {
            Step(AgreementAction.Terminate, by, partyId: party.Id, reason: reason);
            return;
        }

        var neverStarted = State == AgreementState.Signed;
        EndsOn = neverStarted ? EndsOn : Earliest(by.Today, EndsOn);
        Step(
            AgreementAction.Terminate,
            by,
            AgreementState.Ended,
            party.Id,
            reason,
            endedReason: neverStarted ? Agreements.EndedReason.NeverStarted : Agreements.EndedReason.Terminated
        );
    }

    /// <summary>Option clause: every party says yes by its own decision; the last yes extends.</summary>
    public void Extend(string? decisionReference, DateOnly decidedOn, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.Extend);
        var party = OwnParty(by, partyId);
        RequireExtendable(ExtensionKind.Option);
        Require(decidedOn <= by.Today, AgreementRules.InTheFuture("/decidedOn"));
        Require(
            party.Side == Side.Civil || !string.IsNullOrWhiteSpace(decisionReference),
            AgreementRules.DecisionIncomplete(
                "Den offentliga parten hänvisar till sitt beslut.",
                "The public party refers to its decision.",
                "/decisionReference"
            )
        );
        if (ExtensionDecideBy is { } decideBy)
        {
            Require(
                by.Today <= decideBy,
                AgreementRules.NoSuchExtension(
                    new(
                        $"Den skulle ha beslutats senast {decideBy:yyyy-MM-dd}.",
                        $"It should have been decided by {decideBy:yyyy-MM-dd}."
                    )
                )
            );
        }

        var pending = PendingExtension ?? NextExtension();
        Require(pending.Consents.All(consent => consent.PartyId != party.Id), AgreementRules.AlreadyConsented);
        var consented = pending with { Consents = [.. pending.Consents, new(party.Id, decisionReference, decidedOn)] };
        var complete = PartiesOn(by.Today).All(p => consented.Consents.Any(consent => consent.PartyId == p.Id));
        Put(complete ? consented with { EffectiveOn = by.Today } : consented);
        Step(AgreementAction.Extend, by, partyId: party.Id);
    }

    /// <summary>Automatic clause: the recorded human confirmation without which the clock does not extend.</summary>
    public void ConfirmExtension(Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.ConfirmExtension);
        var party = OwnParty(by, partyId);
        RequireExtendable(ExtensionKind.Automatic);
        var pending = PendingExtension ?? NextExtension();
        Require(pending.Consents.All(consent => consent.PartyId != party.Id), AgreementRules.AlreadyConsented);
        Put(pending with { Consents = [.. pending.Consents, new(party.Id, null, by.Today)] });
        Step(AgreementAction.ConfirmExtension, by, partyId: party.Id);
    }

    /// <summary>Automatic clause: a party says no in time, so the agreement ends on its last day.</summary>
    public void ObjectToExtension(string reason, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.ObjectToExtension);
        var party = OwnParty(by, partyId);
        RequireExtendable(ExtensionKind.Automatic);
        Require(
            by.Today <= ExtensionObjectBy,
            AgreementRules.NoSuchExtension(
                new(
                    $"Den skulle ha stoppats senast {ExtensionObjectBy:yyyy-MM-dd}.",
                    $"It should have been stopped by {ExtensionObjectBy:yyyy-MM-dd}."
                )
            )
        );
        Put((PendingExtension ?? NextExtension()) with { ObjectedBy = party.Id });
        Step(AgreementAction.ObjectToExtension, by, partyId: party.Id, reason: reason);
    }

    public int ExtensionsUsed => Extensions.Count(extension => extension.EffectiveOn is not null);

    public Extension? PendingExtension => Extensions.FirstOrDefault(extension => extension is { EffectiveOn: null });

    /// <summary>Option: last day to decide. Null when the clause sets none or the end is unknown.</summary>
    public DateOnly? ExtensionDecideBy =>
        Term.Extension.DecideMonthsBefore is { } months && EndsOn is { } end
            ? TermDates.LastNoticeDate(end, months)
            : null;

    /// <summary>Automatic: last day to say no.</summary>
    public DateOnly? ExtensionObjectBy =>
        EndsOn is { } end ? TermDates.LastNoticeDate(end, Term.Extension.NoticeMonths ?? 0) : null;

    private void RequireExtendable(ExtensionKind kind)
    {
        Require(
            Term.Extension.Kind == kind,
            AgreementRules.NoSuchExtension(new("Klausulen är av ett annat slag.", "The clause is of another kind."))
        );
        Require(
            EndsOn is not null,
            AgreementRules.NoSuchExtension(new("Sista dagen är inte känd.", "The last day is not known."))
        );
        Require(
            ExtensionsUsed < Term.Extension.MostTimes,
            AgreementRules.NoSuchExtension(
                new(
                    $"Klausulen är använd {ExtensionsUsed} av {Term.Extension.MostTimes} gånger.",
                    $"The clause is used {ExtensionsUsed} of {Term.Extension.MostTimes} times."
                )
            )
        );
        Require(
            Notices.Count == 0,
            AgreementRules.NoSuchExtension(new("Avtalet är uppsagt.", "Notice has been given."))
        );
        Require(
            PendingExtension?.ObjectedBy is null,
            AgreementRules.NoSuchExtension(new("En part har sagt nej.", "A party has said no."))
        );
    }

    private Extension NextExtension() =>
        new(
            ExtensionsUsed + 1,
            Term.Extension.Kind,
            TermDates.ExtendedEnd(Term.End!.Latest, Term.Extension.Months, ExtensionsUsed + 1),
            [],
            null
        );

    private void Put(Extension extension)
    {
        Extensions = [.. Extensions.Where(e => e.Number != extension.Number), extension];
        EndsOn = EndNow();
    }

    /// <summary>The last day with extensions in force and notices given.</summary>
    private DateOnly? EndNow()
    {
        var end =
            Extensions.Where(e => e.EffectiveOn is not null).Select(e => (DateOnly?)e.NewEnd).Max() ?? Term.End?.Latest;
        return Notices.Aggregate(end, (earliest, notice) => Earliest(notice.LastDay, earliest));
    }

    private static DateOnly Earliest(DateOnly day, DateOnly? other) => other < day ? other.Value : day;
}
