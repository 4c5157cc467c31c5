// Decides about one request: reads its credential, finds who it is, assesses the record, takes from the windows.
import { assess } from "@/lib/core/assess";
import type { Api, Plan } from "@/lib/core/catalogue";
import { readCredential } from "@/lib/core/credentials/read-credential";
import { type Attempt, type Caller, type Decision, deniedBy } from "@/lib/core/decision";
import { type Denial, denial } from "@/lib/core/denials/denial";
import { endpointFor } from "@/lib/core/grants/permits";
import { headerValue } from "@/lib/core/http";
import type { KeyRecord } from "@/lib/core/key-record";
import { judgeShape } from "@/lib/core/secrets/key-shape";
import type { TokenProfile, VerifiedToken } from "@/lib/core/tokens/token-profile";
import { tokenRecord } from "@/lib/core/tokens/token-record";
import type { CountedFacts } from "@/lib/core/usage/counted";
import { countedMethod, UNMATCHED } from "@/lib/core/usage/outcome";
import { type Claim, type Verdict, windowName } from "@/lib/core/windows/claim";
import { claimsOf } from "@/lib/core/windows/claims-of";
import { after } from "@/lib/gate/soon";
import type { Soon } from "@/lib/ports/gate-ports";
import type { Asked, Decider } from "./decider";
import { refusesPlainHttp } from "./plain-http";
import { throttleFailure } from "./throttle-failure";

/** Longer agents are cut: only a person reads them. */
const MOST_AGENT_CHARACTERS = 200;
/** Seconds a client is asked to wait while nothing can be counted. */
const UNCOUNTABLE_RETRY_SECONDS = 1;
/** The same while nobody can say whether tokens were revoked: the listening connection is made anew within about so long. */
const UNKNOWN_RETRY_SECONDS = 2;

/**
 * The decision about a request, in the fixed order: transport, carriers, format, lookup, state, address, tenant, endpoint and
 * grant, windows, quota. Comes at once when the key is cached. Rejects only when a store cannot be asked.
 */
export function authenticate(attempt: Attempt, decider: Decider): Soon<Decision> {
  return after(decide(attempt, decider), (decision) => throttleFailure(decision, attempt.peer, decider));
}

function decide(attempt: Attempt, decider: Decider): Soon<Decision> {
  const { api } = attempt;
  if (refusesPlainHttp(attempt, decider)) return deniedBy(denial("https_required"));
  const rules = { dialect: api.dialect, settings: api.settings, hasRawCase: attempt.hasRawCase };
  const reading = readCredential(rules, attempt.path, attempt.headers);
  switch (reading.kind) {
    case "none":
      return deniedBy(denial("missing"));
    case "several":
      return deniedBy(denial("several"));
    case "unreadable":
      return deniedBy(denial(reading.code, { keyId: decider.ports.hasher.standInId("") }));
    case "token":
      return decideToken(reading.value, askedOf(attempt, decider), decider);
    case "key":
      return decideKey(reading.value, askedOf(attempt, decider), decider);
    default:
      return reading satisfies never;
  }
}

/** The decision about a key's secret, however it was presented. */
export function decideKey(secret: string, asked: Asked, decider: Decider): Soon<Decision> {
  const { api } = asked;
  const flaw = judgeKey(api, secret);
  // A wrong shape refuses without a look-up only while the API holds no secret that was given, typed or imported.
  if (flaw !== null && !api.holdsForeignSecrets) return deniedBy(unknownKey(flaw, secret, decider));
  const found = decider.ports.keys.find(api.id, decider.ports.hasher.fingerprint(api.id, secret));
  return after(found, (record) =>
    record === null ? deniedBy(unknownKey(flaw ?? "unknown", secret, decider)) : conclude(record, asked, decider),
  );
}

/** The decision about a token, however it was presented. Reads no database. */
export function decideToken(token: string, asked: Asked, decider: Decider): Soon<Decision> {
  const profile: TokenProfile | null = asked.api.dialect.tokens;
  if (profile === null) return deniedBy(denial("invalid_token"));
  const nowMs = decider.ports.clock.nowMs();
  return after(decider.ports.tokens.verify(asked.api.id, token, profile, nowMs), (verified) => {
    if (typeof verified === "string") return deniedBy(denial(verified));
    const record = tokenRecord(asked.api.id, verified);
    const standing = decider.ports.revocations.judge(verified);
    if (standing === "unknown") return deniedBy(denial("unavailable", { retryAfter: UNKNOWN_RETRY_SECONDS }), record.publicId);
    // Refused as a key that was revoked is: by the same row of the same table.
    const judged = standing === "revoked" ? { ...record, revokedAtMs: nowMs } : record;
    return conclude(judged, asked, decider, verified);
  });
}

const NOTHING_LIMITED: Pick<Verdict, "states" | "degraded"> = { states: [] };

function conclude(record: KeyRecord, asked: Asked, decider: Decider, token?: VerifiedToken): Soon<Decision> {
  const { api } = asked;
  const nowMs = decider.ports.clock.nowMs();
  const plan = planOf(api, record);
  const cost = costOf(asked);
  const counted = countedOf(record, asked, cost, nowMs);
  // Before anything is taken: what cannot be counted is not admitted.
  if (!decider.ports.usage.canCount) {
    return deniedBy(denial("unavailable", { retryAfter: UNCOUNTABLE_RETRY_SECONDS }), record.publicId, counted);
  }
  const refusal = assess({ record, api, plan, peer: asked.peer, tenantId: asked.tenantId, target: asked.target, nowMs });
  if (refusal !== null) return deniedBy(refusal, record.publicId, counted);
  const claims = claimsOf(api, record, plan);
  if (claims.length === 0) return allow(record, counted, NOTHING_LIMITED, decider, token);
  return after(decider.ports.limiter.take(claims, cost, nowMs), (taken) => {
    if (taken.admitted) return allow(record, counted, taken, decider, token);
    const { states: limit, degraded } = taken;
    return { outcome: "deny", denial: limitDenial(taken, claims, cost, record), keyId: record.publicId, limit, degraded, counted };
  });
}

/** A key's token is a use of the key; one without a key is nobody's record. */
function allow(
  record: KeyRecord,
  counted: CountedFacts,
  { states: limit, degraded }: Pick<Verdict, "states" | "degraded">,
  decider: Decider,
  token: VerifiedToken | undefined,
): Decision {
  if (counted.isKey) decider.ports.uses.note(record, counted.atMs, counted.peer, counted.agent);
  return { outcome: "allow", caller: callerOf(record, token), limit, degraded, counted };
}

function countedOf(record: KeyRecord, asked: Asked, cost: number, atMs: number): CountedFacts {
  return {
    requestId: asked.requestId,
    atMs,
    apiId: asked.api.id,
    caller: record.id,
    isKey: record.publicId !== null,
    tenantId: record.tenantId,
    endpoint: asked.endpoint,
    method: asked.method,
    cost,
    peer: asked.peer,
    agent: asked.agent,
  };
}

function askedOf(attempt: Attempt, decider: Decider): Asked {
  const index = decider.endpointsOf(attempt.api);
  const target = index.hasEndpoints ? { template: index.find(attempt.path), method: attempt.method } : null;
  return {
    requestId: attempt.requestId,
    api: attempt.api,
    peer: attempt.peer,
    agent: headerValue(attempt.headers, "user-agent")?.slice(0, MOST_AGENT_CHARACTERS) ?? null,
    tenantId: attempt.tenantId,
    target,
    endpoint: target?.template?.template ?? UNMATCHED,
    method: countedMethod(attempt.method),
    cost: null,
  };
}

function judgeKey(api: Api, secret: string): "wrong_prefix" | "wrong_format" | "bad_checksum" | null {
  const { keyShape } = api.dialect;
  return secret.startsWith(keyShape.prefix) ? judgeShape(keyShape, secret) : "wrong_prefix";
}

function unknownKey(code: "wrong_prefix" | "wrong_format" | "bad_checksum" | "unknown", secret: string, decider: Decider): Denial {
  return denial(code, { keyId: decider.ports.hasher.standInId(secret) });
}

/** A record whose plan is gone has no windows of its own, and no token may use it. */
export function planOf(api: Api, record: KeyRecord): Plan {
  return api.plans[record.planName] ?? { name: record.planName, windows: [], quota: null, allowTokens: false, endpoints: null };
}

function costOf(asked: Asked): number {
  if (asked.cost !== null) return asked.cost;
  const template = asked.target?.template;
  return template ? (endpointFor(template, asked.target?.method ?? "")?.cost ?? 1) : 1;
}

function callerOf(record: KeyRecord, token: VerifiedToken | undefined): Caller {
  return {
    kind: record.kind,
    id: record.id,
    publicId: record.publicId,
    name: record.name,
    subject: token?.subject ?? record.publicId ?? record.id,
    tenantId: record.tenantId,
    permissions: record.permissions,
    metadata: record.metadata,
    keyManager: record.keyManager,
    expiresAtMs: record.expiresAtMs,
    ...(token === undefined ? {} : { token }),
  };
}

function limitDenial(verdict: Verdict & { admitted: false }, claims: readonly Claim[], cost: number, record: KeyRecord): Denial {
  const claim = claims[verdict.failing];
  if (claim === undefined) throw new Error("the limiter refused for a claim that it was not asked");
  const { limit } = claim;
  if (cost > limit) return denial("cost_above_limit", { required: `a plan for ${cost} units`, granted: record.permissions });
  // A budget for life never resets: then there is no time after which to try again.
  const wait = verdict.retryAfterSeconds === null ? {} : { retryAfter: verdict.retryAfterSeconds };
  if (claim.kind === "calendar") return denial("quota_exceeded", { limit, window: claim.period, ...wait });
  return denial("rate_limited", { limit, window: windowName(claim.periodSeconds), ...wait });
}
