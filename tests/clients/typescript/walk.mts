// An agreement from proposal to signature, by an association and a municipality, with the types that openapi-typescript
// makes and the client of openapi-fetch.
// Arguments: the address of the API, the names of the association and the municipality, and the access tokens of the
// association, of the municipality's lawyer and of the municipality's signatory.
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type {
  AgreementView,
  CommitmentInput,
  CriterionAnswer,
  OrganisationView,
  paths,
  Problem,
  ProposeAgreementRequest,
  SignAgreementRequest,
} from "./iop.js";

const [address, associationName, municipalityName, ...tokens] = process.argv.slice(2) as [string, string, string];
const [association, lawyer, signatory] = tokens.map(signIn) as [Client, Client, Client];

// Who we are. An organisation sees its own boards, contacts and signing rights.
const ngo = await find(association, associationName);
const municipality = await find(lawyer, municipalityName);
const board = municipality.units[0];
const officer = municipality.contacts.find((contact) => contact.role === "caseOfficer");
expect(board && officer, "the municipality has a board and a case officer");

// The association proposes. The key makes the call safe to repeat: the same agreement comes back, not another one.
const proposal: ProposeAgreementRequest = {
  description: {
    title: "Öppen kvällsverksamhet",
    sharedChallenge: "Unga saknar en trygg plats på kvällarna.",
    purpose: "Att ge unga en trygg och meningsfull fritid.",
    targetGroup: "Unga mellan 13 och 20 år",
  },
  parties: [
    { organisationId: ngo.id, roles: ["initiator", "performer"] },
    {
      organisationId: municipality.id,
      roles: ["funder", "decider"],
      boardId: board.id,
      registryNumber: "SN 2026/17",
    },
  ],
};
const once = { header: { "Idempotency-Key": randomUUID() } };
let at = answer(await association.POST("/agreements", { params: once, body: proposal }));
const repeated = answer(await association.POST("/agreements", { params: once, body: proposal }));
expect(repeated.body.id === at.body.id, "the same key gives the same agreement");
const agreementId = at.body.id;
const today = at.body.createdAt.slice(0, 10);
tell(at.body);

// The municipality takes it up and assesses it. Every change carries the ETag of what was read or answered last.
at = answer(await lawyer.GET("/agreements/{agreementId}", { params: { path: { agreementId } } }));
at = answer(
  await lawyer.POST("/agreements/{agreementId}/acceptances", {
    params: change(at.etag),
    body: { boardId: board.id, caseOfficerId: officer.id },
  }),
);
const criteria = answer(
  await lawyer.GET("/organisations/{organisationId}/criteria-set", {
    params: { path: { organisationId: municipality.id } },
  }),
);
at = answer(
  await lawyer.POST("/agreements/{agreementId}/assessments", {
    params: change(at.etag),
    body: {
      answers: criteria.body.criteria.map(
        ({ id }): CriterionAnswer => ({ criterionId: id, answer: "yes", motivation: "Framgår av förslaget." }),
      ),
      legalChecks: {
        procurement: "notProcurement",
        procurementMotivation: "Ingen marknad; föreningens eget initiativ.",
        stateAid: "notAidNonEconomic",
        stateAidMotivation: "Inte ekonomisk verksamhet.",
        withinMunicipalPowers: true,
        municipalPowersMotivation: "Fritidsverksamhet för unga.",
      },
      outcome: "proceed",
    },
  }),
);
tell(at.body);

// A refusal says all that stands in the way, each with a code to branch on.
const early = refusal(
  await association.POST("/agreements/{agreementId}/confirmations", {
    params: change(at.etag),
    body: { version: at.body.contentsVersion },
  }),
);
expect(early.status === 409 && early.unmetGuards?.length, "an empty agreement is not confirmed");
tell(`refused: ${early.code}, for lack of ${early.unmetGuards.map((guard) => guard.code).join(", ")}`);

// Both sides write. What an earlier ETag would overwrite is refused.
const civil = partyOf(at.body, ngo);
const publicly = partyOf(at.body, municipality);
const year = Number(today.slice(0, 4)) + 1;
const commitments: CommitmentInput[] = [
  { partyId: civil, kind: "outcome", statement: "Håller öppet fyra kvällar i veckan." },
  { partyId: publicly, kind: "resource", statement: "Upplåter lokalen utan hyra." },
];
const stale = at.etag;
let contents = answer(
  await association.PUT("/agreements/{agreementId}/commitments", {
    params: change(at.etag),
    body: { commitments },
  }),
);
const tooLate = refusal(
  await lawyer.PUT("/agreements/{agreementId}/text", { params: change(stale), body: { clauses: [] } }),
);
expect(tooLate.status === 412, "nobody overwrites what has not been read");
tell(`refused: ${tooLate.code}`);
contents = answer(
  await lawyer.PUT("/agreements/{agreementId}/term", {
    params: change(contents.etag),
    body: {
      term: {
        start: { date: `${year}-01-01`, precision: "day" },
        end: { date: `${year + 2}-12-31`, precision: "day" },
        noticeMonths: 6,
      },
    },
  }),
);
contents = answer(
  await lawyer.PUT("/agreements/{agreementId}/financing", {
    params: change(contents.etag),
    body: {
      lines: [
        {
          funderPartyId: publicly,
          kind: "cash",
          fiscalYear: year,
          amount: { amount: "650000.00", currency: "SEK" },
        },
        {
          funderPartyId: civil,
          kind: "volunteerTime",
          fiscalYear: year,
          quantity: "1200",
          unit: "timmar",
          unitRate: { amount: "220.00", currency: "SEK" },
        },
      ],
    },
  }),
);
contents = answer(
  await association.PUT("/agreements/{agreementId}/follow-up-plan", {
    params: change(contents.etag),
    body: { followUpPlan: { schedule: "halfYear", dates: [] } },
  }),
);
const headings = [
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
contents = answer(
  await lawyer.PUT("/agreements/{agreementId}/text", {
    params: change(contents.etag),
    body: { clauses: headings.map((heading) => ({ heading, title: heading, body: "Parterna är överens." })) },
  }),
);
expect(contents.body.missing.length === 0, "the contents are complete");

// Both confirm the same version, the board decides, both sign what they confirmed.
const version = { version: contents.body.version };
at = answer(
  await association.POST("/agreements/{agreementId}/confirmations", { params: change(contents.etag), body: version }),
);
at = answer(await lawyer.POST("/agreements/{agreementId}/confirmations", { params: change(at.etag), body: version }));
tell(at.body);
at = answer(
  await lawyer.POST("/agreements/{agreementId}/decisions", {
    params: change(at.etag),
    body: {
      partyId: publicly,
      approved: true,
      kind: "board",
      body: board.name,
      date: today,
      paragraph: "§ 42",
      registryNumber: "SN 2026/17",
    },
  }),
);
tell(at.body);
at = answer(
  await association.POST("/agreements/{agreementId}/signatures", {
    params: change(at.etag),
    body: signatureOf(ngo, at.body),
  }),
);
at = answer(
  await signatory.POST("/agreements/{agreementId}/signatures", {
    params: change(at.etag),
    body: signatureOf(municipality, at.body),
  }),
);
tell(at.body);

// Both sides read the same record, and find it in their lists.
const read = answer(await association.GET("/agreements/{agreementId}", { params: { path: { agreementId } } }));
expect(read.body.state === "signed" && read.body.endedReason === undefined, "it is signed");
expect(read.body.figures.contractValue.amount === "650000.00", "the money is what was agreed, to the öre");
expect(read.body.startsOn === `${year}-01-01`, "it starts on the day that was agreed");
const list = answer(
  await lawyer.GET("/agreements", {
    params: { query: { state: "signed", endsFrom: `${year}-01-01`, sort: "-endsOn", limit: 100 } },
  }),
);
expect(
  list.body.agreements.some((agreement) => agreement.id === agreementId),
  "the list has it",
);
tell(read.body);

type Client = ReturnType<typeof signIn>;

function signIn(token: string) {
  return createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${token}` } });
}

async function find(client: Client, name: string) {
  const { body } = answer(await client.GET("/organisations", { params: { query: { name } } }));
  const organisationId = body.organisations[0]?.id;
  expect(organisationId, `there is ${name}`);
  return answer(await client.GET("/organisations/{organisationId}", { params: { path: { organisationId } } })).body;
}

/** What every change of the agreement needs. */
function change(etag: string) {
  return { path: { agreementId }, header: { "If-Match": etag } };
}

/** The body and the ETag; a refusal ends the walk. */
function answer<T>({ data, error, response }: { data?: T; error?: Problem; response: Response }) {
  if (data === undefined) {
    throw new Error(`${response.url}: ${JSON.stringify(error)}`);
  }

  return { body: data, etag: response.headers.get("ETag") ?? "" };
}

function refusal({ error, response }: { error?: Problem; response: Response }): Problem {
  expect(error, `${response.url} refuses`);
  return error;
}

function partyOf(agreement: AgreementView, organisation: OrganisationView): string {
  const party = agreement.parties.find(({ organisationId }) => organisationId === organisation.id);
  expect(party, `${organisation.name} is a party`);
  return party.id;
}

function signatureOf(organisation: OrganisationView, agreement: AgreementView): SignAgreementRequest {
  const right = organisation.signingRights?.[0];
  expect(right, `someone may sign for ${organisation.name}`);
  return { contentHash: agreement.contentHash, signingRightIds: [right.id], signedOn: today };
}

function expect(holds: unknown, what: string): asserts holds {
  if (!holds) {
    throw new Error(`Expected: ${what}`);
  }
}

function tell(what: AgreementView | string): void {
  console.log(typeof what === "string" ? what : `${what.reference} ${what.state}`);
}
