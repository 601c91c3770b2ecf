using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>
/// An IOP agreement: many parties on both sides, equal. All changes go through the methods, each of which is guarded by
/// <see cref="AgreementLifecycle"/> and leaves one step in the timeline. Contents live in <see cref="AgreementVersion"/>;
/// the agreement keeps what is needed to act: who, when, which version, and what has been said to it.
/// </summary>
public sealed partial class Agreement : AggregateRoot
{
    public const int SearchKeyMaxLength = 1_000;

    private Agreement() { }

    /// <summary>IOP-2026-000123; per year, never reused.</summary>
    public required string Reference { get; init; }

    public required string Title { get; set; }

    public bool IsFramework { get; private init; }

    /// <summary>The framework agreement (ramavtal) that this one is an annex of.</summary>
    public Guid? FrameworkId { get; private init; }

    public Side InitiatingSide { get; private init; }

    public required Description Description { get; set; }

    public required Term Term { get; set; }

    public required IReadOnlyList<Party> Parties { get; set; }

    public AgreementState State { get; private set; }

    public EndedReason? EndedReason { get; private set; }

    /// <summary>When the present state began; what everybody waits for is counted from here.</summary>
    public DateTimeOffset StateSince { get; private set; }

    /// <summary>The version of the contents that stands now.</summary>
    public int ContentsVersion { get; private set; }

    /// <summary>The highest version written, amendments included.</summary>
    public int LatestVersion { get; private set; }

    public required string ContentHash { get; set; }

    public DateTimeOffset ContentsSince { get; private set; }

    /// <summary>What stands in the way of confirming the present version.</summary>
    public IReadOnlyList<RuleViolation> Missing { get; private set; } = [];

    public required Figures Figures { get; set; }

    /// <summary>What the contents say of the time to come.</summary>
    public Outlook Outlook { get; private set; } = null!;

    public Handling? Handling { get; private set; }

    public Assessment? Assessment { get; private set; }

    public Closing? Closing { get; private set; }

    /// <summary>Grows with every reopening; confirmations, decisions and signatures of earlier rounds no longer count.</summary>
    public int Round { get; private set; } = 1;

    public IReadOnlyList<Confirmation> Confirmations { get; private set; } = [];

    public IReadOnlyList<Decision> Decisions { get; private set; } = [];

    public IReadOnlyList<Signature> Signatures { get; private set; } = [];

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public IReadOnlyList<Dialogue> Dialogues { get; private set; } = [];

    public Termination? Termination { get; private set; }

    public IReadOnlyList<Extension> Extensions { get; private set; } = [];

    public IReadOnlyList<Amendment> Amendments { get; private set; } = [];

    public ChainBefore? ChainBefore { get; private set; }

    public Successor? Successor { get; private set; }

    public ImportSource? Source { get; private set; }

    /// <summary>Whom everybody waits for, as it stood after the latest step; lists show it without working it out again.</summary>
    public Waiting Waiting { get; private set; } = null!;

    /// <summary>Title, reference and party names in a form that ignores case and accents; also the order of titles.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>First day, as precisely as known.</summary>
    public DateOnly? StartsOn { get; private set; }

    /// <summary>Last day with extensions and notices counted in; null when unknown.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>The next day on which the clock has something to do; what the daily run looks for.</summary>
    public DateOnly? ClockDueOn { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public IEnumerable<Party> PartiesOn(DateOnly day) => Parties.Where(party => party.IsPartyOn(day));

    public bool HasParty(Guid organisationId) => Parties.Any(party => party.OrganisationId == organisationId);

    /// <summary>The parties that an organisation acts for; of an ended agreement those that stayed to its last day.</summary>
    public IEnumerable<Party> OwnParties(Guid organisationId, DateOnly today) =>
        PartiesOn(State == AgreementState.Ended && EndsOn < today ? EndsOn.Value : today)
            .Where(party => party.OrganisationId == organisationId);

    /// <summary>Parties that are not in yet and may only say yes or no to the amendment that lets them in.</summary>
    internal IEnumerable<Party> OwnJoining(Guid organisationId, Guid amendmentId) =>
        Parties.Where(party => party.OrganisationId == organisationId && party.JoinsByAmendmentId == amendmentId);

    /// <summary>Why no party named? Because an organisation that is a party once need not say which.</summary>
    private Party OwnParty(Actor by, Guid? partyId, Guid? joinsByAmendmentId = null)
    {
        var own = OwnParties(by.OrganisationId, by.Today).ToList();
        if (joinsByAmendmentId is { } amendmentId)
        {
            own.AddRange(OwnJoining(by.OrganisationId, amendmentId));
        }

        if (partyId is { } named)
        {
            own = [.. own.Where(party => party.Id == named)];
        }

        Require(own.Count > 0, AgreementRules.NotYourParty);
        Require(own.Count == 1, AgreementRules.WhichParty);
        return own[0];
    }

    /// <summary>The party that somebody acts for; refuses strangers, and asks which when there is more than one.</summary>
    public Party ActingParty(Guid? partyId, Actor by) => OwnParty(by, partyId);

    private Party OwnPublicParty(Actor by)
    {
        var own = OwnParties(by.OrganisationId, by.Today).ToList();
        Require(own.Count > 0, AgreementRules.NotYourParty);
        Require(own.Any(party => party.Side == Side.Public), AgreementRules.WrongSide);
        return own.First(party => party.Side == Side.Public);
    }

    internal IEnumerable<Party> Deciders(DateOnly day)
    {
        var deciders = PartiesOn(day).Where(party => party.Has(PartyRole.Decider)).ToList();
        return deciders.Count > 0 ? deciders : PartiesOn(day).Where(party => party.Side == Side.Public);
    }

    /// <summary>The parties that are in it and stay.</summary>
    public IEnumerable<Party> StayingParties() =>
        Parties.Where(party => party is { LeftOn: null, JoinsByAmendmentId: null });

    /// <summary>Every staying party that may give notice, with its notice period.</summary>
    public IEnumerable<(Party Party, int Months)> NoticePeriods() =>
        from party in StayingParties()
        let months = Term.NoticeMonthsOf(party.Id)
        where months is not null
        select (party, months.Value);

    /// <summary>The public body that handles the agreement; for an imported one the first public party.</summary>
    public Guid LeadOrganisationId =>
        Handling?.OrganisationId
        ?? Parties.FirstOrDefault(party => party.Side == Side.Public)?.OrganisationId
        ?? Guid.Empty;

    /// <summary>The board that decides on what comes next, where it is registered.</summary>
    public Guid? LeadBoardId =>
        Handling?.BoardId
        ?? Parties
            .FirstOrDefault(party => party is { Side: Side.Public, BoardId: not null } && party.Has(PartyRole.Decider))
            ?.BoardId
        ?? Parties.FirstOrDefault(party => party is { Side: Side.Public, BoardId: not null })?.BoardId;

    private void RequireAllowed(AgreementAction action, Actor by)
    {
        Require(AgreementLifecycle.Find(State, action) is not null, AgreementRules.ActionNotAllowed(action, State));
        Require(IsTimely(action, by.Today), AgreementRules.LastDayPassed);
    }

    /// <summary>
    /// When the last day has passed nobody changes the agreement any more, even if the clock has not run since: what can be
    /// done is what an ended agreement allows.
    /// </summary>
    internal bool IsTimely(AgreementAction action, DateOnly today) =>
        State != AgreementState.Active
        || !IsEndKnownToTheDay
        || today <= EndsOn
        || AgreementLifecycle.Find(AgreementState.Ended, action) is not null;

    /// <summary>The only writer of <see cref="State"/>. Exactly one step per action, whether or not the state moves.</summary>
    private void Step(
        AgreementAction action,
        Actor by,
        AgreementState? to = null,
        Guid? partyId = null,
        string? reason = null,
        DateOnly? effectiveOn = null,
        EndedReason? endedReason = null,
        int? contentsVersion = null
    )
    {
        Require(AgreementLifecycle.Find(State, action) is not null, AgreementRules.ActionNotAllowed(action, State));
        var from = State;
        var target = to ?? from;
        if (!AgreementLifecycle.Find(from, action)!.To.Contains(target))
        {
            throw new InvalidOperationException($"{action} cannot lead from {from} to {target}.");
        }

        State = target;
        EndedReason = endedReason ?? EndedReason;
        if (target != from)
        {
            StateSince = by.At;
        }

        if (target == AgreementState.Ended && OpenAmendment is { } unfinished)
        {
            Drop(unfinished); // there is nothing left to amend
        }

        RecordStep(action, from, by, partyId, reason, effectiveOn ?? by.Today, contentsVersion ?? ContentsVersion);
    }

    private void RecordStep(
        AgreementAction action,
        AgreementState? from,
        Actor by,
        Guid? partyId,
        string? reason,
        DateOnly effectiveOn,
        int contentsVersion
    )
    {
        UpdatedAt = by.At;
        ClockDueOn = NextClockDay();
        Waiting = Waiting.Of(this, by.Today);
        SearchKey = SearchKeyNow();
        Raise(
            new AgreementStep
            {
                AgreementId = Id,
                Sequence = Version + 1,
                Action = action,
                FromState = from,
                ToState = State,
                EndedReason = EndedReason,
                UserId = by.UserId,
                OrganisationId = by.OrganisationId,
                PartyId = partyId,
                ContentsVersion = contentsVersion,
                EffectiveOn = effectiveOn,
                Late = by.IsClock && effectiveOn < by.Today,
                Reason = reason,
                OccurredAt = by.At,
            }
        );
    }

    private string SearchKeyNow()
    {
        var key = SwedishSort.KeyOf(string.Join(' ', [Title, Reference, .. Parties.Select(party => party.Name)]));
        return key.Length <= SearchKeyMaxLength ? key : key[..SearchKeyMaxLength];
    }
}
