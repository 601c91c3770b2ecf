using System.Globalization;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Organisations;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>What the parties say: for every action one valid body, and the address it would have.</summary>
internal static class Said
{
    private static readonly Dictionary<string, (HttpMethod Method, string Path)> Addresses = new(StringComparer.Ordinal)
    {
        ["acceptances"] = (HttpMethod.Post, "acceptances"),
        ["assessments"] = (HttpMethod.Post, "assessments"),
        ["case-officer"] = (HttpMethod.Put, "case-officer"),
        ["declinations"] = (HttpMethod.Post, "declinations"),
        ["withdrawals"] = (HttpMethod.Post, "withdrawals"),
        ["revise-description"] = (HttpMethod.Put, "description"),
        ["revise-term"] = (HttpMethod.Put, "term"),
        ["revise-commitments"] = (HttpMethod.Put, "commitments"),
        ["revise-text"] = (HttpMethod.Put, "text"),
        ["revise-quality-terms"] = (HttpMethod.Put, "quality-terms"),
        ["revise-financing"] = (HttpMethod.Put, "financing"),
        ["revise-follow-up-plan"] = (HttpMethod.Put, "follow-up-plan"),
        ["parties"] = (HttpMethod.Post, "parties"),
        ["change-party"] = (HttpMethod.Put, "parties/{partyId}"),
        ["departures"] = (HttpMethod.Post, "parties/{partyId}/departures"),
        ["confirmations"] = (HttpMethod.Post, "confirmations"),
        ["reopenings"] = (HttpMethod.Post, "reopenings"),
        ["decisions"] = (HttpMethod.Post, "decisions"),
        ["legal-force"] = (HttpMethod.Put, "decisions/{decisionId}/legal-force"),
        ["signatures"] = (HttpMethod.Post, "signatures"),
        ["notices"] = (HttpMethod.Post, "notices"),
        ["dialogues"] = (HttpMethod.Post, "dialogues"),
        ["terminations"] = (HttpMethod.Post, "terminations"),
        ["extensions"] = (HttpMethod.Post, "extensions"),
        ["extension-confirmations"] = (HttpMethod.Post, "extension-confirmations"),
        ["extension-objections"] = (HttpMethod.Post, "extension-objections"),
        ["amendments"] = (HttpMethod.Post, "amendments"),
        ["amendment-confirmations"] = (HttpMethod.Post, "amendments/{amendmentId}/confirmations"),
        ["amendment-decisions"] = (HttpMethod.Post, "amendments/{amendmentId}/decisions"),
        ["amendment-signatures"] = (HttpMethod.Post, "amendments/{amendmentId}/signatures"),
        ["amendment-withdrawals"] = (HttpMethod.Post, "amendments/{amendmentId}/withdrawals"),
        ["renewals"] = (HttpMethod.Post, "renewals"),
    };

    /// <summary>Every action there is, by its rel.</summary>
    public static IReadOnlyCollection<string> Rels => Addresses.Keys;

    public static (HttpMethod Method, string Path) AddressOf(string rel, Member by, AgreementView view)
    {
        var (method, path) = Addresses[rel];
        return (
            method,
            path.Replace("{partyId}", PartyOf(by, view).ToString(), StringComparison.Ordinal)
                .Replace("{decisionId}", DecisionOf(view), StringComparison.Ordinal)
                .Replace("{amendmentId}", AmendmentOf(view), StringComparison.Ordinal)
        );
    }

    public static object By(Member by, string rel, AgreementView view, Partnership partnership)
    {
        var today = partnership.Today;
        return rel switch
        {
            "acceptances" => new { boardId = by.Board, caseOfficerId = by.CaseOfficer },
            "assessments" => Assessment(partnership),
            "case-officer" => new { caseOfficerId = by.OtherCaseOfficer },
            "declinations" => new
            {
                reasonCode = "no-funding",
                reason = "Medel saknas i budgeten.",
                decisionReference = "SN § 12/2026",
            },
            "withdrawals" => new { reason = "Styrelsen tar tillbaka förslaget." },
            "revise-description" => new { description = view.Description with { Title = view.Title + " II" } },
            "revise-term" => Term(new Plan(today, today.AddYears(2).AddDays(-1), NoticeMonths: 6)),
            "revise-commitments" => Commitments(view),
            "revise-text" => Text(),
            "revise-quality-terms" => QualityTerms(view),
            "revise-financing" => Financing(view, today.Year),
            "revise-follow-up-plan" => new
            {
                followUpPlan = new
                {
                    schedule = "halfYear",
                    dates = Array.Empty<string>(),
                    description = Unique("Varje halvår"),
                },
                note = "Varje halvår.",
            },
            "parties" => new
            {
                party = new { organisationId = partnership.Newcomer.Id, roles = new[] { "performer" } },
            },
            "change-party" => new
            {
                roles = view.Parties.First(p => p.Id == PartyOf(by, view)).Roles,
                boardId = view.Parties.First(p => p.Id == PartyOf(by, view)).BoardId,
                registryNumber = Unique("KS"),
            },
            "departures" => new { reason = "Föreningen läggs ned." },
            "confirmations" => new { version = view.ContentsVersion },
            "reopenings" => new { reason = "Lokalen är inte klar." },
            "decisions" or "amendment-decisions" => Decision(PartyOf(by, view), today),
            "legal-force" => new { announcedOn = today },
            "signatures" => Signature(by, view.ContentHash, today),
            "notices" => new
            {
                reason = "Verksamheten flyttar.",
                consequences = new
                {
                    staff = "Två tjänster.",
                    users = "Tolv boende.",
                    premises = "Hyresavtalet löper.",
                },
            },
            "dialogues" => new
            {
                heldOn = today,
                summary = "Vi talade om bemanningen.",
                partyIds = view.Parties.Select(p => p.Id),
            },
            "terminations" => new { kind = "breach", reason = "Ingen verksamhet sedan årsskiftet." },
            "extensions" => new { decidedOn = today, decisionReference = "SN § 40/2026" },
            "extension-confirmations" or "amendment-confirmations" or "renewals" => new { },
            "extension-objections" => new { reason = "Vi vill förhandla om." },
            "amendments" => new
            {
                effectiveOn = today,
                reason = "Fler platser.",
                description = view.Description with
                {
                    Inclusions = Unique("Tjugo platser"),
                },
            },
            "amendment-signatures" => Signature(
                by,
                view.Amendments.Count > 0 ? view.Amendments[^1].ContentHash : view.ContentHash,
                today
            ),
            "amendment-withdrawals" => new { reason = "Vi avstår." },
            _ => throw new ArgumentOutOfRangeException(nameof(rel), rel, "Nobody says this."),
        };
    }

    public static object Proposal(Partnership partnership, string title = "Skyddat boende i samverkan") =>
        new
        {
            description = new
            {
                title,
                sharedChallenge = "Våld i nära relation",
                purpose = "Skydd och stöd",
                targetGroup = "Våldsutsatta vuxna och barn",
            },
            parties = new object[]
            {
                new { organisationId = partnership.Shelter.Id, roles = new[] { "initiator", "performer" } },
                new
                {
                    organisationId = partnership.Municipality.Id,
                    roles = new[] { "funder", "decider" },
                    boardId = partnership.Municipality.Board,
                    registryNumber = "SN/2026:7",
                },
                new { organisationId = partnership.Mission.Id, roles = new[] { "performer" } },
            },
        };

    public static object Assessment(Partnership partnership, string outcome = "proceed", object? decline = null) =>
        new
        {
            answers = partnership.Criteria.Criteria.Select(criterion => new
            {
                criterionId = criterion.Id,
                answer = Fulfilment.Yes,
                motivation = "Uppfyllt.",
            }),
            legalChecks = new
            {
                procurement = ProcurementOutcome.NotProcurement,
                procurementMotivation = "Ingen motprestation.",
                stateAid = AidOutcome.NotAidNonEconomic,
                stateAidMotivation = "Inte ekonomisk verksamhet.",
                withinMunicipalPowers = true,
                municipalPowersMotivation = "Allmänt intresse.",
            },
            outcome,
            decline,
        };

    public static object Term(Plan plan) =>
        new
        {
            term = new
            {
                start = new { date = plan.Start, precision = "day" },
                end = new { date = plan.End, precision = "day" },
                noticeMonths = plan.NoticeMonths,
                extension = plan.Extension,
            },
        };

    public static object Commitments(AgreementView view) =>
        new
        {
            commitments = Staying(view)
                .Select(party => new
                {
                    partyId = party.Id,
                    kind = "outcome",
                    statement = Unique(party.Name + " bidrar"),
                }),
            note = "Våra åtaganden.",
        };

    public static object Text(string body = "Enligt överenskommelsen.") =>
        new
        {
            clauses = Headings.Compulsory.Select(heading => new
            {
                heading = heading.Code,
                title = heading.Title.Sv,
                body = Unique(body),
            }),
        };

    public static object QualityTerms(AgreementView view) =>
        new
        {
            qualityTerms = new[]
            {
                new
                {
                    statement = Unique("Alla får en kontaktperson."),
                    principle = "dialogue",
                    proposedBy = Staying(view)[0].Id,
                    ownerPartyId = Staying(view)[^1].Id,
                    indicator = new
                    {
                        name = "Boende med kontaktperson",
                        kind = "percent",
                        unit = "procent",
                        baseline = 40m,
                        target = 100m,
                        splitBy = new[] { "kön" },
                    },
                },
            },
        };

    public static object Financing(AgreementView view, int year, string cash = "650000.00") =>
        new
        {
            lines = Staying(view)
                .Select(party =>
                    party.Side == Side.Public
                        ? (object)
                            new
                            {
                                funderPartyId = party.Id,
                                kind = "cash",
                                fiscalYear = year,
                                amount = new { amount = cash, currency = "SEK" },
                                description = Unique("Verksamhetsstöd"),
                            }
                        : new
                        {
                            funderPartyId = party.Id,
                            kind = "volunteerTime",
                            fiscalYear = year,
                            quantity = 400m,
                            unit = "timmar",
                            unitRate = new { amount = "250.00", currency = "SEK" },
                            rateSource = "Föreningens schablon 2026",
                        }
                ),
        };

    public static object Decision(
        Guid partyId,
        DateOnly date,
        bool approved = true,
        string? reason = null,
        string afterNo = "negotiate"
    ) =>
        approved
            ? new
            {
                partyId,
                approved,
                kind = "board",
                body = "Socialnämnden",
                date,
                paragraph = "§ 42",
                registryNumber = "SN/2026:7",
            }
            : new
            {
                partyId,
                approved,
                kind = "board",
                body = "Socialnämnden",
                date,
                paragraph = "§ 42",
                registryNumber = "SN/2026:7",
                reason,
                afterNo,
            };

    public static object Signature(Member by, string contentHash, DateOnly signedOn) =>
        new
        {
            contentHash,
            signingRightIds = new[] { by.SigningRight },
            signedOn,
        };

    /// <summary>The party that a member is; its first, where it is several.</summary>
    public static Guid PartyOf(Member by, AgreementView view) =>
        view.Parties.FirstOrDefault(party => party.OrganisationId == by.Id)?.Id ?? Guid.CreateVersion7();

    /// <summary>New every time, since a revision that changes nothing is refused.</summary>
    public static string Unique(string text) =>
        text + " " + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture)[^8..];

    private static List<Party> Staying(AgreementView view) => [.. view.Parties.Where(party => party.LeftOn is null)];

    private static string DecisionOf(AgreementView view) =>
        (view.Decisions.Count > 0 ? view.Decisions[^1].Decision.Id : Guid.CreateVersion7()).ToString();

    private static string AmendmentOf(AgreementView view) =>
        (view.Amendments.Count > 0 ? view.Amendments[^1].Id : Guid.CreateVersion7()).ToString();
}
