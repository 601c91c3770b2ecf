using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Using the extension clause: an option that all take, or an automatic extension that nobody stops.</summary>
public sealed partial class Agreement
{
    /// <summary>How often the clause has been used, also under earlier texts: never more than it allows.</summary>
    public int ExtensionsUsed => Extensions.Count(extension => extension.EffectiveOn is not null);

    /// <summary>The extension that waits for somebody, or has been objected to. An amended term makes it void.</summary>
    public Extension? PendingExtension =>
        Extensions.FirstOrDefault(extension =>
            extension.EffectiveOn is null
            && extension.Kind == Term.Extension.Kind
            && extension.Months == Term.Extension.Months
            && extension.AgreedEnd == Term.End?.Latest
        );

    /// <summary>Option: last day to decide. Null when the clause sets none or the end is unknown.</summary>
    public DateOnly? ExtensionDecideBy =>
        Term.Extension.DecideMonthsBefore is { } months && EndsOn is { } end
            ? TermDates.LastNoticeDate(end, months)
            : null;

    /// <summary>Automatic: last day to say no.</summary>
    public DateOnly? ExtensionObjectBy =>
        EndsOn is { } end ? TermDates.LastNoticeDate(end, Term.Extension.NoticeMonths ?? 0) : null;

    /// <summary>Option clause: every party says yes by its own decision; the last yes extends.</summary>
    public void Extend(string? decisionReference, DateOnly decidedOn, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.Extend, by);
        var party = OwnParty(by, partyId);
        RequireExtendable(ExtensionKind.Option, by.Today);
        Require(decidedOn <= by.Today, AgreementRules.InTheFuture("/decidedOn"));
        Require(
            party.Side == Side.Civil || !string.IsNullOrWhiteSpace(decisionReference),
            AgreementRules.DecisionIncomplete(
                "Den offentliga parten hänvisar till sitt beslut.",
                "The public party refers to its decision.",
                "/decisionReference"
            )
        );
        var pending = PendingExtension ?? NextExtension(by);
        Require(MayConsent(party, ConsentsOf(pending), by.Today), AgreementRules.AlreadyConsented);
        var consented = With(pending, new ExtensionConsent(party.Id, decisionReference, decidedOn));
        var complete = !Awaited(ConsentsOf(consented), by.Today).Any();
        Put(complete ? consented with { EffectiveOn = by.Today } : consented);
        Step(AgreementAction.Extend, by, partyId: party.Id);
    }

    /// <summary>Automatic clause: the recorded human confirmation without which the clock does not extend.</summary>
    public void ConfirmExtension(Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.ConfirmExtension, by);
        var party = OwnParty(by, partyId);
        RequireExtendable(ExtensionKind.Automatic, by.Today);
        var pending = PendingExtension ?? NextExtension(by);
        Require(!ConsentsOf(pending).Contains(party.Id), AgreementRules.AlreadyConsented);
        Put(With(pending, new ExtensionConsent(party.Id, null, by.Today)));
        Step(AgreementAction.ConfirmExtension, by, partyId: party.Id);
    }

    /// <summary>Automatic clause: a party says no in time, so the agreement ends on its last day.</summary>
    public void ObjectToExtension(string reason, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.ObjectToExtension, by);
        var party = OwnParty(by, partyId);
        RequireExtendable(ExtensionKind.Automatic, by.Today);
        Require(
            by.Today <= ExtensionObjectBy,
            AgreementRules.NoSuchExtension(
                new(
                    $"Den skulle ha stoppats senast {ExtensionObjectBy:yyyy-MM-dd}.",
                    $"It should have been stopped by {ExtensionObjectBy:yyyy-MM-dd}."
                )
            )
        );
        Put((PendingExtension ?? NextExtension(by)) with { ObjectedBy = party.Id });
        Step(AgreementAction.ObjectToExtension, by, partyId: party.Id, reason: reason);
    }

    /// <summary>Why the clause cannot be used now; null when it can.</summary>
    internal LocalText? WhyNotExtend(ExtensionKind kind, DateOnly today)
    {
        var clause = Term.Extension;
        if (clause.Kind != kind)
        {
            return new("Klausulen är av ett annat slag.", "The clause is of another kind.");
        }

        // The clock works from a day; people who all say yes to a new last day may start from less.
        if (!(EndsOn < Term.Horizon) || (kind == ExtensionKind.Automatic && !IsEndKnownToTheDay))
        {
            return new("Sista dagen är inte känd.", "The last day is not known.");
        }

        if (!clause.IsCountable)
        {
            return new(
                "Klausulen säger inte hur länge och hur många gånger.",
                "The clause does not say how long and how often."
            );
        }

        if (ExtensionsUsed >= clause.MostTimes)
        {
            return new(
                $"Klausulen är använd {ExtensionsUsed} av {clause.MostTimes} gånger.",
                $"The clause is used {ExtensionsUsed} of {clause.MostTimes} times."
            );
        }

        if (Notices.Count > 0)
        {
            return new("Avtalet är uppsagt.", "Notice has been given.");
        }

        if (PendingExtension?.ObjectedBy is not null)
        {
            return new("En part har sagt nej.", "A party has said no.");
        }

        return kind == ExtensionKind.Option && ExtensionDecideBy < today
            ? new(
                $"Den skulle ha beslutats senast {ExtensionDecideBy:yyyy-MM-dd}.",
                $"It should have been decided by {ExtensionDecideBy:yyyy-MM-dd}."
            )
            : null;
    }

    /// <summary>
    /// The day after the last day to say no, once a human has confirmed or the text needs none; not when a successor that is
    /// signed takes over instead.
    /// </summary>
    private DateOnly? AutomaticExtensionDueOn()
    {
        if (
            WhyNotExtend(ExtensionKind.Automatic, default) is not null
            || Successor is { State: AgreementState.Signed or AgreementState.Active }
        )
        {
            return null;
        }

        var due = ExtensionObjectBy!.Value.AddDays(1);
        if (due < StartsOn)
        {
            due = StartsOn.Value; // a short agreement with a long notice: nothing is extended before it begins
        }

        if (Term.Extension.WithoutConfirmation)
        {
            return due;
        }

        // A confirmation that came after the last day to say no does not work backwards.
        DateOnly? confirmed = PendingExtension is { Consents: [var first, ..] } ? first.DecidedOn : null;
        return confirmed > due ? confirmed
            : confirmed is null ? null
            : due;
    }

    /// <summary>Nothing but the calendar is waited for: the text or a human has said yes, and nobody no.</summary>
    public bool IsAutomaticExtensionCertain => AutomaticExtensionDueOn() is not null;

    private void RequireExtendable(ExtensionKind kind, DateOnly today)
    {
        if (WhyNotExtend(kind, today) is { } why)
        {
            throw new RuleViolationException(AgreementRules.NoSuchExtension(why));
        }
    }

    /// <summary>Extensions of the term as the text has it now.</summary>
    internal IEnumerable<Extension> ExtensionsInForce =>
        Extensions.Where(extension => extension.EffectiveOn is not null && extension.AgreedEnd == Term.End?.Latest);

    /// <summary>Counted from the end in the text, so that repeated extensions do not drift.</summary>
    private Extension NextExtension(Actor by)
    {
        var (end, months) = (Term.End!.Latest, Term.Extension.Months);
        var total = ExtensionsInForce.Sum(extension => extension.Months) + months;
        return new(
            ExtensionsUsed + 1,
            Term.Extension.Kind,
            TermDates.ExtendedEnd(end, total, 1),
            [],
            null,
            end,
            months,
            by.At
        );
    }

    private void Put(Extension extension)
    {
        var pending = PendingExtension;
        Extensions = [.. Extensions.Where(other => !ReferenceEquals(other, pending)), extension];
        EndsOn = EndNow();
    }

    private static Extension With(Extension extension, ExtensionConsent consent) =>
        extension with
        {
            Consents = [.. extension.Consents.Where(other => other.PartyId != consent.PartyId), consent],
        };

    private static List<Guid> ConsentsOf(Extension extension) =>
        [.. extension.Consents.Select(consent => consent.PartyId)];
}
