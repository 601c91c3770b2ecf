using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>Writing the contents together: versions, parties, confirmations.</summary>
public sealed partial class Agreement
{
    /// <summary>Any party changes a part of the contents. The new version clears nobody's word: it was given to another version.</summary>
    /// <returns>The new version, to be stored with the agreement.</returns>
    public AgreementVersion Revise(
        AgreementVersion current,
        Contents revised,
        ContentsPart changed,
        string? note,
        Guid? partyId,
        Actor by
    )
    {
        RequireAllowed(AgreementAction.Revise, by);
        var party = OwnParty(by, partyId);
        Require(!AgreementVersion.AreSame(revised, current.Contents), AgreementRules.NothingChanged);
        RequireRight(current.Contents, revised, Parties);
        return Write(revised, Parties, changed, note, AgreementAction.Revise, party.Id, by);
    }

    /// <summary>A new party joins while the agreement is not yet made.</summary>
    public AgreementVersion AddParty(AgreementVersion current, Party joining, Actor by)
    {
        RequireAllowed(AgreementAction.AddParty, by);
        var own = OwnParties(by.OrganisationId, by.Today).FirstOrDefault();
        Require(own is not null, AgreementRules.NotYourParty);
        IReadOnlyList<Party> parties =
        [
            .. Parties,
            joining with
            {
                JoinedOn = null,
                LeftOn = null,
                JoinsByAmendmentId = null,
            },
        ];
        RequireParties(parties);
        return Write(current.Contents, parties, ContentsPart.Parties, null, AgreementAction.AddParty, own!.Id, by);
    }

    /// <summary>
    /// A party changes what is its own: roles and board while the agreement is not made, its registry number always.
    /// </summary>
    /// <returns>A new version when the change is part of what is confirmed, otherwise null.</returns>
    public AgreementVersion? ChangeParty(AgreementVersion current, Party changed, Actor by)
    {
        RequireAllowed(AgreementAction.ChangeParty, by);
        var own = OwnParty(by, changed.Id);
        var mine = own with
        {
            Roles = changed.Roles,
            BoardId = changed.BoardId,
            Unit = changed.Unit,
            RegistryNumber = changed.RegistryNumber,
            MunicipalityCode = changed.MunicipalityCode,
        };
        var sameRoles = own.Roles.SequenceEqual(mine.Roles); // a list inside a record compares by reference
        Require(!sameRoles || own != mine with { Roles = own.Roles }, AgreementRules.NothingChanged);
        IReadOnlyList<Party> parties = [.. Parties.Select(party => party.Id == own.Id ? mine : party)];
        RequireParties(parties);
        if (sameRoles && own.BoardId == mine.BoardId && string.Equals(own.Unit, mine.Unit, StringComparison.Ordinal))
        {
            Parties = parties;
            Step(AgreementAction.ChangeParty, by, partyId: own.Id);
            return null;
        }

        Require(
            AgreementLifecycle.Find(State, AgreementAction.AddParty) is not null,
            AgreementRules.ActionNotAllowed(AgreementAction.ChangeParty, State)
        );
        return Write(current.Contents, parties, ContentsPart.Parties, null, AgreementAction.ChangeParty, own.Id, by);
    }

    /// <summary>
    /// A party leaves and the others go on. Before signing it leaves today; in an active agreement its notice period runs.
    /// </summary>
    public AgreementVersion? Leave(AgreementVersion current, Guid partyId, string reason, Actor by)
    {
        RequireAllowed(AgreementAction.LeaveAgreement, by);
        var own = OwnParty(by, partyId);
        Require(own.LeftOn is null, AgreementRules.NoticeAlreadyGiven);
        Require(!IsLastOfItsSide(own), AgreementRules.LastOfItsSide);
        if (State == AgreementState.Active)
        {
            Require(Term.NoticeMonthsOf(own.Id) is not null, AgreementRules.NoNoticePeriod);
            var lastDay = TermDates.LastDayAfterNotice(by.Today, Term.NoticeMonthsOf(own.Id)!.Value);
            Parties = [.. Parties.Select(party => party.Id == own.Id ? party with { LeftOn = lastDay } : party)];
            Step(AgreementAction.LeaveAgreement, by, partyId: own.Id, reason: reason, effectiveOn: lastDay);
            return null;
        }

        // Yesterday, so that it is no party from this moment on; what it promised goes with it.
        var left = own with
        {
            LeftOn = by.Today.AddDays(-1),
        };
        IReadOnlyList<Party> parties = [.. Parties.Select(party => party.Id == own.Id ? left : party)];
        var contents = current.Contents.Without([own.Id]);
        return Write(contents, parties, ContentsPart.Parties, reason, AgreementAction.LeaveAgreement, own.Id, by);
    }

    /// <summary>Whether a party can leave now; an organisation that is a party more than once asks for each.</summary>
    public bool MayLeave(Party own) =>
        own.LeftOn is null
        && !IsLastOfItsSide(own)
        && (State != AgreementState.Active || Term.NoticeMonthsOf(own.Id) is not null);

    private bool IsLastOfItsSide(Party own) =>
        !Parties.Any(other =>
            other.Id != own.Id && other.Side == own.Side && other is { LeftOn: null, JoinsByAmendmentId: null }
        );

    /// <summary>A party says yes to the present version; when all have, it goes to decision.</summary>
    public void ConfirmVersion(int version, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.ConfirmVersion, by);
        var party = OwnParty(by, partyId);
        Require(version == ContentsVersion, AgreementRules.VersionChanged(ContentsVersion));
        Require(!HasConfirmed(party.Id), AgreementRules.AlreadyConfirmed);
        RequireAll(AgreementRules.NotComplete, Missing);

        Confirmations = [.. Confirmations, new(party.Id, version, Round, by.UserId, by.At)];
        Step(
            AgreementAction.ConfirmVersion,
            by,
            PartiesOn(by.Today).All(p => HasConfirmed(p.Id)) ? AgreementState.Deciding : AgreementState.Negotiating,
            party.Id
        );
    }

    public bool HasConfirmed(Guid partyId) =>
        Confirmations.Any(c => c.PartyId == partyId && c.ContentsVersion == ContentsVersion && c.Round == Round);

    /// <summary>Any party takes the agreement back to negotiation. What was said in this round no longer counts.</summary>
    public void Reopen(string reason, Guid? partyId, Actor by)
    {
        RequireAllowed(AgreementAction.Reopen, by);
        var party = OwnParty(by, partyId);
        Round++;
        Step(AgreementAction.Reopen, by, AgreementState.Negotiating, party.Id, reason);
    }

    private AgreementVersion Write(
        Contents contents,
        IReadOnlyList<Party> parties,
        ContentsPart changed,
        string? note,
        AgreementAction action,
        Guid partyId,
        Actor by
    )
    {
        var version = AgreementVersion.Write(Id, LatestVersion + 1, contents, parties, [changed], note, by);
        Take(version);
        Step(action, by, partyId: partyId, reason: note);
        return version;
    }

    /// <summary>Makes a version the one that stands: what the agreement shows and counts by.</summary>
    private void Take(AgreementVersion version)
    {
        var term = version.Contents.Term;
        Title = version.Contents.Description.Title;
        Description = version.Contents.Description;
        Term = term;
        Parties = version.Parties;
        ContentsVersion = version.Number;
        LatestVersion = Math.Max(LatestVersion, version.Number);
        ContentHash = version.ContentHash;
        ContentsSince = version.CreatedAt;
        Missing = ContentsRules.Missing(version.Contents, [.. Parties.Where(party => party.LeftOn is null)]);
        Figures = Figures.Of(version.Contents, version.Parties);
        Outlook = Outlook.Of(version.Contents, version.Parties);
        StartsOn = term.Start?.Earliest;
        EndsOn = EndNow();
    }

    /// <summary>What an import left wrong is not in the way of changing something else.</summary>
    private static void RequireRight(Contents current, Contents changed, IReadOnlyList<Party> parties) =>
        RequirePossible([.. ContentsRules.Wrong(changed, parties).Except(ContentsRules.Wrong(current, parties))]);

    private static void RequirePossible(IReadOnlyList<RuleViolation> wrong)
    {
        if (wrong.Count > 0)
        {
            throw new RuleViolationException(wrong[0], wrong.Count > 1 ? wrong : null);
        }
    }
}
