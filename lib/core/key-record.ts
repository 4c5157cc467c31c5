// The key as the gate sees it: everything a decision needs, and nothing secret.
import type { EndpointGrants } from "@/lib/core/catalogue";
import type { Json } from "@/lib/core/http";

/** The secret version that was presented. Nothing that a key may do depends on it. */
export interface PresentedVersion {
  /** UUID. */
  readonly id: string;
  /** From here on it is refused, by the store's own look at it; null = it is the key's current one. */
  readonly retiresAtMs: number | null;
}

/** A key's record, without its secrets. A token is assessed as such a record too; `kind` says which of them was presented. */
export interface KeyRecord {
  readonly kind: "key" | "token";
  /** The key's UUID; for a token without a key `iss` + space + `sub`. */
  readonly id: string;
  /** `key_` + 10 digits; null for a token without a key. */
  readonly publicId: string | null;
  readonly apiId: string;
  readonly planName: string;
  readonly tenantId: string | null;
  /** Who holds the key: the member who made it, or `organisation`; null for a token without a key. */
  readonly accountId: string | null;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly endpoints: EndpointGrants;
  /** CIDR blocks or single addresses, v4 and v6; empty = from anywhere. */
  readonly ipAllowList: readonly string[];
  readonly metadata: Json;
  readonly keyManager: boolean;
  readonly expiresAtMs: number | null;
  readonly pausedAtMs: number | null;
  readonly revokedAtMs: number | null;
  /** null for a token. */
  readonly version: PresentedVersion | null;
}

/** The account of whatever no member made. */
export const ORGANISATION = "organisation";

const MEMBER = /^member:(.+)$/;

/** The account that holds what this actor made (ruling 37: a member, or the organisation). */
export function accountOf(createdBy: string): string {
  return MEMBER.exec(createdBy)?.[1] ?? ORGANISATION;
}
