// What a key can do, in plain words: while it is being made, and ever after on its page.
import type { EndpointGrants } from "@/lib/core/catalogue";
import { type Call, callsOf, type Grant, type GrantingApi, reachOf } from "@/lib/core/grants/reach";

/** A key's power, in what a person knows it by. */
export interface KeyPower {
  readonly api: GrantingApi & { readonly name: string };
  readonly grant: Grant;
  /** What the key's plan opens; null = every endpoint. */
  readonly planEndpoints: EndpointGrants | null;
  /** null = it belongs to no tenant. */
  readonly tenantName: string | null;
  readonly ipAllowList: readonly string[];
  /** RFC 3339 in UTC; null = never. */
  readonly expiresAt: string | null;
  /** Revoked or expired: it could do what it can no more. */
  readonly isOver?: boolean;
}

/** `extent` says how far the power goes, for whoever shows it in colours. */
export interface PowerWords {
  readonly extent: "everything" | "part" | "nothing";
  readonly sentence: string;
}

/** More calls than these are counted instead of named. */
const MOST_NAMED = 6;

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** The power as sentences: which calls, of whom, from where, until when. */
export function wordPower(power: KeyPower): PowerWords {
  const all = callsOf(power.api);
  const reached = reachOf(power.api, power.grant, power.planEndpoints);
  const extent = all.length > 0 && reached.length === 0 ? "nothing" : isWhole(power, all, reached) ? "everything" : "part";
  return { extent, sentence: [callWords(power, all, reached), ...limitWords(power)].join(" ") };
}

/** The verbs of a key that works, and of one that is over. */
const NOW = { can: "can", reaches: "reaches", works: "works", expires: "expires" };
const THEN: typeof NOW = { can: "could", reaches: "reached", works: "worked", expires: "expired" };

/** Words for a list: `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `23 February 2027` of an RFC 3339 text in UTC. */
export function dateWords(instant: string): string {
  const [year, month, day] = instant.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

function isWhole({ grant }: KeyPower, all: readonly Call[], reached: readonly Call[]): boolean {
  return Object.keys(grant.endpoints).length === 0 && reached.length === all.length;
}

function callWords(power: KeyPower, all: readonly Call[], reached: readonly Call[]): string {
  const { api, grant, planEndpoints } = power;
  const { can } = verbsOf(power);
  if (all.length === 0) return `This key ${can} call every path of ${api.name}, ${permissionWords(grant.permissions)}.`;
  if (reached.length === 0) return `This key ${can} call nothing of ${api.name}: ${obstacleWords(api, grant, planEndpoints)}.`;
  const named = reached.slice(0, MOST_NAMED).map(({ method, path }) => `${method} ${path}`);
  const rest = reached.length - named.length;
  const calls = rest === 0 ? listWords(named) : `${named.join(", ")} and ${rest} more`;
  if (reached.length < all.length) {
    return `This key ${can} make ${reached.length} of the ${all.length} calls of ${api.name}: ${calls}.`;
  }
  const isOpenEnded = Object.keys(grant.endpoints).length === 0;
  return `This key ${can} make every call of ${api.name}${isOpenEnded ? ", and calls that are added to it later" : ""}: ${calls}.`;
}

/** Which of the three stands in the way of a key that reaches nothing. */
function obstacleWords(api: GrantingApi, grant: Grant, planEndpoints: EndpointGrants | null): string {
  if (reachOf(api, { ...grant, permissions: ["*"] }, planEndpoints).length > 0) return "it lacks the permissions that its endpoints need";
  if (reachOf(api, { ...grant, permissions: ["*"] }, null).length > 0) return "its plan does not include its endpoints";
  return "none of its endpoints is registered any more";
}

function verbsOf({ isOver = false }: KeyPower): typeof NOW {
  return isOver ? THEN : NOW;
}

function permissionWords(permissions: readonly string[]): string {
  if (permissions.includes("*")) return "with every permission";
  if (permissions.length === 0) return "without a permission";
  return `with the permission${permissions.length > 1 ? "s" : ""} ${listWords(permissions)}`;
}

function limitWords(power: KeyPower): string[] {
  const { tenantName, ipAllowList, expiresAt } = power;
  const { reaches, works, expires } = verbsOf(power);
  const from = ipAllowList.length === 0 ? "from anywhere" : `only from ${listWords(ipAllowList)}`;
  const until = expiresAt === null ? `and never ${expires}` : `until ${dateWords(expiresAt)}`;
  const words = [`It ${works} ${from}${expiresAt === null ? " " : ", "}${until}.`];
  return tenantName === null ? words : [`It ${reaches} the tenant ${tenantName} only.`, ...words];
}
