// What would have to change for a refused request to pass, and where: a total table, so that a new refusal does not compile without a row.
import type { DenialCode, DenialFacts } from "@/lib/core/denials/denial";
import { listed } from "@/lib/core/diagnosis/clues";
import { REVERSE_PROXY_PATH, TROUBLESHOOTING_PATH } from "@/lib/core/guide-paths";
import { spokenInstant } from "@/lib/core/instant";
import type { ConsoleAction } from "@/lib/core/roles";

/** Where it is changed. */
export interface ChangePlace {
  readonly href: string;
  readonly label: string;
  /** What opening it takes; absent = whoever reads this may. */
  readonly action?: ConsoleAction;
}

/** One sentence, and the place. */
export interface Change {
  readonly text: string;
  readonly place: ChangePlace | null;
}

/** What the sentences are made of; what was not kept is null or left out. */
export interface Circumstances {
  readonly facts: DenialFacts;
  readonly atMs: number;
  /** The key's public id. */
  readonly publicId: string | null;
  /** Slug; null = the API is gone. */
  readonly api: string | null;
  readonly carriers: readonly string[];
  readonly tenantHeader: string | null;
  readonly range: string | null;
}

const TEST: ChangePlace = { href: "/test", label: "Test what the client sends", action: "keys.test" };
const TENANTS: ChangePlace = { href: "/tenants", label: "See the tenants", action: "tenants.read" };
const NEW_KEY: ChangePlace = { href: "/keys/new", label: "Create a key", action: "keys.write" };
const TROUBLES: ChangePlace = { href: TROUBLESHOOTING_PATH, label: "Read about it in the guide" };
const PROXIES: ChangePlace = { href: REVERSE_PROXY_PATH, label: "Read about HTTPS and proxies in the guide" };

const keyPage = ({ publicId }: Circumstances, anchor = ""): ChangePlace | null =>
  publicId === null ? null : { href: `/keys/${publicId}${anchor}`, label: "Open the key", action: "keys.read" };
const keyEdit = ({ publicId }: Circumstances): ChangePlace | null =>
  publicId === null ? null : { href: `/keys/${publicId}/edit`, label: "Edit the key", action: "keys.write" };
const apiPage = ({ api }: Circumstances, anchor: string): ChangePlace | null =>
  api === null ? null : { href: `/apis/${api}${anchor}`, label: "Open the API", action: "apis.read" };

/** The wait that the client was told, with its end; nothing where it was not kept. */
function wait({ facts: { retryAfter }, atMs }: Circumstances): string {
  if (retryAfter === undefined) return "";
  return ` It was told to wait ${retryAfter} ${retryAfter === 1 ? "second" : "seconds"}, until ${spokenInstant(atMs + retryAfter * 1000)}.`;
}

const oneCredential = (seen: Circumstances): Change => ({
  text: `The client has to send exactly one credential${seen.carriers.length === 0 ? "" : `: ${listed(seen.carriers)}`}.`,
  place: TEST,
});
const wholeKey = (): Change => ({
  text: "The client has to send the whole key as it was shown when it was created; where that is lost, it needs a new one.",
  place: TEST,
});
const laterPerhaps = (): Change => ({ text: "Nothing has to be changed about the key: the API behind it has to answer.", place: TROUBLES });

const CHANGES: Readonly<Record<DenialCode, (seen: Circumstances) => Change>> = {
  bad_request: () => ({ text: "The client has to send a request that can be read in one way only.", place: TROUBLES }),
  https_required: () => ({ text: "The client has to call the address that begins with https://.", place: PROXIES }),
  several: oneCredential,
  missing: oneCredential,
  malformed: oneCredential,
  extra_spaces: oneCredential,
  wrong_prefix: wholeKey,
  wrong_format: wholeKey,
  bad_checksum: wholeKey,
  unknown: wholeKey,
  invalid_token: () => ({ text: "The client has to fetch a token that this API believes.", place: TEST }),
  revoked: () => ({ text: "The client needs another key: revoking one cannot be undone.", place: NEW_KEY }),
  paused: (seen) => ({ text: "The key has to be resumed.", place: keyPage(seen) }),
  expired: (seen) => ({ text: "The key needs a later expiry, or the client another key.", place: keyPage(seen) }),
  address_not_allowed: (seen) => ({
    text: `The client's address has to be among those that the key may be used from${seen.range === null ? "" : `; it called from ${seen.range}`}.`,
    place: keyEdit(seen),
  }),
  unknown_tenant: () => ({ text: "The client has to name a tenant that exists, or none.", place: TENANTS }),
  wrong_tenant: (seen) => ({
    text: `The client has to leave ${seen.tenantHeader ?? "the tenant"} out, or use a key of the tenant that it names.`,
    place: keyPage(seen),
  }),
  not_found: (seen) => ({
    text: "The client has to call a path that the API registers, letter for letter.",
    place: apiPage(seen, "#endpoints"),
  }),
  method_not_allowed: (seen) => ({
    text: seen.facts.allow === undefined ? "The client has to use another method." : `The client has to use one of ${seen.facts.allow}.`,
    place: apiPage(seen, "#endpoints"),
  }),
  missing_permission: (seen) => ({
    text: `The key has to be given the permission ${seen.facts.required ?? "that the endpoint needs"}.`,
    place: keyEdit(seen),
  }),
  endpoint_not_granted: (seen) => ({
    text: `The key has to open ${seen.facts.required ?? "this endpoint"}.`,
    place: keyEdit(seen),
  }),
  plan_restricted: (seen) => ({
    text: `The key's plan has to include ${seen.facts.required ?? "this endpoint"}, or the key has to be on another plan.`,
    place: apiPage(seen, "#plans"),
  }),
  cost_above_limit: (seen) => ({
    text: `The key needs ${seen.facts.required ?? "a larger plan"}, or the endpoint has to cost less: waiting would not help.`,
    place: apiPage(seen, "#plans"),
  }),
  rate_limited: (seen) => ({
    text: `The client has to wait until the window has room, or the plan needs a higher limit.${wait(seen)}`,
    place: keyPage(seen, "#usage"),
  }),
  quota_exceeded: (seen) => ({
    text: `The quota has to begin anew, or the key has to be on a larger plan.${wait(seen)}`,
    place: keyPage(seen, "#usage"),
  }),
  too_many_failures: (seen) => ({ text: `The client has to send a good credential.${wait(seen)}`, place: TEST }),
  body_too_large: (seen) => ({ text: "The client has to send less at once.", place: apiPage(seen, "#settings") }),
  upstream_unreachable: laterPerhaps,
  unavailable: (seen) => ({ text: `The client has to send it again: nothing is wrong with the request.${wait(seen)}`, place: null }),
  upstream_timeout: laterPerhaps,
  not_implemented: () => ({ text: "The client has to send an ordinary request: no WebSocket is served there.", place: TROUBLES }),
};

/** What would have to change. */
export function changeFor(code: DenialCode, circumstances: Circumstances): Change {
  return CHANGES[code](circumstances);
}
