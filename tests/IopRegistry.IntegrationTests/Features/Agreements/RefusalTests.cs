using System.Net;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>Who may not, what may not and when not: each refusal by its code, all guards at once, and nothing written.</summary>
public sealed class RefusalTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public RefusalTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    private sealed record Refused(
        Member By,
        string Rel,
        object Body,
        int Status,
        string Code,
        string? Pointer = null,
        IReadOnlyList<string>? Guards = null
    );

    private DateOnly Today => _partnership.Today;

    private Member Municipality => _partnership.Municipality;

    private Member Shelter => _partnership.Shelter;

    private Member Mission => _partnership.Mission;

    private static DateOnly Tomorrow { get; } = new(2026, 3, 3);

    [Fact]
    public async Task A_stranger_finds_nothing()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        foreach (
            var path in (string[])
                [
                    "",
                    "/contents",
                    "/text",
                    "/quality-terms",
                    "/financing",
                    "/versions",
                    "/versions/1",
                    "/timeline",
                    "/timeline/1",
                ]
        )
        {
            using var response = await _partnership.Neighbour.Http.GetAsync(agreement.Path + path);
            await response.AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        }

        await AssertAllRefusedAsync(agreement, _partnership.Neighbour, HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Finance)]
    [InlineData(Role.Auditor)]
    public async Task Who_only_reads_is_offered_nothing_and_may_do_nothing(Role role)
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var reader = Municipality with
        {
            Http = await _partnership.Api.AsAsync(Municipality.Id, _partnership.Host, role),
        };

        var reading = await agreement.ReadAsync(reader);
        Assert.All(reading.View.Links, link => Assert.Equal("GET", link.Method));
        await AssertAllRefusedAsync(agreement, reader, HttpStatusCode.Forbidden, "permission-missing");
    }

    [Fact]
    public async Task An_operator_reads_no_agreement()
    {
        var agreement = await _partnership.InAsync(AgreementState.Proposed);
        using var client = await _partnership.Api.AsAsync(Municipality.Id, _partnership.Host, Role.Operator);
        using var response = await client.GetAsync(agreement.Path);
        await response.AssertRefusedAsync(HttpStatusCode.Forbidden, "permission-missing");
    }

    [Fact]
    public async Task Every_action_demands_that_the_agreement_was_read()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var reading = await agreement.ReadAsync(Municipality);
        foreach (var rel in Said.Rels)
        {
            var (method, path) = Said.AddressOf(rel, Municipality, reading.View);
            var body = Said.By(Municipality, rel, reading.View, _partnership);
            using var unread = await Case.SendAsync(Municipality, method, $"{agreement.Path}/{path}", body, null);
            await unread.AssertRefusedAsync(HttpStatusCode.PreconditionRequired, "if-match-missing");
            using var stale = await Case.SendAsync(Municipality, method, $"{agreement.Path}/{path}", body, "\"1\"");
            await stale.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
            using var weak = await Case.SendAsync(
                Municipality,
                method,
                $"{agreement.Path}/{path}",
                body,
                "W/" + reading.ETag
            );
            await weak.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
        }

        Assert.Equal(reading.ETag, (await agreement.ReadAsync(Municipality)).ETag);
    }

    [Theory]
    [InlineData(AgreementState.Declined)]
    [InlineData(AgreementState.Withdrawn)]
    public async Task Nothing_is_done_to_what_is_closed(AgreementState state)
    {
        var agreement = await _partnership.InAsync(state);
        var reading = await agreement.ReadAsync(Municipality);
        foreach (
            var rel in Said.Rels.Where(rel =>
                !rel.StartsWith("amendment-", StringComparison.Ordinal) && rel is not "legal-force"
            )
        )
        {
            using var response = await agreement.ForceAsync(Municipality, rel);
            await response.AssertRefusedAsync(HttpStatusCode.Conflict, "action-not-allowed");
        }

        Assert.Equal(reading.ETag, (await agreement.ReadAsync(Municipality)).ETag);
    }

    [Fact]
    public async Task Of_a_proposal()
    {
        var agreement = await _partnership.InAsync(AgreementState.Proposed);
        await AssertRefusedAsync(
            agreement,
            _ =>
                [
                    new(
                        Shelter,
                        "acceptances",
                        new { boardId = Municipality.Board, caseOfficerId = Municipality.CaseOfficer },
                        403,
                        "wrong-side"
                    ),
                    new(
                        Municipality,
                        "acceptances",
                        new { boardId = Guid.CreateVersion7(), caseOfficerId = Municipality.CaseOfficer },
                        422,
                        "unknown-board",
                        "/boardId"
                    ),
                    new(
                        Municipality,
                        "acceptances",
                        new { boardId = _partnership.Neighbour.Board, caseOfficerId = Municipality.CaseOfficer },
                        422,
                        "unknown-board",
                        "/boardId"
                    ),
                    new(
                        Municipality,
                        "acceptances",
                        new { boardId = Municipality.Board, caseOfficerId = _partnership.Neighbour.CaseOfficer },
                        422,
                        "unknown-case-officer",
                        "/caseOfficerId"
                    ),
                    new(
                        Municipality,
                        "acceptances",
                        new { boardId = Guid.Empty, caseOfficerId = Guid.Empty },
                        422,
                        "validation",
                        "/boardId"
                    ),
                    new(Municipality, "withdrawals", new { reason = "Nej." }, 403, "not-initiating-side"),
                    new(Shelter, "withdrawals", new { reason = " " }, 422, "validation", "/reason"),
                    new(
                        Shelter,
                        "declinations",
                        new
                        {
                            reasonCode = "no",
                            reason = "Nej.",
                            decisionReference = "§ 1",
                        },
                        403,
                        "wrong-side"
                    ),
                    new(
                        Municipality,
                        "declinations",
                        new
                        {
                            reasonCode = "Nej!",
                            reason = "",
                            decisionReference = "",
                        },
                        422,
                        "validation",
                        "/reasonCode"
                    ),
                    new(Municipality, "assessments", Said.Assessment(_partnership), 409, "action-not-allowed"),
                    new(
                        Shelter,
                        "parties",
                        new { party = new { organisationId = Guid.CreateVersion7(), roles = Array.Empty<string>() } },
                        422,
                        "unknown-organisation",
                        "/party/organisationId"
                    ),
                    new(
                        Shelter,
                        "parties",
                        new { party = new { organisationId = Mission.Id, roles = Array.Empty<string>() } },
                        422,
                        "party-twice"
                    ),
                    new(
                        Shelter,
                        "parties",
                        new
                        {
                            party = new
                            {
                                organisationId = Municipality.Id,
                                roles = Array.Empty<string>(),
                                boardId = _partnership.Neighbour.Board,
                            },
                        },
                        422,
                        "unknown-board",
                        "/party/boardId"
                    ),
                ]
        );
    }

    [Fact]
    public async Task Of_an_assessment()
    {
        var agreement = await _partnership.InAsync(AgreementState.Assessing);
        var incomplete = new
        {
            answers = _partnership
                .Criteria.Criteria.Skip(1)
                .Select(criterion => new
                {
                    criterionId = criterion.Id,
                    answer = "yes",
                    motivation = "Ja.",
                })
                .Append(
                    new
                    {
                        criterionId = "NO-SUCH",
                        answer = "no",
                        motivation = "Nej.",
                    }
                ),
            legalChecks = new
            {
                procurement = "mustProcure",
                procurementMotivation = "Tjänst mot ersättning.",
                stateAid = "notAidOther",
                stateAidMotivation = "Nej.",
                withinMunicipalPowers = false,
                municipalPowersMotivation = "Nej.",
            },
            outcome = "proceed",
        };
        await AssertRefusedAsync(
            agreement,
            _ =>
                [
                    new(
                        Municipality,
                        "assessments",
                        incomplete,
                        409,
                        "assessment-not-complete",
                        null,
                        ["criterion-unanswered", "unknown-criterion", "must-procure", "outside-municipal-powers"]
                    ),
                    new(Shelter, "assessments", Said.Assessment(_partnership), 403, "wrong-side"),
                    new(
                        Municipality,
                        "assessments",
                        Said.Assessment(_partnership, "decline"),
                        422,
                        "validation",
                        "/decline"
                    ),
                    new(Municipality, "confirmations", new { version = 1 }, 409, "action-not-allowed"),
                ]
        );
    }

    [Fact]
    public async Task Of_contents()
    {
        var agreement = await _partnership.InAsync(AgreementState.Negotiating);
        var stranger = Guid.CreateVersion7();
        await AssertRefusedAsync(
            agreement,
            view =>
                [
                    new(
                        Shelter,
                        "confirmations",
                        new { version = view.ContentsVersion },
                        409,
                        "version-not-complete",
                        null,
                        [
                            "text-incomplete",
                            "public-commitment-missing",
                            "public-contribution-missing",
                            "civil-commitment-missing",
                            "civil-contribution-missing",
                            "term-unknown",
                            "follow-up-plan-missing",
                        ]
                    ),
                    new(Shelter, "confirmations", new { version = view.ContentsVersion + 1 }, 409, "version-changed"),
                    new(Shelter, "confirmations", new { version = 0 }, 422, "validation", "/version"),
                    new(
                        Shelter,
                        "confirmations",
                        new { version = 1, partyId = Said.PartyOf(Mission, view) },
                        403,
                        "not-your-party"
                    ),
                    new(Shelter, "revise-description", new { description = view.Description }, 422, "nothing-changed"),
                    new(
                        Shelter,
                        "revise-description",
                        new { description = view.Description with { Title = "" } },
                        422,
                        "validation",
                        "/description/title"
                    ),
                    new(
                        Shelter,
                        "revise-description",
                        new
                        {
                            description = view.Description with
                            {
                                Title = "X",
                            },
                            partyId = Said.PartyOf(Municipality, view),
                        },
                        403,
                        "not-your-party"
                    ),
                    new(
                        Shelter,
                        "revise-term",
                        Said.Term(new Plan(Tomorrow, Today)),
                        422,
                        "agreement-ends-before-it-starts",
                        "/term/end"
                    ),
                    new(
                        Shelter,
                        "revise-term",
                        Said.Term(new Plan(Today, Tomorrow, -1)),
                        422,
                        "validation",
                        "/term/noticeMonths"
                    ),
                    new(
                        Shelter,
                        "revise-term",
                        Said.Term(new Plan(Today, new DateOnly(2201, 1, 1))),
                        422,
                        "validation",
                        "/term/end/date"
                    ),
                    new(
                        Shelter,
                        "revise-term",
                        Said.Term(new Plan(Today, Tomorrow, 1, new ExtensionClause(ExtensionKind.Option))),
                        422,
                        "validation",
                        "/term/extension/months"
                    ),
                    new(
                        Shelter,
                        "revise-commitments",
                        new
                        {
                            commitments = new[]
                            {
                                new
                                {
                                    partyId = stranger,
                                    kind = "outcome",
                                    statement = "X",
                                },
                            },
                        },
                        422,
                        "unknown-party",
                        "/commitments/0/partyId"
                    ),
                    new(
                        Shelter,
                        "revise-text",
                        new
                        {
                            clauses = new[]
                            {
                                new
                                {
                                    heading = "Rubrik ett",
                                    title = "X",
                                    body = "Y",
                                },
                            },
                        },
                        422,
                        "validation",
                        "/clauses/0/heading"
                    ),
                    new(
                        Shelter,
                        "revise-quality-terms",
                        new { qualityTerms = new[] { new { statement = "X", ownerPartyId = stranger } } },
                        422,
                        "unknown-party",
                        "/qualityTerms/0/ownerPartyId"
                    ),
                    new(
                        Shelter,
                        "revise-quality-terms",
                        new
                        {
                            qualityTerms = new[]
                            {
                                new
                                {
                                    statement = "X",
                                    indicator = new
                                    {
                                        name = "Y",
                                        kind = "range",
                                        rangeFrom = "5",
                                        rangeTo = "1",
                                    },
                                },
                            },
                        },
                        422,
                        "validation",
                        "/qualityTerms/0/indicator/rangeTo"
                    ),
                    new(
                        Shelter,
                        "revise-financing",
                        Line(stranger, "cash", "1.00"),
                        422,
                        "unknown-party",
                        "/lines/0/funderPartyId"
                    ),
                    new(
                        Shelter,
                        "revise-financing",
                        Line(Said.PartyOf(Shelter, view), "cash", null),
                        422,
                        "validation",
                        "/lines/0/amount"
                    ),
                    new(
                        Shelter,
                        "revise-financing",
                        Line(Said.PartyOf(Shelter, view), "cash", "-1.00"),
                        422,
                        "validation",
                        "/lines/0/amount/amount"
                    ),
                    new(
                        Shelter,
                        "revise-financing",
                        Line(Said.PartyOf(Shelter, view), "cash", "1.00", "decided"),
                        422,
                        "decided-without-reference",
                        "/lines/0/decisionReference"
                    ),
                    new(
                        Shelter,
                        "revise-financing",
                        InKind(Said.PartyOf(Shelter, view), "2", "100.00", "201.00"),
                        422,
                        "in-kind-does-not-add-up",
                        "/lines/0/amount"
                    ),
                    new(
                        Shelter,
                        "revise-financing",
                        InKind(Said.PartyOf(Shelter, view), "1000000000", "1000000.00", null),
                        422,
                        "validation",
                        "/lines/0/quantity"
                    ),
                    new(
                        Shelter,
                        "revise-follow-up-plan",
                        new { followUpPlan = new { schedule = "dates", dates = Array.Empty<string>() } },
                        422,
                        "validation",
                        "/followUpPlan/dates"
                    ),
                    new(
                        Shelter,
                        "revise-follow-up-plan",
                        new { followUpPlan = new { schedule = "dates", dates = new[] { "9999-12-31" } } },
                        422,
                        "validation",
                        "/followUpPlan/dates/0"
                    ),
                    new(Municipality, "departures", new { reason = "X" }, 409, "last-of-its-side"),
                    new(
                        Shelter,
                        "change-party",
                        new { roles = new[] { "performer", "performer" } },
                        422,
                        "validation",
                        "/roles"
                    ),
                    new(
                        Shelter,
                        "change-party",
                        new { roles = new[] { "initiator", "performer" } },
                        422,
                        "nothing-changed"
                    ),
                    new(
                        Shelter,
                        "change-party",
                        new { roles = new[] { "performer" }, boardId = Municipality.Board },
                        422,
                        "unknown-board",
                        "/boardId"
                    ),
                ]
        );
        await AssertPathRefusedAsync(agreement, Shelter, Mission, "departures", 403, "not-your-party");
        await AssertPathRefusedAsync(agreement, Shelter, Mission, "change-party", 403, "not-your-party");
        await AssertPathRefusedAsync(agreement, Shelter, _partnership.Neighbour, "departures", 404, "not-found");
        await AssertPathRefusedAsync(agreement, Shelter, _partnership.Neighbour, "change-party", 404, "not-found");
    }

    [Fact]
    public async Task Of_a_second_word()
    {
        var agreement = await _partnership.InAsync(AgreementState.Negotiating);
        await agreement.WriteContentsAsync((await agreement.ReadAsync(Shelter)).View, new Plan(Today, Tomorrow));
        await agreement.DoAsync(Shelter, "confirmations");
        await AssertRefusedAsync(
            agreement,
            view => [new(Shelter, "confirmations", new { version = view.ContentsVersion }, 409, "already-confirmed")]
        );
        await agreement.DoAsync(Municipality, "confirmations");
        await agreement.DoAsync(Mission, "confirmations");
        await agreement.DoAsync(Municipality, "decisions");
        await agreement.DoAsync(Shelter, "signatures");
        await AssertRefusedAsync(
            agreement,
            view =>
                [new(Shelter, "signatures", Said.Signature(Shelter, view.ContentHash, Today), 409, "already-signed")]
        );
    }

    [Fact]
    public async Task Of_a_decision()
    {
        var agreement = await _partnership.InAsync(AgreementState.Deciding);
        await AssertRefusedAsync(
            agreement,
            view =>
            {
                var own = Said.PartyOf(Municipality, view);
                return
                [
                    new(Mission, "decisions", Said.Decision(Said.PartyOf(Mission, view), Today), 403, "not-a-decider"),
                    new(Mission, "decisions", Said.Decision(own, Today), 403, "not-your-party"),
                    new(Municipality, "decisions", Said.Decision(own, Tomorrow), 422, "date-in-the-future", "/date"),
                    new(
                        Municipality,
                        "decisions",
                        Decided(own, "board", null, "SN/1", null),
                        422,
                        "decision-incomplete",
                        "/paragraph"
                    ),
                    new(
                        Municipality,
                        "decisions",
                        Decided(own, "committee", "§ 1", null, null),
                        422,
                        "decision-incomplete",
                        "/registryNumber"
                    ),
                    new(
                        Municipality,
                        "decisions",
                        Decided(own, "delegated", "§ 1", "SN/1", null),
                        422,
                        "decision-incomplete",
                        "/delegationReference"
                    ),
                    new(
                        Municipality,
                        "decisions",
                        Said.Decision(own, Today, approved: false),
                        422,
                        "decision-incomplete",
                        "/reason"
                    ),
                    new(Shelter, "reopenings", new { reason = "" }, 422, "validation", "/reason"),
                    new(Shelter, "legal-force", new { announcedOn = Today }, 404, "not-found"),
                ];
            }
        );
    }

    [Fact]
    public async Task Of_a_signature()
    {
        var written = Today;
        var agreement = await _partnership.InAsync(AgreementState.Signing);
        var shelter = (await Shelter.Http.GetOrganisationAsync(Shelter.Id));
        var lapsed = await AddRightAsync(shelter, "alone", "2026-03-01");
        var joint = await AddRightAsync(lapsed, "jointly", null);
        var (lapsedId, jointId) = (lapsed.View.SigningRights![^1].Id, joint.View.SigningRights![^1].Id);
        await AssertRefusedAsync(
            agreement,
            view =>
                [
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Shelter, new string('0', 64), Today),
                        409,
                        "content-hash-mismatch"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Shelter, "kort", Today),
                        422,
                        "validation",
                        "/contentHash"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Municipality, view.ContentHash, Today),
                        409,
                        "no-right-to-sign"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Shelter with { SigningRight = lapsedId }, view.ContentHash, Today),
                        409,
                        "no-right-to-sign"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Shelter with { SigningRight = jointId }, view.ContentHash, Today),
                        409,
                        "joint-signature-needed"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Shelter, view.ContentHash, Tomorrow),
                        422,
                        "date-in-the-future",
                        "/signedOn"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        Said.Signature(Shelter, view.ContentHash, written.AddDays(-1)),
                        422,
                        "signed-before-confirmed",
                        "/signedOn"
                    ),
                    new(
                        Shelter,
                        "signatures",
                        new
                        {
                            contentHash = view.ContentHash,
                            signingRightIds = Array.Empty<Guid>(),
                            signedOn = Today,
                        },
                        422,
                        "validation",
                        "/signingRightIds"
                    ),
                    new(
                        Municipality,
                        "legal-force",
                        new { announcedOn = Tomorrow },
                        422,
                        "date-in-the-future",
                        "/announcedOn"
                    ),
                    new(
                        Municipality,
                        "legal-force",
                        new { announcedOn = Today, appealedOn = Today.AddDays(-1) },
                        422,
                        "legal-force-out-of-order",
                        "/announcedOn"
                    ),
                    new(Mission, "legal-force", new { announcedOn = Today }, 403, "not-your-party"),
                    new(Municipality, "withdrawals", new { reason = "X" }, 403, "not-initiating-side"),
                ]
        );
    }

    [Fact]
    public async Task Of_an_agreement_in_force()
    {
        var agreement = await _partnership.InAsync(
            AgreementState.Active,
            new Plan(
                Today,
                new DateOnly(2026, 12, 31),
                Extension: new ExtensionClause(ExtensionKind.Option, 6, 1, DecideMonthsBefore: 3)
            )
        );
        await agreement.DoAsync(Shelter, "extensions");
        var consequences = new
        {
            staff = "X",
            users = "Y",
            premises = "Z",
        };
        await AssertRefusedAsync(
            agreement,
            view =>
                [
                    new(
                        Shelter,
                        "notices",
                        new
                        {
                            reason = "X",
                            consequences = new
                            {
                                staff = "",
                                users = "Y",
                                premises = "Z",
                            },
                        },
                        422,
                        "validation",
                        "/consequences/staff"
                    ),
                    new(
                        Shelter,
                        "notices",
                        new
                        {
                            reason = "X",
                            consequences,
                            partyId = Said.PartyOf(Mission, view),
                        },
                        403,
                        "not-your-party"
                    ),
                    new(Shelter, "terminations", new { kind = "breach", reason = "X" }, 409, "dialogue-first"),
                    new(
                        Shelter,
                        "dialogues",
                        Dialogue(view, Tomorrow, Shelter, Municipality),
                        422,
                        "date-in-the-future",
                        "/heldOn"
                    ),
                    new(
                        Shelter,
                        "dialogues",
                        Dialogue(view, Today, Shelter, Mission),
                        422,
                        "dialogue-needs-both-sides",
                        "/partyIds"
                    ),
                    new(Shelter, "extensions", new { decidedOn = Today }, 409, "already-consented"),
                    new(
                        Municipality,
                        "extensions",
                        new { decidedOn = Today },
                        422,
                        "decision-incomplete",
                        "/decisionReference"
                    ),
                    new(
                        Municipality,
                        "extensions",
                        new { decidedOn = Tomorrow, decisionReference = "§ 1" },
                        422,
                        "date-in-the-future",
                        "/decidedOn"
                    ),
                    new(Shelter, "extension-confirmations", new { }, 409, "extension-not-possible"),
                    new(Shelter, "extension-objections", new { reason = "X" }, 409, "extension-not-possible"),
                    new(Shelter, "amendments", new { effectiveOn = Today, reason = "X" }, 422, "nothing-changed"),
                    new(
                        Shelter,
                        "amendments",
                        Amendment(view, Today.AddDays(-1)),
                        422,
                        "amendment-effective-too-early",
                        "/effectiveOn"
                    ),
                    new(
                        Shelter,
                        "amendments",
                        Amendment(view, new DateOnly(2027, 1, 1)),
                        422,
                        "amendment-effective-too-early",
                        "/effectiveOn"
                    ),
                    new(
                        Shelter,
                        "amendments",
                        new
                        {
                            effectiveOn = Today,
                            reason = "X",
                            joiningParties = new[]
                            {
                                new { organisationId = Guid.CreateVersion7(), roles = Array.Empty<string>() },
                            },
                        },
                        422,
                        "unknown-organisation",
                        "/joiningParties/0/organisationId"
                    ),
                    new(
                        Shelter,
                        "amendments",
                        new
                        {
                            effectiveOn = Today,
                            reason = "X",
                            joiningParties = new[]
                            {
                                new { organisationId = Mission.Id, roles = Array.Empty<string>() },
                            },
                        },
                        422,
                        "party-twice"
                    ),
                    new(Shelter, "amendment-confirmations", new { }, 404, "not-found"),
                    new(
                        Shelter,
                        "amendment-signatures",
                        Said.Signature(Shelter, view.ContentHash, Today),
                        404,
                        "not-found"
                    ),
                    new(Shelter, "amendment-withdrawals", new { reason = "X" }, 404, "not-found"),
                    new(
                        Municipality,
                        "amendment-decisions",
                        Said.Decision(Said.PartyOf(Municipality, view), Today),
                        404,
                        "not-found"
                    ),
                    new(Shelter, "change-party", new { roles = new[] { "funder" } }, 409, "action-not-allowed"),
                    new(Shelter, "revise-text", Said.Text(), 409, "action-not-allowed"),
                ]
        );

        await agreement.DoAsync(Mission, "renewals");
        await agreement.DoAsync(Shelter, "amendments");
        await AssertRefusedAsync(
            agreement,
            view =>
                [
                    new(Shelter, "renewals", new { }, 409, "already-renewed"),
                    new(Mission, "amendments", Amendment(view, Today), 409, "amendment-open"),
                    new(Shelter, "amendment-confirmations", new { }, 409, "already-confirmed"),
                    new(
                        Municipality,
                        "amendment-decisions",
                        Said.Decision(Said.PartyOf(Municipality, view), Today),
                        409,
                        "amendment-action-not-allowed"
                    ),
                    new(
                        Shelter,
                        "amendment-signatures",
                        Said.Signature(Shelter, view.Amendments[^1].ContentHash, Today),
                        409,
                        "amendment-action-not-allowed"
                    ),
                ]
        );
        await agreement.DoAsync(Mission, "amendment-withdrawals");
        await AssertRefusedAsync(
            agreement,
            _ =>
                [
                    new(
                        Shelter,
                        "amendments",
                        new
                        {
                            effectiveOn = Today,
                            reason = "X",
                            term = Inner(Said.Term(new Plan(Today, Tomorrow))),
                        },
                        409,
                        "renewal-changes-the-same"
                    ),
                    new(Shelter, "amendment-confirmations", new { }, 409, "amendment-action-not-allowed"),
                ]
        );
        await agreement.DoAsync(Shelter, "notices");
        await AssertRefusedAsync(
            agreement,
            _ => [new(Shelter, "notices", new { reason = "X", consequences }, 409, "notice-already-given")]
        );
    }

    [Fact]
    public async Task Of_an_organisation_that_is_a_party_twice_until_it_says_which()
    {
        var agreement = await _partnership.ProposeAsync(
            body: new
            {
                description = new
                {
                    title = "Två nämnder",
                    sharedChallenge = "A",
                    purpose = "B",
                    targetGroup = "C",
                },
                parties = new object[]
                {
                    new { organisationId = Shelter.Id, roles = new[] { "performer" } },
                    new
                    {
                        organisationId = Municipality.Id,
                        roles = new[] { "decider" },
                        boardId = Municipality.Board,
                    },
                    new
                    {
                        organisationId = Municipality.Id,
                        roles = new[] { "funder" },
                        boardId = Municipality.OtherBoard,
                    },
                },
            }
        );
        var board = (await agreement.ReadAsync(Municipality)).View.Parties[2].Id;
        await AssertRefusedAsync(
            agreement,
            view =>
                [
                    new(
                        Municipality,
                        "revise-description",
                        new { description = view.Description with { Purpose = "D" } },
                        422,
                        "which-party",
                        "/partyId"
                    ),
                ]
        );

        await agreement.DoAsync(
            Municipality,
            "revise-description",
            new
            {
                description = new
                {
                    title = "Två nämnder",
                    sharedChallenge = "A",
                    purpose = "D",
                    targetGroup = "C",
                },
                partyId = board,
            }
        );
        Assert.Equal(board, (await agreement.TimelineAsync(Municipality))[^1].PartyId);
    }

    private async Task AssertAllRefusedAsync(Case agreement, Member by, HttpStatusCode status, string code)
    {
        var before = await agreement.ReadAsync(Municipality);
        foreach (var rel in Said.Rels)
        {
            using var response = await agreement.ForceAsync(
                by,
                rel,
                Said.By(Municipality, rel, before.View, _partnership)
            );
            await response.AssertRefusedAsync(status, code);
        }

        Assert.Equal(before.ETag, (await agreement.ReadAsync(Municipality)).ETag);
    }

    private async Task AssertRefusedAsync(Case agreement, Func<AgreementView, IReadOnlyList<Refused>> refusals)
    {
        var before = await agreement.ReadAsync(Municipality);
        var steps = (await agreement.TimelineAsync(Municipality)).Count;
        List<string> wrong = [];
        foreach (var refused in refusals(before.View))
        {
            var (method, path) = Said.AddressOf(refused.Rel, refused.By, before.View);
            using var response = await Case.SendAsync(
                refused.By,
                method,
                $"{agreement.Path}/{path}",
                refused.Body,
                before.ETag
            );
            var body = await response.Content.ReadAsStringAsync();
            var problem = response.IsSuccessStatusCode
                ? null
                : JsonSerializer.Deserialize<Problem>(body, StrictJson.Options);
            if (
                (int)response.StatusCode != refused.Status
                || !string.Equals(problem?.Code, refused.Code, StringComparison.Ordinal)
                || (
                    refused.Pointer is { } pointer
                    && problem!.Errors?.Any(e => string.Equals(e.Pointer, pointer, StringComparison.Ordinal)) != true
                )
                || (
                    refused.Guards is { } guards
                    && !guards
                        .Order(StringComparer.Ordinal)
                        .SequenceEqual(
                            (problem!.UnmetGuards ?? []).Select(g => g.Code).Order(StringComparer.Ordinal),
                            StringComparer.Ordinal
                        )
                )
            )
            {
                wrong.Add(
                    $"{refused.Rel} should be {refused.Status} {refused.Code} {refused.Pointer} and is {(int)response.StatusCode} {body}"
                );
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before.ETag, (await agreement.ReadAsync(Municipality)).ETag);
        Assert.Equal(steps, (await agreement.TimelineAsync(Municipality)).Count);
    }

    /// <summary>Someone calls an address that belongs to another's party.</summary>
    private async Task AssertPathRefusedAsync(
        Case agreement,
        Member by,
        Member other,
        string rel,
        int status,
        string code
    )
    {
        var before = await agreement.ReadAsync(Municipality);
        var (method, path) = Said.AddressOf(rel, other, before.View);
        using var response = await Case.SendAsync(
            by,
            method,
            $"{agreement.Path}/{path}",
            Said.By(by, rel, before.View, _partnership),
            before.ETag
        );
        await response.AssertRefusedAsync((HttpStatusCode)status, code);
    }

    private async Task<Seen> AddRightAsync(Seen organisation, string mode, string? validTo)
    {
        using var response = await Shelter.Http.PostAsync(
            organisation.Path + "/signing-rights",
            new
            {
                name = "Kassören",
                title = "kassör",
                mode,
                source = "stadgar § 9",
                validFrom = "2020-01-01",
                validTo,
            },
            organisation.ETag
        );
        return await response.SeenAsync(HttpStatusCode.Created);
    }

    private static object Line(Guid funder, string kind, string? amount, string certainty = "planned") =>
        new
        {
            lines = new[]
            {
                new
                {
                    funderPartyId = funder,
                    kind,
                    fiscalYear = 2026,
                    amount = amount is null ? null : new { amount, currency = "SEK" },
                    certainty,
                },
            },
        };

    private static object InKind(Guid funder, string quantity, string rate, string? amount) =>
        new
        {
            lines = new[]
            {
                new
                {
                    funderPartyId = funder,
                    kind = "goods",
                    fiscalYear = 2026,
                    quantity,
                    unitRate = new { amount = rate, currency = "SEK" },
                    amount = amount is null ? null : new { amount, currency = "SEK" },
                },
            },
        };

    private object Decided(
        Guid party,
        string kind,
        string? paragraph,
        string? registryNumber,
        string? delegationReference
    ) =>
        new
        {
            partyId = party,
            approved = true,
            kind,
            body = "Socialnämnden",
            date = Today,
            paragraph,
            registryNumber,
            delegationReference,
        };

    private static object Dialogue(AgreementView view, DateOnly heldOn, params Member[] members) =>
        new
        {
            heldOn,
            summary = "X",
            partyIds = members.Select(member => Said.PartyOf(member, view)),
        };

    private static object Amendment(AgreementView view, DateOnly effectiveOn) =>
        new
        {
            effectiveOn,
            reason = "X",
            description = view.Description with
            {
                Inclusions = Said.Unique("X"),
            },
        };

    private static object Inner(object term) => term.GetType().GetProperty("term")!.GetValue(term)!;
}
