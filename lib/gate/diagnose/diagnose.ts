// Tests a pasted credential: what the gate says about it, why, and what to do.
import { z } from "zod";
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { type CredentialReading, readCredential } from "@/lib/core/credentials/read-credential";
import type { Denial, DenialCode } from "@/lib/core/denials/denial";
import { checkedSteps, type StepId } from "@/lib/core/diagnosis/checks";
import { type Diagnosis, EXAMPLE_REQUEST_ID } from "@/lib/core/diagnosis/diagnosis";
import { type Explanation, explain } from "@/lib/core/diagnosis/explain";
import type { Pasted } from "@/lib/core/diagnosis/pasted";
import { isCredentialMissing, linesFor } from "@/lib/core/diagnosis/present";
import { MAX_PASTE_CHARACTERS, readPasted } from "@/lib/core/diagnosis/read-pasted";
import { REMARK_TEXTS } from "@/lib/core/diagnosis/remarks";
import { shownAnswer } from "@/lib/core/diagnosis/shown-answer";
import type { HeaderLine } from "@/lib/core/http";
import { check } from "@/lib/core/schemas/problem";
import { previewSecret } from "@/lib/core/secrets/key-shape";
import { type FlawRules, tokenFlaw } from "@/lib/core/tokens/token-flaw";
import type { WindowState } from "@/lib/core/windows/claim";
import { refuse } from "@/lib/gate/gate-world";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { type Decided, decide } from "./decide";
import type { DiagnosisWorld } from "./diagnosis-world";
import { findHolders, findPlace, type Place } from "./place";

/** What the form sends. */
const diagnosisInput = z.strictObject({
  paste: z.string().max(MAX_PASTE_CHARACTERS, `This is longer than ${MAX_PASTE_CHARACTERS} characters. Leave out the body of the request.`),
  /** Slug; "" = find out. */
  api: z.string().max(200),
  endpoint: z.string().max(2000),
  /** The client's address; "" = the tester's own. */
  address: z.union([z.literal(""), z.ipv4(), z.ipv6()], "Write an IPv4 or IPv6 address, or leave this empty."),
});

/** A pasted request that can be judged. */
interface Case {
  readonly pasted: Pasted;
  readonly place: Place;
  readonly lines: readonly HeaderLine[];
  readonly peer: string;
  readonly reading: CredentialReading;
}

const SHOWN_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Refusals after which other APIs are asked whether they know the credential. */
const MAY_BE_ELSEWHERE: ReadonlySet<DenialCode> = new Set(["wrong_prefix", "wrong_format", "bad_checksum", "unknown", "invalid_token"]);

/**
 * The diagnosis of what was pasted. Spends nothing, counts nothing, stores nothing, and repeats no part of the paste beyond a key's
 * preview. Refused where the paste cannot be read or does not tell which API it is for.
 */
export async function diagnose(fields: unknown, ownAddress: string, world: DiagnosisWorld): Promise<Outcome<Diagnosis>> {
  const input = check(diagnosisInput, fields);
  if (!input.ok) return refused(...input.problems);
  const { paste, api, endpoint, address } = input.value;
  const pasted = readPasted(paste);
  if (pasted === null) return refused({ field: "paste", code: "blank", message: "Paste a key, a header line or a whole curl command." });
  const place = await findPlace(pasted, { api, endpoint }, world);
  if ("field" in place) return refused(place);
  if (isCredentialMissing(place.api, pasted)) return refused({ field: "paste", code: "invalid", message: IN_A_VARIABLE });
  const lines = linesFor(place.api, pasted);
  const rules = { dialect: place.api.dialect, settings: place.api.settings, hasRawCase: true };
  const reading = readCredential(rules, place.call?.path ?? "/", lines);
  const judged: Case = { pasted, place, lines, peer: address === "" ? ownAddress : address, reading };
  return done(await viewOf(judged, await decide(place, lines, judged.peer, world), world));
}

const IN_A_VARIABLE =
  "The command takes the key from a variable or a file, and its value is not in the paste. Put the key itself in its place and test again.";

async function viewOf(judged: Case, { decision, record }: Decided, world: DiagnosisWorld): Promise<Diagnosis> {
  const { place, pasted, reading } = judged;
  const { api } = place;
  const refusal = decision.outcome === "deny" ? decision.denial : null;
  const limit = decision.outcome === "open" ? [] : decision.limit;
  const { meaning, remedies } = refusal === null ? passes(judged, decision.outcome === "open") : await why(refusal, judged, record, world);
  return {
    code: refusal?.code ?? null,
    api: { slug: api.slug, name: api.name },
    credential: credentialText(reading, place),
    endpoint: endpointText(place, world),
    key: record?.publicId == null ? null : { id: record.id, publicId: record.publicId, name: record.name },
    meaning,
    remedies,
    steps: checkedSteps(refusal?.code ?? null, skippedSteps(judged, limit, decision.outcome === "open", world)),
    answer: refusal === null ? null : shownAnswer(refuse(world, api, EXAMPLE_REQUEST_ID, refusal, limit)),
    windows: limit,
    remarks: [...pasted.remarks.map((remark) => REMARK_TEXTS[remark]), ...place.remarks],
  };
}

function passes({ place }: Case, isOpen: boolean): Explanation {
  if (isOpen) return { meaning: "This endpoint is open: it looks at no credential.", remedies: [] };
  if (place.call === null) return { meaning: "The credential is good: nothing about it stands in the way.", remedies: [] };
  const { slug } = place.api;
  const later = slug === MANAGEMENT_SLUG ? " What it may see of each tenant is decided by the operation." : "";
  return { meaning: `Nothing stands in the way: the request would pass.${later}`, remedies: [] };
}

async function why(refusal: Denial, judged: Case, record: Decided["record"], world: DiagnosisWorld): Promise<Explanation> {
  const { place, pasted, lines, reading, peer } = judged;
  const { api, call } = place;
  const others = world.apis().filter(({ slug }) => slug !== SERVICE_SLUG && slug !== api.slug);
  const holders = MAY_BE_ELSEWHERE.has(refusal.code) ? await findHolders(pasted, others, world) : [];
  const flaw =
    refusal.code === "invalid_token" && reading.kind === "token"
      ? tokenFlaw(reading.value, flawRules(place, world), world.decider.ports.clock.nowMs())
      : null;
  return explain({
    denial: refusal,
    api,
    lines,
    target: call?.target ?? "",
    reading,
    record,
    knownTo: holders.map(({ name }) => name),
    tokenFlaw: flaw,
    remarks: pasted.remarks,
    peer,
  });
}

function flawRules({ api }: Place, world: DiagnosisWorld): FlawRules {
  return {
    profile: api.dialect.tokens,
    trustedKeys: world.trustedKeys(api.id),
    issuer: (name) => {
      const trust = world.issuers.find(api.id, name);
      return trust === null ? null : { keys: trust.keys, audience: trust.settings.audience };
    },
  };
}

/** Steps that do not apply, or that the paste says too little about. */
function skippedSteps(judged: Case, limit: readonly WindowState[], isOpen: boolean, world: DiagnosisWorld): Set<StepId> {
  const { place, reading } = judged;
  const skipped = new Set<StepId>(["answer"]);
  const skip = (...steps: readonly StepId[]) => {
    for (const step of steps) skipped.add(step);
  };
  if (!place.hasTransport) skip("transport");
  if (place.call === null) skip("request", "endpoint", "permission", "grant");
  else if (!world.decider.endpointsOf(place.api).hasEndpoints) skip("endpoint", "permission", "grant");
  if (reading.kind === "token") skip("paused", "address");
  if (!limit.some(({ name }) => !name.startsWith("quota-"))) skip("windows");
  if (!limit.some(({ name }) => name.startsWith("quota-"))) skip("quota");
  if (isOpen) skip("credential", "format", "known", "revoked", "paused", "expired", "address", "tenant", "permission", "grant", "plan");
  return skipped;
}

function credentialText(reading: CredentialReading, { api }: Place): string {
  switch (reading.kind) {
    case "none":
      return "none";
    case "several":
      return "more than one";
    case "unreadable":
      return "unreadable";
    case "token":
      return "a token (JWT)";
    case "key":
      return previewSecret(api.dialect.keyShape, reading.value);
    default:
      return reading satisfies never;
  }
}

/** As the endpoint is registered: a path that matches none is never repeated. */
function endpointText({ api, call }: Place, world: DiagnosisWorld): string | null {
  if (call === null) return null;
  const method = SHOWN_METHODS.has(call.method) ? call.method : "other";
  return `${method} ${world.decider.endpointsOf(api).find(call.path)?.template ?? "(unmatched)"}`;
}
