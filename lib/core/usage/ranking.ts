// Ranks keys, tenants and owners by their requests while their sums come in piece by piece.
import type { UsageTotals } from "@/lib/core/schemas/usage-view";
import { topOf } from "./points";

/** What one key (or all that is no key's) was asked in one API. */
export interface RankedUse extends UsageTotals {
  readonly apiId: string;
  /** UUID; empty where the caller is no key. */
  readonly keyId: string;
  /** UUID; empty for none. */
  readonly tenantId: string;
  /** The account that holds the key: a member's UUID, or the organisation; empty where the caller is no key. */
  readonly ownerId: string;
}

/** A place in a ranking. */
export interface Rank extends UsageTotals {
  /** An API's UUID, or empty: of all APIs. */
  readonly scope: string;
  readonly kind: "key" | "tenant" | "owner";
  readonly position: number;
  readonly subject: string;
}

const MOST_RANKS = 20;
/** So many are held before those that cannot rank are forgotten. */
const MOST_HELD = 500;

type Totals = { -readonly [K in keyof UsageTotals]: UsageTotals[K] } & { readonly subject: string };

/** Holds what it needs: the best keys of each API, and the sums of every tenant and owner. All of a key must come in one piece. */
export class UsageRankings {
  readonly #keys = new Map<string, Totals[]>();
  readonly #tenants = new Map<string, Map<string, Totals>>();
  readonly #owners = new Map<string, Map<string, Totals>>();
  readonly #others = new Map<string, Map<string, Totals>>();

  add({ apiId, keyId, tenantId, ownerId, accepted, limited, denied }: RankedUse): void {
    for (const scope of [apiId, ""]) {
      if (keyId === "") sum(this.#others, scope, "", { accepted, limited, denied });
      else this.#hold(scope, { subject: keyId, accepted, limited, denied });
      sum(this.#tenants, scope, tenantId, { accepted, limited, denied });
      sum(this.#owners, scope, ownerId, { accepted, limited, denied });
    }
  }

  /** The places, the most requests first. Tenants are ranked only where there is one. */
  ranks(): Rank[] {
    const scopes = new Set([...this.#keys.keys(), ...this.#tenants.keys()]);
    return [...scopes].flatMap((scope) => {
      const keys = [...(this.#keys.get(scope) ?? []), ...(this.#others.get(scope)?.values() ?? [])];
      const tenants = [...(this.#tenants.get(scope)?.values() ?? [])];
      const hasTenants = tenants.some(({ subject }) => subject !== "");
      const owners = [...(this.#owners.get(scope)?.values() ?? [])];
      return [...placed(scope, "key", keys), ...(hasTenants ? placed(scope, "tenant", tenants) : []), ...placed(scope, "owner", owners)];
    });
  }

  #hold(scope: string, totals: Totals): void {
    const held = this.#keys.get(scope) ?? [];
    held.push(totals);
    this.#keys.set(scope, held.length > MOST_HELD ? topOf(held, MOST_RANKS) : held);
  }
}

function placed(scope: string, kind: Rank["kind"], totals: readonly Totals[]): Rank[] {
  return topOf(totals, MOST_RANKS).map((total, position) => ({ scope, kind, position, ...total }));
}

function sum(sums: Map<string, Map<string, Totals>>, scope: string, subject: string, added: UsageTotals): void {
  const ofScope = sums.get(scope) ?? new Map<string, Totals>();
  const known = ofScope.get(subject) ?? { subject, accepted: 0, limited: 0, denied: 0 };
  known.accepted += added.accepted;
  known.limited += added.limited;
  known.denied += added.denied;
  ofScope.set(subject, known);
  sums.set(scope, ofScope);
}
