// Which tokens count no more although they have not expired: by themselves, or by what they belong to.
import type { VerifiedToken } from "./token-profile";

/** What a revocation is about: one token, or every token of a session, user, key, application or tenant. */
export type RevocationKind = "token" | "session" | "user" | "key" | "application" | "tenant";

/** Tokens of the subject issued up to an instant. */
export interface Revocation {
  readonly kind: RevocationKind;
  /** A `jti`, or the UUID of the session, user, key, application or tenant. */
  readonly subject: string;
  readonly issuedUntilMs: number;
  /** From here on no token that it could hit is left, so it may be forgotten. */
  readonly expiresAtMs: number;
}

/** No token of ours lives longer, whatever was configured: 30 days. What revokes tokens must be remembered as long. */
export const MOST_TOKEN_SECONDS = 2_592_000;

/** A verifier may believe a token for its leeway longer. */
const LEEWAY_MS = 60_000;

/** After so long no token is left that was issued before. */
export const LONGEST_BELIEF_MS = MOST_TOKEN_SECONDS * 1000 + LEEWAY_MS;

/** Tokens and sessions end once and for all; whatever else may have new tokens afterwards. */
const ENDED_FOR_GOOD: ReadonlySet<RevocationKind> = new Set(["token", "session"]);

/** The revocation at that instant of all that the subject has. */
export function revocationAt(kind: RevocationKind, subject: string, atMs: number): Revocation {
  const expiresAtMs = atMs + LONGEST_BELIEF_MS;
  return { kind, subject, issuedUntilMs: ENDED_FOR_GOOD.has(kind) ? expiresAtMs : atMs, expiresAtMs };
}

/** The instant of issue that a token names: later than whatever revoked its like before, so that it is not hit. */
export function issueInstantMs(nowMs: number, revokedUntilMs: number | null): number {
  return revokedUntilMs === null ? nowMs : Math.max(nowMs, revokedUntilMs + 1);
}

/** Whether it was issued within what was revoked. One that does not say when counts as older than any revocation. */
export function isRevokedBy(
  { issuedAtMs, own }: Pick<VerifiedToken, "issuedAtMs" | "own">,
  { issuedUntilMs }: Pick<Revocation, "issuedUntilMs">,
): boolean {
  const instantMs = own?.issuedAtMs ?? issuedAtMs;
  return instantMs === null || instantMs <= issuedUntilMs;
}

/** The revocations that could hit a token of ours, as kind and subject. */
export function revocableBy({ tokenId, subject, claims }: VerifiedToken): readonly (readonly [RevocationKind, string])[] {
  const named: readonly (readonly [RevocationKind, unknown])[] = [
    ["token", tokenId],
    ["session", claims.sid],
    // The Fusion AI form writes `user_` before it.
    ["user", subject.replace(/^user_/, "")],
    ["key", keyIdOf(claims)],
    ["application", claims.applicationId ?? claims.client_id],
    ["tenant", claims.tid],
    ...ancestorsOf(claims).map((ancestor) => ["token", ancestor] as const),
  ];
  return named.filter((entry): entry is readonly [RevocationKind, string] => typeof entry[1] === "string");
}

/** The tokens for which a token was exchanged, one after the other: with any of them it ends, too. */
function ancestorsOf({ anc }: VerifiedToken["claims"]): readonly unknown[] {
  return Array.isArray(anc) ? anc : [];
}

function keyIdOf({ kfd }: VerifiedToken["claims"]): unknown {
  return typeof kfd === "object" && kfd !== null ? Reflect.get(kfd, "id") : undefined;
}

const KINDS: readonly RevocationKind[] = ["token", "session", "user", "key", "application", "tenant"];

/** The revocation that a notification tells of as JSON; null = it says something else: whoever hears it reads them all. */
export function readRevocation(payload: string): Revocation | null {
  const { kind, subject, issuedUntilMs, expiresAtMs } = parsed(payload);
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || typeof subject !== "string") return null;
  return typeof issuedUntilMs === "number" && typeof expiresAtMs === "number" ? { kind: known, subject, issuedUntilMs, expiresAtMs } : null;
}

function parsed(payload: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
