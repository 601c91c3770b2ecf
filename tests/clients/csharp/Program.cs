// An agreement from proposal to signature, by an association and a municipality, with the client that NSwag makes.
// Arguments: the address of the API, the names of the association and the municipality, and the access tokens of the
// association, of the municipality's lawyer and of the municipality's signatory.
using System.Net.Http.Headers;
using IopRegistry.Client;

var (address, associationName, municipalityName) = (args[0], args[1], args[2]);
var (association, lawyer, signatory) = (SignIn(args[3]), SignIn(args[4]), SignIn(args[5]));

// Who we are. An organisation sees its own boards, contacts and signing rights.
var ngo = await FindAsync(association, associationName);
var municipality = await FindAsync(lawyer, municipalityName);

// The association proposes. The key makes the call safe to repeat: the same agreement comes back, not another one.
var proposal = new ProposeAgreementRequest
{
    Description = new Description
    {
        Title = "Öppen kvällsverksamhet",
        SharedChallenge = "Unga saknar en trygg plats på kvällarna.",
        Purpose = "Att ge unga en trygg och meningsfull fritid.",
        TargetGroup = "Unga mellan 13 och 20 år",
    },
    Parties =
    [
        new PartyInput { OrganisationId = ngo.Id, Roles = [PartyRole.Initiator, PartyRole.Performer] },
        new PartyInput
        {
            OrganisationId = municipality.Id,
            Roles = [PartyRole.Funder, PartyRole.Decider],
            BoardId = municipality.Units[0].Id,
            RegistryNumber = "SN 2026/17",
        },
    ],
};
var key = Guid.CreateVersion7().ToString();
var receipt = await association.ProposeAgreementAsync(proposal, idempotencyKey: key);
var repeated = await association.ProposeAgreementAsync(proposal, idempotencyKey: key);
Expect(repeated.Result.Id == receipt.Result.Id, "the same key gives the same agreement");
var id = receipt.Result.Id;
var today = DateOnly.FromDateTime(receipt.Result.CreatedAt.Date);
Tell(receipt);

// The municipality takes it up and assesses it. Every change carries the ETag of what was read or answered last.
var at = await lawyer.GetAgreementAsync(id);
at = await lawyer.AcceptForAssessmentAsync(
    id,
    ETag(at),
    new AcceptForAssessmentRequest
    {
        BoardId = municipality.Units[0].Id,
        CaseOfficerId = municipality.Contacts.First(contact => contact.Role == ContactRole.CaseOfficer).Id,
    }
);
var criteria = await lawyer.GetCriteriaSetAsync(municipality.Id);
at = await lawyer.RecordAssessmentAsync(
    id,
    ETag(at),
    new RecordAssessmentRequest
    {
        Answers =
        [
            .. criteria.Result.Criteria.Select(criterion => new CriterionAnswer
            {
                CriterionId = criterion.Id,
                Answer = Fulfilment.Yes,
                Motivation = "Framgår av förslaget.",
            }),
        ],
        LegalChecks = new LegalChecks
        {
            Procurement = ProcurementOutcome.NotProcurement,
            ProcurementMotivation = "Ingen marknad; föreningens eget initiativ.",
            StateAid = AidOutcome.NotAidNonEconomic,
            StateAidMotivation = "Inte ekonomisk verksamhet.",
            WithinMunicipalPowers = true,
            MunicipalPowersMotivation = "Fritidsverksamhet för unga.",
        },
        Outcome = AssessmentOutcome.Proceed,
    }
);
Tell(at);

// A refusal says all that stands in the way, each with a code to branch on.
var early = await RefusedAsync(() =>
    association.ConfirmVersionAsync(id, ETag(at), new ConfirmVersionRequest { Version = at.Result.ContentsVersion })
);
Expect(early is { Status: 409, UnmetGuards.Count: > 0 }, "an empty agreement is not confirmed");
Tell($"refused: {early.Code}, for lack of {string.Join(", ", early.UnmetGuards!.Select(guard => guard.Code))}");

// Both sides write. What an earlier ETag would overwrite is refused.
var (civil, publicly) = (PartyOf(at.Result, ngo), PartyOf(at.Result, municipality));
var first = new DateOnly(today.Year + 1, 1, 1);
var stale = ETag(at);
var contents = await association.ReviseCommitmentsAsync(
    id,
    ETag(at),
    new ReviseCommitmentsRequest
    {
        Commitments =
        [
            Promise(civil, CommitmentKind.Outcome, "Håller öppet fyra kvällar i veckan."),
            Promise(publicly, CommitmentKind.Resource, "Upplåter lokalen utan hyra."),
        ],
    }
);
var tooLate = await RefusedAsync(() => lawyer.ReviseTextAsync(id, stale, new ReviseTextRequest { Clauses = [] }));
Expect(tooLate.Status == 412, "nobody overwrites what has not been read");
Tell($"refused: {tooLate.Code}");
contents = await lawyer.ReviseTermAsync(
    id,
    ETag(contents),
    new ReviseTermRequest
    {
        Term = new TermInput
        {
            Start = new PartialDate { Date = first, Precision = DatePrecision.Day },
            End = new PartialDate { Date = first.AddYears(3).AddDays(-1), Precision = DatePrecision.Day },
            NoticeMonths = 6,
        },
    }
);
contents = await lawyer.ReviseFinancingAsync(
    id,
    ETag(contents),
    new ReviseFinancingRequest
    {
        Lines =
        [
            new FinancingLineInput
            {
                FunderPartyId = publicly,
                Kind = ContributionKind.Cash,
                FiscalYear = first.Year,
                Amount = Sek("650000.00"),
            },
            new FinancingLineInput
            {
                FunderPartyId = civil,
                Kind = ContributionKind.VolunteerTime,
                FiscalYear = first.Year,
                Quantity = "1200",
                Unit = "timmar",
                UnitRate = Sek("220.00"),
            },
        ],
    }
);
contents = await association.ReviseFollowUpPlanAsync(
    id,
    ETag(contents),
    new ReviseFollowUpPlanRequest
    {
        FollowUpPlan = new FollowUpPlan { Schedule = FollowUpSchedule.HalfYear, Dates = [] },
    }
);
string[] headings =
[
    "background",
    "value-base",
    "parties",
    "purpose",
    "commitments",
    "public-influence",
    "quality",
    "economy",
    "term",
    "changes",
    "disputes",
    "annexes",
];
contents = await lawyer.ReviseTextAsync(
    id,
    ETag(contents),
    new ReviseTextRequest
    {
        Clauses =
        [
            .. headings.Select(heading => new Clause
            {
                Heading = heading,
                Title = heading,
                Body = "Parterna är överens.",
            }),
        ],
    }
);
Expect(contents.Result.Missing.Count == 0, "the contents are complete");

// Both confirm the same version, the board decides, both sign what they confirmed.
var version = new ConfirmVersionRequest { Version = contents.Result.Version };
at = await association.ConfirmVersionAsync(id, ETag(contents), version);
at = await lawyer.ConfirmVersionAsync(id, ETag(at), version);
Tell(at);
at = await lawyer.RecordDecisionAsync(
    id,
    ETag(at),
    new RecordDecisionRequest
    {
        PartyId = publicly,
        Approved = true,
        Kind = DecisionKind.Board,
        Body = municipality.Units[0].Name,
        Date = today,
        Paragraph = "§ 42",
        RegistryNumber = "SN 2026/17",
    }
);
Tell(at);
at = await association.SignAgreementAsync(id, ETag(at), SignatureOf(ngo, at.Result));
at = await signatory.SignAgreementAsync(id, ETag(at), SignatureOf(municipality, at.Result));
Tell(at);

// Both sides read the same record, and find it in their lists.
var read = await association.GetAgreementAsync(id);
Expect(read.Result is { State: AgreementState.Signed, EndedReason: null }, "it is signed");
Expect(read.Result.Figures.ContractValue.Amount == "650000.00", "the money is what was agreed, to the öre");
Expect(read.Result.StartsOn == first, "it starts on the day that was agreed");
var list = await lawyer.ListAgreementsAsync(state: AgreementState.Signed, endsFrom: first, sort: "-endsOn", limit: 100);
Expect(list.Result.Agreements.Any(agreement => agreement.Id == id), "the list has it");
Tell(read);

IopClient SignIn(string token)
{
    var http = new HttpClient();
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    return new IopClient(http) { BaseUrl = address, ReadResponseAsString = true }; // so that an exception's text has the answer
}

static async Task<OrganisationView> FindAsync(IopClient client, string name)
{
    var found = await client.SearchOrganisationsAsync(name: name);
    return (await client.GetOrganisationAsync(found.Result.Organisations.Single().Id)).Result;
}

static string ETag(ApiResponse answer) => answer.Headers["ETag"].Single();

static async Task<Problem> RefusedAsync<T>(Func<Task<T>> call)
{
    try
    {
        await call();
    }
    catch (ApiException<Problem> refusal)
    {
        return refusal.Result;
    }

    throw new InvalidOperationException("It should have been refused.");
}

static Guid PartyOf(AgreementView agreement, OrganisationView organisation) =>
    agreement.Parties.Single(party => party.OrganisationId == organisation.Id).Id;

static CommitmentInput Promise(Guid partyId, CommitmentKind kind, string statement) =>
    new()
    {
        PartyId = partyId,
        Kind = kind,
        Statement = statement,
    };

static Money Sek(string amount) => new() { Amount = amount, Currency = MoneyCurrency.SEK };

SignAgreementRequest SignatureOf(OrganisationView organisation, AgreementView agreement) =>
    new()
    {
        ContentHash = agreement.ContentHash,
        SigningRightIds = [organisation.SigningRights![0].Id],
        SignedOn = today,
    };

static void Expect(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException("Expected: " + what);
    }
}

void Tell(object what) =>
    Console.WriteLine(what is ApiResponse<AgreementView> { Result: var a } ? $"{a.Reference} {a.State}" : what);
