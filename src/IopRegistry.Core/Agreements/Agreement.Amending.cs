using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Changing an agreement in force: proposed by any party, confirmed by all, decided, signed, in force on its day.</summary>
public sealed partial class Agreement
{
    public Amendment? OpenAmendment => Amendments.FirstOrDefault(amendment => amendment.IsOpen);

    /// <summary>Proposes changed contents, and parties that join with them.</summary>
    /// <param name="current">The version in force.</param>
    /// <param name="amended">The contents as they shall be.</param>
    /// <param name="changed">The parts that differ.</param>
    /// <param name="joining">Parties that join when it comes into force.</param>
    /// <param name="effectiveOn">First day of the change.</param>
    /// <param name="reason">Why.</param>
    /// <param name="changedByRenewal">Parts that an open renewal changes; empty when there is none.</param>
    /// <param name="partyId">Which own party proposes.</param>
    /// <param name="by">Who proposes; counts as its confirmation.</param>
    public AgreementVersion ProposeAmendment(
        AgreementVersion current,
        Contents amended,
        IReadOnlyList<ContentsPart> changed,
        IReadOnlyList<Party> joining,
        DateOnly effectiveOn,
        string reason,
        IReadOnlyList<ContentsPart> changedByRenewal,
        Guid? partyId,
        Actor by
    )
    {
        RequireAllowed(AgreementAction.ProposeAmendment, by);
        var party = OwnParty(by, partyId);
        Require(OpenAmendment is null, AgreementRules.AmendmentOpen);
        Require(
            joining.Count > 0 || !AgreementVersion.AreSame(amended, current.Contents),
            AgreementRules.NothingChanged
        );
        Require(!changed.Intersect(changedByRenewal).Any(), AgreementRules.RenewalChangesTheSame);
        Require(IsWithinTerm(effectiveOn, current.Contents.Term, amended.Term, by), AgreementRules.AmendmentTooEarly);
        var id = Guid.CreateVersion7(by.At);
        IReadOnlyList<Party> parties =
        [
            .. Parties,
            .. joining.Select(joiner => joiner with { JoinedOn = null, LeftOn = null, JoinsByAmendmentId = id }),
        ];
        RequireParties(parties);
        // What a party that has left once gave remains true, so it may still be named.
        RequireRight(current.Contents, amended, [.. parties.Select(p => p with { LeftOn = null })]);
        RequireAll(AgreementRules.NotComplete, NewlyMissing(current.Contents, amended, parties, effectiveOn));

        var version = AgreementVersion.Write(Id, LatestVersion + 1, amended, parties, changed, reason, by, id);
        LatestVersion = version.Number;
        Parties = parties;
        Amendments =
        [
            .. Amendments,
            new Amendment(
                id,
                Amendments.Count + 1,
                AmendmentState.Confirming,
                version.Number,
                version.ContentHash,
                changed,
                effectiveOn,
                reason,
                party.Id,
                by.At,
                [new(party.Id, version.Number, Round, by.UserId, by.At)],
                [],
                []
            ),
        ];
        Step(
            AgreementAction.ProposeAmendment,
            by,
            partyId: party.Id,
            reason: reason,
            effectiveOn: effectiveOn,
            contentsVersion: version.Number
        );
        return version;
    }

    public void ConfirmAmendment(Guid amendmentId, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.ConfirmAmendment, by);
        var party = OwnParty(by, partyId, amendmentId);
        var amendment = Open(amendmentId, AmendmentState.Confirming);
        Require(amendment.Confirmations.All(c => c.PartyId != party.Id), AgreementRules.AlreadyConfirmed);
        var confirmed = amendment with
        {
            Confirmations =
            [
                .. amendment.Confirmations,
                new(party.Id, amendment.ContentsVersion, Round, by.UserId, by.At),
            ],
        };
        var all = PartiesTo(amendment, by.Today).All(p => confirmed.Confirmations.Any(c => c.PartyId == p.Id));
        Put(all ? confirmed with { State = AmendmentState.Deciding, Since = by.At } : confirmed);
        Step(AgreementAction.ConfirmAmendment, by, partyId: party.Id, contentsVersion: amendment.ContentsVersion);
    }

    public void DecideAmendment(Guid amendmentId, Decision decision, Actor by)
    {
        RequireAllowed(AgreementAction.DecideAmendment, by);
        var party = OwnParty(by, decision.PartyId);
        var amendment = Open(amendmentId, AmendmentState.Deciding);
        Require(Deciders(by.Today).Any(decider => decider.Id == party.Id), AgreementRules.NotADecider);
        Require(amendment.Decisions.All(d => d.PartyId != party.Id), AgreementRules.AlreadyDecided);
        RequireComplete(decision, by.Today);

        var stored = decision with { ContentsVersion = amendment.ContentsVersion, Round = Round };
        var decided = amendment with { Decisions = [.. amendment.Decisions, stored] };
        var all = Deciders(by.Today).All(decider => decided.Decisions.Any(d => d.PartyId == decider.Id));
        if (!decision.Approved)
        {
            Drop(decided);
        }
        else
        {
            Put(all ? decided with { State = AmendmentState.Signing, Since = by.At } : decided);
        }

        Step(
            AgreementAction.DecideAmendment,
            by,
            partyId: party.Id,
            reason: decision.Reason,
            contentsVersion: amendment.ContentsVersion
        );
    }

    /// <summary>The last signature brings it into force at once when its day has come, otherwise the clock does.</summary>
    public void SignAmendment(
        Guid amendmentId,
        Guid? partyId,
        string contentHash,
        IReadOnlyList<SigningRight> rights,
        DateOnly signedOn,
        AgreementVersion version,
        Actor by
    )
    {
        RequireAllowed(AgreementAction.SignAmendment, by);
        var party = OwnParty(by, partyId, amendmentId);
        var amendment = Open(amendmentId, AmendmentState.Signing);
        Require(amendment.Signatures.All(s => s.PartyId != party.Id), AgreementRules.AlreadySigned);
        var signature = CheckedSignature(
            party,
            contentHash,
            rights,
            signedOn,
            amendment.ContentHash,
            Written(amendment, version).CreatedAt,
            by
        );
        var stored = signature with { ContentsVersion = amendment.ContentsVersion, Round = Round };
        var signed = amendment with { Signatures = [.. amendment.Signatures, stored] };
        var all = PartiesTo(amendment, by.Today).All(p => signed.Signatures.Any(s => s.PartyId == p.Id));
        var agreed = signed with { State = AmendmentState.Agreed, Since = by.At };
        Put(all ? agreed : signed);
        Step(
            AgreementAction.SignAmendment,
            by,
            partyId: party.Id,
            effectiveOn: signed.EffectiveOn,
            contentsVersion: amendment.ContentsVersion
        );
        if (all && agreed.EffectiveOn <= by.Today)
        {
            // A step of its own, so that the timeline tells which contents are in force.
            Apply(agreed, version, by.Today, by);
        }
    }

    /// <summary>Any party stops an amendment that is not yet signed by all.</summary>
    public void WithdrawAmendment(Guid amendmentId, string reason, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.WithdrawAmendment, by);
        var party = OwnParty(by, partyId, amendmentId);
        var amendment = Open(amendmentId);
        Require(amendment.State != AmendmentState.Agreed, AgreementRules.AmendmentAction(amendment.State));
        Drop(amendment);
        Step(
            AgreementAction.WithdrawAmendment,
            by,
            partyId: party.Id,
            reason: reason,
            contentsVersion: amendment.ContentsVersion
        );
    }

    private void Apply(Amendment amendment, AgreementVersion version, DateOnly day, Actor by)
    {
        Put(amendment with { State = AmendmentState.InForce, Since = by.At });
        var parties = Parties; // leaving and registry numbers since the amendment was written stay as they are
        Take(Written(amendment, version));
        Parties =
        [
            .. parties.Select(party =>
                party.JoinsByAmendmentId == amendment.Id
                    ? party with
                    {
                        JoinsByAmendmentId = null,
                        JoinedOn = day,
                    }
                    : party
            ),
        ];
        Step(AgreementAction.ApplyAmendment, by, effectiveOn: day);
    }

    /// <summary>Within the term that is in force, and within the amended one where that is another.</summary>
    private bool IsWithinTerm(DateOnly effectiveOn, Term current, Term amended, Actor by) =>
        effectiveOn >= by.Today
        && (!IsEndKnownToTheDay || effectiveOn <= EndsOn)
        && (amended.End is not { } end || end == current.End || effectiveOn <= end.Latest);

    /// <summary>An imported agreement may lack much and still be amended, so long as an amendment takes nothing away.</summary>
    private static IReadOnlyList<RuleViolation> NewlyMissing(
        Contents current,
        Contents amended,
        IReadOnlyList<Party> parties,
        DateOnly effectiveOn
    )
    {
        List<Party> bound = [.. parties.Where(p => p.LeftOn is null || effectiveOn <= p.LeftOn)];
        var already = ContentsRules.Missing(current, bound).Select(missing => missing.Code).ToHashSet();
        return [.. ContentsRules.Missing(amended, bound).Where(missing => !already.Contains(missing.Code))];
    }

    private static AgreementVersion Written(Amendment amendment, AgreementVersion version) =>
        version.Number == amendment.ContentsVersion
        && string.Equals(version.ContentHash, amendment.ContentHash, StringComparison.Ordinal)
            ? version
            : throw new ArgumentException("This is not the version that the amendment is about.", nameof(version));

    private Amendment Open(Guid amendmentId, AmendmentState? state = null)
    {
        var amendment = Amendments.FirstOrDefault(a => a.Id == amendmentId);
        Require(
            amendment is { IsOpen: true },
            AgreementRules.AmendmentAction(amendment?.State ?? AmendmentState.Withdrawn)
        );
        Require(state is null || amendment!.State == state, AgreementRules.AmendmentAction(amendment!.State));
        return amendment;
    }

    private IEnumerable<Party> PartiesTo(Amendment amendment, DateOnly day) =>
        Parties.Where(party => party.IsPartyOn(day) || party.JoinsByAmendmentId == amendment.Id);

    private void Put(Amendment amendment) =>
        Amendments = [.. Amendments.Select(a => a.Id == amendment.Id ? amendment : a)];

    private void Drop(Amendment amendment)
    {
        Put(amendment with { State = AmendmentState.Withdrawn });
        Parties = [.. Parties.Where(party => party.JoinsByAmendmentId != amendment.Id)];
    }
}
