using System.Reflection;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Every rule that can refuse is provoked once, and a new one without a provocation here is found.</summary>
public sealed class RefusalTests
{
    /// <summary>Rules about what stands outside the aggregate; the slices refuse with them, and their tests provoke them.</summary>
    private static readonly string[] RefusedBySlices =
    [
        "unknown-board",
        "unknown-case-officer",
        "unknown-organisation",
        "not-a-framework",
    ];

    private static readonly Dictionary<string, Action> Provocations = new(StringComparer.Ordinal)
    {
        // Who and when
        ["action-not-allowed"] = () =>
        {
            var kit = new AgreementKit().Proposed();
            kit.Do(a => a.Sign(kit.Aid.Id, a.ContentHash, [AgreementKit.Right()], kit.Today, kit.By(kit.Help)));
        },
        ["last-day-passed"] = () =>
        {
            var kit = new AgreementKit().Active().On(new DateOnly(2028, 7, 1));
            kit.Do(a => a.GiveNotice("För sent.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["not-your-party"] = () =>
        {
            var kit = new AgreementKit().Negotiating();
            kit.Do(a => a.ConfirmVersion(a.ContentsVersion, kit.Aid.Id, kit.By(kit.Youth)));
        },
        ["which-party"] = () =>
        {
            var kit = new AgreementKit().Negotiating();
            kit.Do(a => a.ConfirmVersion(a.ContentsVersion, null, kit.By(kit.Kommun)));
        },
        ["wrong-side"] = () =>
        {
            var kit = new AgreementKit().Proposed();
            kit.Do(a => a.AcceptForAssessment(kit.Handling, kit.By(kit.Help)));
        },
        ["not-initiating-side"] = () =>
        {
            var kit = new AgreementKit().Proposed();
            kit.Do(a => a.Withdraw("Nej.", kit.Social.Id, kit.By(kit.Kommun)));
        },
        ["not-a-decider"] = () =>
        {
            var kit = new AgreementKit().Deciding();
            kit.Do(a => a.RecordDecision(kit.Yes(kit.Aid), AfterNo.Negotiate, kit.By(kit.Help)));
        },
        ["handled-by-another"] = () =>
        {
            // From before the registry: nobody is said to handle it.
            var kit = Imported.Agreement(Imported.Until(new PartialDate(new DateOnly(2030, 1, 1), DatePrecision.Day)));
            kit.Do(a => a.ChangeCaseOfficer(Guid.CreateVersion7(), "Harriet", kit.By(kit.Kommun)));
        },
        // Proposing
        ["initiator-not-a-party"] = () =>
        {
            var kit = new AgreementKit();
            Propose(kit, kit.Stranger, kit.Social, kit.Aid);
        },
        ["party-missing"] = () =>
        {
            var kit = new AgreementKit();
            Propose(kit, kit.Help, kit.Aid, kit.Play);
        },
        ["party-twice"] = () =>
        {
            var kit = new AgreementKit();
            Propose(kit, kit.Help, kit.Social, kit.Aid, kit.Aid with { Id = Guid.CreateVersion7() });
        },
        ["description-incomplete"] = () =>
        {
            var kit = new AgreementKit().With(c => c with { Description = c.Description with { Purpose = " " } });
            kit.Proposed();
        },
        // Assessing
        ["assessment-not-complete"] = () => Assess(a => a with { Answers = [] }),
        ["criterion-unanswered"] = () => Assess(a => a with { Answers = [.. a.Answers.Skip(1)] }),
        ["unknown-criterion"] = () =>
            Assess(a => a with { Answers = [.. a.Answers, new("NO-SUCH", Fulfilment.Yes, "Ja.")] }),
        ["required-criterion-not-met"] = () =>
        {
            var kit = new AgreementKit().Assessing();
            var criteria = CriteriaSet.Adopt(
                kit.Kommun,
                "Våra",
                [new("A", "character", CriterionMode.Required, new("Fråga", "Question"))],
                kit.By(kit.Kommun)
            );
            var assessment = kit.Assessment() with { Answers = [new("A", Fulfilment.No, "Nej.")] };
            kit.Do(a => a.RecordAssessment(assessment, criteria, null, kit.By(kit.Kommun)));
        },
        ["legal-check-unmotivated"] = () => AssessLegally(c => c with { StateAidMotivation = "" }),
        ["must-procure"] = () => AssessLegally(c => c with { Procurement = ProcurementOutcome.MustProcure }),
        ["outside-municipal-powers"] = () => AssessLegally(c => c with { WithinMunicipalPowers = false }),
        ["only-public-bodies"] = () => AssessmentRules.RequirePublic(Side.Civil),
        ["criteria-set-empty"] = () => Adopt(),
        ["criterion-twice"] = () => Adopt("A", "A"),
        // Drafting
        ["version-changed"] = () =>
        {
            var kit = new AgreementKit().Negotiating();
            kit.Do(a => a.ConfirmVersion(a.ContentsVersion - 1, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["nothing-changed"] = () =>
        {
            var kit = new AgreementKit().Negotiating();
            kit.Write(a => a.Revise(kit.Current, kit.Contents, ContentsPart.Term, null, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["version-not-complete"] = () => Confirm(c => c with { FollowUpPlan = null }),
        ["follow-up-plan-missing"] = () => Confirm(c => c with { FollowUpPlan = null }),
        ["text-incomplete"] = () => Confirm(c => c with { Text = [.. c.Text.Skip(1)] }),
        ["public-party-missing"] = () => Missing((c, kit) => ContentsRules.Missing(c, [kit.Aid])),
        ["civil-party-missing"] = () => Missing((c, kit) => ContentsRules.Missing(c, [kit.Social])),
        ["public-commitment-missing"] = () => Confirm((c, kit) => c.Without([kit.Social.Id])),
        ["civil-commitment-missing"] = () => Confirm((c, kit) => c.Without([kit.Aid.Id, kit.Play.Id])),
        ["public-contribution-missing"] = () =>
            Confirm(
                (c, kit) =>
                    c with
                    {
                        Financing =
                        [
                            .. c.Financing.Select(line =>
                                line.FunderPartyId == kit.Social.Id ? line with { Amount = Money.Zero } : line
                            ),
                        ],
                    }
            ),
        ["civil-contribution-missing"] = () =>
            Confirm(
                (c, kit) => c with { Financing = [.. c.Financing.Where(line => line.FunderPartyId == kit.Social.Id)] }
            ),
        ["term-unknown"] = () =>
            Confirm(c => c with { Term = c.Term with { End = new PartialDate(new(2028, 1, 1), DatePrecision.Year) } }),
        ["extension-incomplete"] = () =>
            Confirm(c => c with { Term = c.Term with { Extension = new ExtensionClause(ExtensionKind.Option) } }),
        ["agreement-ends-before-it-starts"] = () =>
            Revise(c => c with { Term = c.Term with { End = PartialDate.Day(new(2026, 6, 30)) } }),
        ["term-out-of-range"] = () =>
            Revise(c => c with { Term = c.Term with { End = PartialDate.Day(DateOnly.MaxValue) } }),
        ["unknown-party"] = () =>
            Revise(c =>
                c with
                {
                    Commitments = [new(Guid.CreateVersion7(), Guid.CreateVersion7(), CommitmentKind.Outcome, "Något.")],
                }
            ),
        ["decided-without-reference"] = () => Finance(line => line with { DecisionReference = null }),
        ["in-kind-does-not-add-up"] = () => Finance(line => line with { Quantity = 3, UnitRate = new Money(100m) }),
        ["amount-out-of-range"] = () => Finance(line => line with { Amount = new Money(-1m) }),
        ["already-confirmed"] = () =>
        {
            var kit = new AgreementKit().Negotiating();
            kit.Do(a => a.ConfirmVersion(a.ContentsVersion, kit.Aid.Id, kit.By(kit.Help)));
            kit.Do(a => a.ConfirmVersion(a.ContentsVersion, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["last-of-its-side"] = () =>
        {
            var kit = new AgreementKit().Negotiating();
            kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi slutar.", kit.By(kit.Youth)));
            kit.Write(a => a.Leave(kit.Current, kit.Aid.Id, "Vi också.", kit.By(kit.Help)));
        },
        // Deciding and signing
        ["already-decided"] = () =>
        {
            var kit = new AgreementKit().WithTwoDeciders().Deciding();
            kit.Do(a => a.RecordDecision(kit.Yes(kit.Social), AfterNo.Negotiate, kit.By(kit.Kommun)));
            kit.Do(a => a.RecordDecision(kit.Yes(kit.Social), AfterNo.Negotiate, kit.By(kit.Kommun)));
        },
        ["decision-incomplete"] = () => Decide(d => d with { Paragraph = null }),
        ["date-in-the-future"] = () => Decide(d => d with { Date = d.Date.AddDays(1) }),
        ["unknown-decision"] = () =>
        {
            var kit = new AgreementKit().Signing();
            kit.Do(a => a.RecordLegalForce(Guid.CreateVersion7(), null, null, null, false, kit.By(kit.Kommun)));
        },
        ["legal-force-out-of-order"] = () =>
        {
            var kit = new AgreementKit().Signing();
            var id = kit.Agreement.Decisions[0].Id;
            kit.Do(a => a.RecordLegalForce(id, null, kit.Today, null, false, kit.By(kit.Kommun)));
        },
        ["already-signed"] = () =>
        {
            var kit = new AgreementKit().Signing();
            Sign(kit, AgreementKit.Right());
            Sign(kit, AgreementKit.Right());
        },
        ["content-hash-mismatch"] = () =>
        {
            var kit = new AgreementKit().Signing();
            kit.Do(a => a.Sign(kit.Aid.Id, "0000", [AgreementKit.Right()], kit.Today, kit.By(kit.Help)));
        },
        ["no-right-to-sign"] = () =>
            Sign(new AgreementKit().Signing(), AgreementKit.Right(until: AgreementKit.FirstDay.AddDays(-1))),
        ["joint-signature-needed"] = () => Sign(new AgreementKit().Signing(), AgreementKit.Right(SigningMode.Jointly)),
        ["signed-before-confirmed"] = () =>
        {
            var kit = new AgreementKit().Signing();
            var yesterday = kit.Today.AddDays(-1);
            kit.Do(a => a.Sign(kit.Aid.Id, a.ContentHash, [AgreementKit.Right()], yesterday, kit.By(kit.Help)));
        },
        // Ending and extending
        ["no-notice-period"] = () =>
        {
            var kit = new AgreementKit(noticeMonths: null).Active();
            kit.Do(a => a.GiveNotice("Slut.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["notice-already-given"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Do(a => a.GiveNotice("Slut.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));
            kit.Do(a => a.GiveNotice("Slut.", AgreementKit.Consequences, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["dialogue-first"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Do(a => a.Terminate(TerminationKind.Breach, "Brott.", kit.Aid.Id, kit.By(kit.Help)));
        },
        ["dialogue-needs-both-sides"] = () =>
        {
            var kit = new AgreementKit().Active();
            var alone = kit.Dialogue with { PartyIds = [kit.Aid.Id, kit.Play.Id] };
            kit.Do(a => a.RecordDialogue(alone, kit.Aid.Id, kit.By(kit.Help)));
        },
        ["already-consented"] = () =>
        {
            var kit = new AgreementKit().Active().Talk();
            kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Vi är klara.", kit.Aid.Id, kit.By(kit.Help)));
            kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Vi är klara.", kit.Aid.Id, kit.By(kit.Help)));
        },
        ["extension-not-possible"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Do(a => a.Extend("SN 2028:1", kit.Today, kit.Social.Id, kit.By(kit.Kommun)));
        },
        // Amending and renewing
        ["amendment-open"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Amend(Longer(kit), kit.Today).Amend(Longer(kit), kit.Today);
        },
        ["amendment-action-not-allowed"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Amend(Longer(kit), kit.Today).DecideAmendment();
        },
        ["renewal-changes-the-same"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Write(a =>
                a.ProposeAmendment(
                    kit.Current,
                    Longer(kit),
                    [ContentsPart.Term],
                    [],
                    kit.Today,
                    "Längre.",
                    [ContentsPart.Term],
                    kit.Aid.Id,
                    kit.By(kit.Help)
                )
            );
        },
        ["amendment-effective-too-early"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Amend(Longer(kit), kit.Today.AddDays(-1));
        },
        ["already-renewed"] = () =>
        {
            var kit = new AgreementKit().Active();
            kit.Do(a => a.Renew(kit.Current, "IOP-2028-000001", kit.Aid.Id, kit.By(kit.Help)));
            kit.Do(a => a.Renew(kit.Current, "IOP-2028-000002", kit.Aid.Id, kit.By(kit.Help)));
        },
        ["end-unknown"] = () =>
        {
            var kit = Imported.Agreement(Term.Unknown);
            kit.Do(a => a.Renew(kit.Current, "IOP-2028-000001", kit.Aid.Id, kit.By(kit.Help)));
        },
    };

    public static TheoryData<string> Codes => [.. Provocations.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Refuses(string code)
    {
        var refused = Assert.Throws<RuleViolationException>(Provocations[code]);
        Assert.Contains(code, refused.UnmetGuards.Append(refused.Violation).Select(violation => violation.Code));
    }

    [Fact]
    public void Every_rule_is_provoked()
    {
        var codes = new[] { typeof(AgreementRules), typeof(ContentsRules), typeof(AssessmentRules) }
            .SelectMany(CodesOf)
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(codes.Count > 60, $"Only {codes.Count} rules found.");
        Assert.Equal([], codes.Except(Provocations.Keys).Except(RefusedBySlices));
        Assert.Equal([], Provocations.Keys.Concat(RefusedBySlices).Except(codes));
    }

    /// <summary>Codes of the constant rules, and of those made for the occasion with every value of an enum.</summary>
    private static IEnumerable<string> CodesOf(Type rules)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Static;
        var constant = rules
            .GetProperties(Public)
            .Where(property => property.PropertyType == typeof(RuleViolation))
            .Select(property => (RuleViolation)property.GetValue(null)!);
        var made = rules
            .GetMethods(Public)
            .Where(method => method.ReturnType == typeof(RuleViolation) && !method.IsSpecialName)
            .SelectMany(method =>
                Enum.GetValues<Side>()
                    .Select(side =>
                        method.Invoke(null, [.. method.GetParameters().Select(p => Any(p.ParameterType, side))])
                    )
                    .Cast<RuleViolation>()
            );
        return constant.Concat(made).Select(rule => rule.Code);
    }

    private static object Any(Type type, Side side) =>
        type == typeof(Side) ? side
        : type == typeof(string) ? "x"
        : type == typeof(LocalText) ? new LocalText("x", "x")
        : type == typeof(IReadOnlyList<Heading>) ? Headings.Compulsory
        : Activator.CreateInstance(type)!;

    private static void Propose(AgreementKit kit, Guid by, params Party[] parties) =>
        Agreement.Propose("IOP-2026-000001", kit.Contents.Description, parties, false, null, kit.By(by));

    private static void Assess(Func<Assessment, Assessment> change)
    {
        var kit = new AgreementKit().Assessing();
        kit.Do(a => a.RecordAssessment(change(kit.Assessment()), CriteriaSet.Canonical, null, kit.By(kit.Kommun)));
    }

    private static void AssessLegally(Func<LegalChecks, LegalChecks> change) =>
        Assess(a => a with { LegalChecks = change(a.LegalChecks) });

    private static void Adopt(params string[] ids)
    {
        var kit = new AgreementKit();
        var criteria = ids.Select(id => new Criterion(id, "g", CriterionMode.Advisory, new("Fråga", "Question")));
        CriteriaSet.Adopt(kit.Kommun, "Våra", [.. criteria], kit.By(kit.Kommun));
    }

    private static void Confirm(Func<Contents, Contents> change) => Confirm((contents, _) => change(contents));

    private static void Confirm(Func<Contents, AgreementKit, Contents> change)
    {
        var kit = new AgreementKit();
        kit.With(contents => change(contents, kit)).Negotiating().ConfirmAll();
    }

    private static void Missing(Func<Contents, AgreementKit, IReadOnlyList<RuleViolation>> missing)
    {
        var kit = new AgreementKit();
        throw new RuleViolationException(AgreementRules.NotComplete, missing(kit.Contents, kit));
    }

    private static void Revise(Func<Contents, Contents> change) => new AgreementKit().With(change).Negotiating();

    private static void Finance(Func<FinancingLine, FinancingLine> change) =>
        Revise(c => c with { Financing = [change(c.Financing[0]), .. c.Financing.Skip(1)] });

    private static void Decide(Func<Decision, Decision> change)
    {
        var kit = new AgreementKit().Deciding();
        kit.Do(a => a.RecordDecision(change(kit.Yes(kit.Social)), AfterNo.Negotiate, kit.By(kit.Kommun)));
    }

    private static void Sign(AgreementKit kit, params SigningRight[] rights) =>
        kit.Do(a => a.Sign(kit.Aid.Id, a.ContentHash, rights, kit.Today, kit.By(kit.Help)));

    private static Contents Longer(AgreementKit kit) =>
        kit.Contents with
        {
            Term = kit.Term with { End = PartialDate.Day(kit.Term.End!.Date.AddYears(1)) },
        };
}
