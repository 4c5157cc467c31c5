// What each signing key does now: signs, waits to be chosen, verifies until it retires, or nothing any more.
import type { TokenAlgorithm } from "./token-profile";

/** As much of a signing key as decides it. */
export interface SigningKeyFacts {
  readonly id: string;
  /** null = tokens of protected APIs. */
  readonly tenantId: string | null;
  readonly algorithm: TokenAlgorithm;
  readonly createdAtMs: number;
  /** null = it does not retire. */
  readonly retiresAtMs: number | null;
}

/** `spare`: it could sign, but another one does, and no tenant or application chose it. */
export type SigningKeyState = "signs" | "spare" | "verifies" | "retired";

/**
 * By the key's id. Of a place (a tenant, or the protected APIs together) the newest key signs, unless it is a shared one; whatever a
 * tenant or an application chose signs there, too. The protected APIs have RS256 only.
 */
export function signingKeyStates(
  keys: readonly SigningKeyFacts[],
  chosenIds: ReadonlySet<string>,
  nowMs: number,
): ReadonlyMap<string, SigningKeyState> {
  const newest = new Map<string | null, SigningKeyFacts>();
  for (const key of keys) {
    if (key.retiresAtMs !== null || !signsUnasked(key)) continue;
    const known = newest.get(key.tenantId);
    if (known === undefined || isNewer(key, known)) newest.set(key.tenantId, key);
  }
  return new Map(
    keys.map((key) => {
      if (key.retiresAtMs !== null) return [key.id, key.retiresAtMs > nowMs ? "verifies" : "retired"];
      return [key.id, newest.get(key.tenantId)?.id === key.id || chosenIds.has(key.id) ? "signs" : "spare"];
    }),
  );
}

function signsUnasked({ tenantId, algorithm }: SigningKeyFacts): boolean {
  return tenantId === null ? algorithm === "RS256" : algorithm !== "HS256";
}

function isNewer(one: SigningKeyFacts, other: SigningKeyFacts): boolean {
  return one.createdAtMs === other.createdAtMs ? one.id > other.id : one.createdAtMs > other.createdAtMs;
}
