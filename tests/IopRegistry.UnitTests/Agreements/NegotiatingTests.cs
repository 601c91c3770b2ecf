using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>From proposal to signed: what each step does besides moving the state.</summary>
public sealed class NegotiatingTests
{
    [Fact]
    public void A_proposal_is_received_with_a_reference_and_waits_for_the_public_side()
    {
        var kit = new AgreementKit().Proposed();

        Assert.Equal("IOP-2026-000001", kit.Agreement.Reference);
        Assert.Equal(Side.Civil, kit.Agreement.InitiatingSide);
        Assert.Equal([kit.Social.Id, kit.Culture.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));
        Assert.Equal((1, AgreementAction.Propose), (kit.Steps[0].Sequence, kit.Steps[0].Action));
    }

    [Fact]
    public void The_public_side_may_propose_too()
    {
        var kit = new AgreementKit();
        kit.Take(
            Agreement.Propose(
                "IOP-2026-000002",
                kit.Contents.Description,
                [kit.Social, kit.Aid],
                false,
                null,
                kit.By(kit.Kommun)
            )
        );

        Assert.Equal(Side.Public, kit.Agreement.InitiatingSide);
        var refused = Attempt.Refusal(() => kit.Agreement.Withdraw("Nej.", kit.Aid.Id, kit.By(kit.Help)));
        Assert.Equal(AgreementRules.NotInitiatingSide, refused?.Violation);
    }

    [Fact]
    public void The_case_officer_is_of_the_organisation_that_accepts()
    {
        var kit = new AgreementKit().Proposed();
        kit.Do(a => a.AcceptForAssessment(kit.Handling with { OrganisationId = kit.Help }, kit.By(kit.Kommun)));

        Assert.Equal(kit.Kommun, kit.Agreement.Handling!.OrganisationId);
    }

    [Theory]
    [InlineData("", "Text", "Ref", "/closing/reasonCode")]
    [InlineData("kod", " ", "Ref", "/closing/text")]
    [InlineData("kod", "Text", null, "/closing/decisionReference")]
    public void A_no_at_assessment_is_a_decision_with_a_reason(
        string code,
        string text,
        string? reference,
        string pointer
    )
    {
        var kit = new AgreementKit().Assessing();
        var closing = new Closing(code, text, reference, kit.Kommun, kit.Today);
        var no = kit.Assessment(AssessmentOutcome.Decline);

        var refused = Attempt.Refusal(() =>
            kit.Agreement.RecordAssessment(no, CriteriaSet.Canonical, closing, kit.By(kit.Kommun))
        );

        Assert.Equal(("decision-incomplete", pointer), (refused?.Violation.Code, refused?.Violation.Pointer));
        Assert.Null(kit.Agreement.Assessment);
        Assert.NotNull(
            Attempt.Refusal(() => kit.Agreement.RecordAssessment(no, CriteriaSet.Canonical, null, kit.By(kit.Kommun)))
        );
    }

    [Fact]
    public void A_yes_at_assessment_closes_nothing()
    {
        var kit = new AgreementKit().Assessing();
        kit.Do(a => a.RecordAssessment(kit.Assessment(), CriteriaSet.Canonical, kit.No, kit.By(kit.Kommun)));

        Assert.Equal((AgreementState.Negotiating, null), (kit.Agreement.State, kit.Agreement.Closing));
    }

    [Fact]
    public void Every_unmet_criterion_is_told_at_once()
    {
        var kit = new AgreementKit().Assessing();
        var empty = kit.Assessment() with { Answers = [] };

        var refused = Attempt.Refusal(() =>
            kit.Agreement.RecordAssessment(empty, CriteriaSet.Canonical, null, kit.By(kit.Kommun))
        );

        Assert.Equal(29, refused?.UnmetGuards.Count);
    }

    [Fact]
    public void A_new_version_asks_everybody_again_and_erases_nobody()
    {
        var kit = new AgreementKit().Negotiating();
        kit.Do(a => a.ConfirmVersion(a.ContentsVersion, kit.Aid.Id, kit.By(kit.Help)));
        kit.Do(a => a.ConfirmVersion(a.ContentsVersion, kit.Play.Id, kit.By(kit.Youth)));
        var shorter = kit.Contents with { Text = [.. kit.Contents.Text, new("free", "Nytt", "Nytt.")] };
        kit.Write(a => a.Revise(kit.Current, shorter, ContentsPart.Text, "Nytt.", kit.Aid.Id, kit.By(kit.Help)));

        Assert.Equal([2, 2], kit.Agreement.Confirmations.Select(c => c.ContentsVersion));
        Assert.False(kit.Agreement.HasConfirmed(kit.Aid.Id));
        Assert.Equal(4, kit.Agreement.Waiting.For.Count);
        Assert.Equal(kit.Now, kit.Agreement.Waiting.Since);
        kit.ConfirmAll();
        Assert.Equal(AgreementState.Deciding, kit.Agreement.State);
        Assert.Equal(6, kit.Agreement.Confirmations.Count);
    }

    [Fact]
    public void A_party_that_joins_or_leaves_is_a_new_version_to_confirm()
    {
        var kit = new AgreementKit().Negotiating();
        kit.Do(a => a.ConfirmVersion(a.ContentsVersion, kit.Aid.Id, kit.By(kit.Help)));
        var joiner = kit.Joiner();
        kit.Write(a => a.AddParty(kit.Current, joiner with { LeftOn = kit.Today }, kit.By(kit.Help)));
        Assert.False(kit.Agreement.HasConfirmed(kit.Aid.Id));
        Assert.True(kit.Agreement.Parties[^1].IsPartyOn(kit.Today));

        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi slutar.", kit.By(kit.Youth)));

        Assert.DoesNotContain(kit.Current.Contents.Commitments, c => c.PartyId == kit.Play.Id);
        Assert.DoesNotContain(kit.Current.Contents.Financing, line => line.FunderPartyId == kit.Play.Id);
        Assert.Null(kit.Current.Contents.QualityTerms[0].OwnerPartyId);
        Assert.Equal(kit.Play.Id, kit.Current.Contents.QualityTerms[0].ProposedBy);
        Assert.Equal([], AgreementActions.AvailableTo(kit.Agreement, kit.Youth, kit.Today));
        kit.ConfirmAll();
        Assert.Equal(AgreementState.Deciding, kit.Agreement.State);
    }

    [Fact]
    public void Who_has_left_does_not_stand_in_the_way_of_revising_and_may_come_back()
    {
        var kit = new AgreementKit(noticeOf: new Dictionary<string, int> { ["Play"] = 2 }).Negotiating();
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi slutar.", kit.By(kit.Youth)));
        var renamed = kit.Current.Contents with { Description = kit.Contents.Description with { Title = "Nytt namn" } };

        kit.Write(a => a.Revise(kit.Current, renamed, ContentsPart.Description, null, kit.Aid.Id, kit.By(kit.Help)));
        kit.Write(a => a.AddParty(kit.Current, kit.Joiner(kit.Youth) with { Unit = null }, kit.By(kit.Help)));

        Assert.Empty(kit.Current.Contents.Term.NoticeByParty);
        Assert.Equal("Nytt namn", kit.Agreement.Title);
        Assert.NotEmpty(AgreementActions.AvailableTo(kit.Agreement, kit.Youth, kit.Today));
    }

    [Fact]
    public void A_party_changes_only_what_is_its_own()
    {
        var kit = new AgreementKit().Negotiating();
        var changed = kit.Aid with
        {
            Side = Side.Public,
            OrganisationId = kit.Stranger,
            LeftOn = kit.Today,
            RegistryNumber = "2026:7",
        };
        kit.Write(a => a.ChangeParty(kit.Current, changed, kit.By(kit.Help)));

        var aid = kit.Agreement.Parties.Single(p => p.Id == kit.Aid.Id);
        Assert.Equal(kit.Aid with { RegistryNumber = "2026:7", Roles = aid.Roles }, aid);
        var same = aid with { Roles = [.. aid.Roles] };
        var refused = Attempt.Refusal(() => kit.Agreement.ChangeParty(kit.Current, same, kit.By(kit.Help)));
        Assert.Equal(AgreementRules.NothingChanged, refused?.Violation);
    }

    [Theory]
    [InlineData(AgreementState.Deciding)]
    [InlineData(AgreementState.Signing)]
    [InlineData(AgreementState.Active)]
    public void A_registry_number_is_filled_in_late_but_a_role_is_not(AgreementState state)
    {
        var kit = new AgreementKit().In(state);
        var version = kit.Agreement.ContentsVersion;
        kit.Write(a =>
            a.ChangeParty(kit.Current, kit.Social with { RegistryNumber = "SN 2026:17" }, kit.By(kit.Kommun))
        );

        Assert.Equal(version, kit.Agreement.ContentsVersion);
        Assert.Equal("SN 2026:17", kit.Agreement.Parties[0].RegistryNumber);
        var other = kit.Agreement.Parties[0] with { Roles = [PartyRole.Funder] };
        var refused = Attempt.Refusal(() => kit.Agreement.ChangeParty(kit.Current, other, kit.By(kit.Kommun)));
        Assert.Equal("action-not-allowed", refused?.Violation.Code);
    }

    [Theory]
    [InlineData(AgreementState.Deciding)]
    [InlineData(AgreementState.Signing)]
    public void Reopening_asks_everybody_again_and_keeps_what_was_said(AgreementState state)
    {
        var kit = new AgreementKit().In(state);
        if (state == AgreementState.Signing)
        {
            kit.Do(a => a.Sign(kit.Aid.Id, a.ContentHash, [AgreementKit.Right()], kit.Today, kit.By(kit.Help)));
        }

        var (confirmed, decided, signed) = (
            kit.Agreement.Confirmations,
            kit.Agreement.Decisions,
            kit.Agreement.Signatures
        );
        kit.Do(a => a.Reopen("Ett fel i tabellen.", kit.Play.Id, kit.By(kit.Youth)));

        Assert.Equal((AgreementState.Negotiating, 2), (kit.Agreement.State, kit.Agreement.Round));
        Assert.Equal(confirmed, kit.Agreement.Confirmations);
        Assert.Equal(decided, kit.Agreement.Decisions);
        Assert.Equal(signed, kit.Agreement.Signatures);
        Assert.All(kit.Agreement.Parties, p => Assert.False(kit.Agreement.HasConfirmed(p.Id)));
        kit.ConfirmAll().Decide().SignAll();
        Assert.Equal(AgreementState.Signed, kit.Agreement.State);
    }

    [Fact]
    public void The_last_yes_of_all_deciders_opens_for_signing()
    {
        var kit = new AgreementKit().WithTwoDeciders().Deciding();
        kit.Do(a => a.RecordDecision(kit.Yes(kit.Social), AfterNo.Negotiate, kit.By(kit.Kommun)));
        Assert.Equal(AgreementState.Deciding, kit.Agreement.State);
        Assert.Equal([kit.Culture.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));

        kit.Do(a => a.RecordDecision(kit.Yes(kit.Culture), AfterNo.Negotiate, kit.By(kit.Kommun)));
        Assert.Equal(AgreementState.Signing, kit.Agreement.State);
    }

    [Fact]
    public void Without_a_named_decider_every_public_party_decides()
    {
        var kit = new AgreementKit().Deciding();
        var parties = kit.Agreement.Parties.Select(p => p with { Roles = [] }).ToList();
        kit.Take(
            Agreement.Propose("IOP-2026-000003", kit.Contents.Description, parties, false, null, kit.By(kit.Help))
        );

        Assert.Equal([kit.Social.Id, kit.Culture.Id], kit.Agreement.Deciders(kit.Today).Select(p => p.Id));
    }

    [Theory]
    [InlineData(AfterNo.Negotiate, AgreementState.Negotiating)]
    [InlineData(AfterNo.Decline, AgreementState.Declined)]
    public void A_no_leads_back_or_out_with_its_reason(AfterNo afterNo, AgreementState state)
    {
        var kit = new AgreementKit().Deciding();
        kit.Do(a => a.RecordDecision(kit.NoFrom(kit.Social), afterNo, kit.By(kit.Kommun)));

        Assert.Equal(state, kit.Agreement.State);
        Assert.Equal("Pengarna räcker inte.", kit.Steps[^1].Reason);
        Assert.Equal(afterNo == AfterNo.Decline ? "SN 2026:17" : null, kit.Agreement.Closing?.DecisionReference);
        Assert.All(
            kit.Agreement.Parties,
            p => Assert.Equal(state == AgreementState.Declined, kit.Agreement.HasConfirmed(p.Id))
        );
    }

    [Fact]
    public void A_delegated_no_refers_to_the_delegation()
    {
        var kit = new AgreementKit().Deciding();
        var no = kit.NoFrom(kit.Social) with
        {
            Kind = DecisionKind.Delegated,
            RegistryNumber = null,
            Paragraph = null,
            DelegationReference = "Delegationsordning 4.2",
        };
        kit.Do(a => a.RecordDecision(no, AfterNo.Decline, kit.By(kit.Kommun)));

        Assert.Equal("Delegationsordning 4.2", kit.Agreement.Closing?.DecisionReference);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-23")] // a Monday
    [InlineData("2026-12-04", "2026-12-28")] // three weeks later is Christmas Day, then a weekend
    [InlineData("2026-05-29", "2026-06-22")] // three weeks later is Midsummer Eve
    [InlineData("2026-03-14", "2026-04-07")] // three weeks later is Easter Saturday
    public void The_appeal_window_ends_on_a_working_day(string announced, string until)
    {
        var day = Day(announced);
        var decision = new AgreementKit().Yes(AgreementKit.Party(Guid.Empty, "x", Side.Public, null)) with
        {
            AnnouncedOn = day,
        };

        Assert.Equal(Day(until), decision.AppealableUntil);
        Assert.False(decision.IsInForce(Day(until)));
        Assert.True(decision.IsInForce(Day(until).AddDays(1)));
    }

    [Fact]
    public void An_appealed_decision_is_in_force_only_when_the_appeal_has_failed()
    {
        var kit = new AgreementKit().Signing();
        var decision = kit.Agreement.Decisions[0];
        var (announced, later) = (kit.Today, kit.Today.AddDays(60));
        Assert.False(decision.IsInForce(later));

        kit.On(later);
        kit.Do(a => a.RecordLegalForce(decision.Id, announced, announced.AddDays(9), null, false, kit.By(kit.Kommun)));
        Assert.False(kit.Agreement.Decisions[0].IsInForce(later));
        kit.Do(a =>
            a.RecordLegalForce(decision.Id, announced, announced.AddDays(9), "Avslås.", false, kit.By(kit.Kommun))
        );
        Assert.True(kit.Agreement.Decisions[0].IsInForce(later));
        kit.Do(a =>
            a.RecordLegalForce(decision.Id, announced, announced.AddDays(9), "Bifall.", true, kit.By(kit.Kommun))
        );
        Assert.False(kit.Agreement.Decisions[0].IsInForce(later));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
