// Reads what the form that creates keys sends: usable fields, or what is wrong with each of them.
import type { EndpointGrants } from "@/lib/core/catalogue";
import { parseBlock } from "@/lib/core/grants/addresses";
import { callsOf } from "@/lib/core/grants/reach";
import { keyDescription, keyName } from "@/lib/core/schemas/key-changes";
import { blank, type Checked, check, type Problem } from "@/lib/core/schemas/problem";
import { judgeGivenSecret } from "@/lib/core/secrets/given-secret";
import { callText } from "./call-selection";
import { type ExpiryRules, expiryChoices, readExpiry } from "./expiry";
import type { FormApi } from "./form-api";
import { grantsOf, wordsOf } from "./form-values";
import type { FormTenant } from "./key-draft";
import { chosenTenant, isWritten } from "./tenant-choice";

/** What was sent. */
export interface SentForm {
  /** "" where nothing was sent. */
  readonly text: (name: string) => string;
  readonly texts: (name: string) => readonly string[];
}

/** What the form offered to the member. */
export interface OfferedForm {
  readonly apis: readonly FormApi[];
  /** Fewer than two = no tenant was asked for, unless one is needed. The one that was sent stands among them if there is such a one. */
  readonly tenants: readonly FormTenant[];
  /** Whether the key must be of one of these tenants. */
  readonly needsTenant: boolean;
  readonly offersKeyManager: boolean;
  readonly rules: ExpiryRules;
  readonly nowMs: number;
}

/** A key as the form wants it. */
export interface KeyFormFields {
  readonly id: string;
  readonly api: string;
  readonly name: string;
  readonly description: string;
  readonly purpose: string | null;
  readonly plan: string;
  readonly tenantId: string | null;
  readonly permissions: readonly string[];
  readonly endpoints: EndpointGrants;
  readonly ipAllowList: readonly string[];
  readonly expiresAt: string | null;
  readonly keyManager: boolean;
  readonly secret?: string;
}

/** Collects problems while fields are read. */
type Report = (field: string, message: string) => void;

/** What every form of a key says: whose it is stands beside it, and when it ends is said in more ways than one. */
type SharedFields = Omit<KeyFormFields, "id" | "api" | "tenantId" | "expiresAt" | "secret">;

const MOST_ADDRESSES = 200;
const MOST_PERMISSIONS = 200;

/** The fields, when every one of them is right. Nothing that the form did not offer is taken. */
export function readKeyForm(sent: SentForm, offered: OfferedForm): Checked<KeyFormFields> {
  const api = offered.apis.find(({ slug }) => slug === sent.text("api"));
  if (api === undefined) return { ok: false, problems: [invalid("api", "Choose an API.")] };
  const problems: Problem[] = [];
  const report: Report = (field, message) => problems.push(invalid(field, message));
  const fields: KeyFormFields = {
    id: sent.text("id"),
    api: api.slug,
    ...readShared(sent, api, problems),
    tenantId: readTenant(sent, offered, report),
    expiresAt: readEnd(sent, offered, report),
    keyManager: offered.offersKeyManager && api.hasKeyManagers && sent.text("keyManager") === "on",
    ...readSecret(sent, api, report),
  };
  return problems.length === 0 ? { ok: true, value: fields } : { ok: false, problems };
}

/** The fields that a form which changes a key has too. `unregistered` are calls that may be ticked beside those of the API. */
export function readShared(
  sent: SentForm,
  api: FormApi,
  problems: Problem[],
  unregistered: readonly string[] = [],
): Omit<SharedFields, "keyManager"> {
  const report: Report = (field, message) => problems.push(invalid(field, message));
  return {
    ...readTexts(sent, problems),
    purpose: api.purposes.find(({ purpose }) => purpose === sent.text("purpose"))?.purpose ?? null,
    plan: readPlan(sent, api, report),
    permissions: readPermissions(sent, api, report),
    endpoints: readEndpoints(sent, api, unregistered, report),
    ipAllowList: readAddresses(sent, report),
  };
}

function readTexts(sent: SentForm, problems: Problem[]): { name: string; description: string } {
  const name = check(keyName, sent.text("name"));
  const description = check(keyDescription, sent.text("description"));
  if (!name.ok) problems.push(name.problems[0]?.code === "blank" ? blank("name", "Give the key a name.") : named("name", name.problems));
  if (!description.ok) problems.push(named("description", description.problems));
  return { name: name.ok ? name.value : "", description: description.ok ? description.value : "" };
}

function named(field: string, problems: readonly Problem[]): Problem {
  return invalid(field, problems[0]?.message ?? "This is not valid.");
}

function readPlan(sent: SentForm, { plans }: FormApi, report: Report): string {
  const asked = plans.length === 1 ? plans[0] : plans.find(({ name }) => name === sent.text("plan"));
  if (asked === undefined) report("plan", "Choose a plan.");
  return asked?.name ?? "";
}

function readTenant(sent: SentForm, { tenants, needsTenant }: OfferedForm, report: Report): string | null {
  const asked = sent.text("tenantId");
  if (asked.trim() === "" && !needsTenant) return null;
  const chosen = tenants.length > 1 || needsTenant ? chosenTenant(tenants, asked) : undefined;
  if (chosen !== undefined) return chosen.id;
  if (isWritten(tenants) && asked.trim() !== "") report("tenantId", "There is no tenant of this name or id. Its page says both.");
  else report("tenantId", needsTenant ? "Choose one of your tenants." : "Choose a tenant, or none.");
  return null;
}

function readPermissions(sent: SentForm, api: FormApi, report: Report): string[] {
  const names = [...new Set(api.permissions.length === 0 ? wordsOf(sent.text("freePermissions")) : sent.texts("permission"))];
  const isKnown = api.permissions.length === 0 || names.every((name) => name === "*" || api.permissions.includes(name));
  if (!isKnown) report("permissions", "Choose among the permissions of this API.");
  if (names.length > MOST_PERMISSIONS || names.some((name) => name.length > 64)) report("permissions", "These are too many or too long.");
  return names.includes("*") ? ["*"] : names;
}

/** Nothing selected would mean everything: that must be said, never left out. */
function readEndpoints(sent: SentForm, api: FormApi, unregistered: readonly string[], report: Report): EndpointGrants {
  if (api.endpoints.length === 0) return {};
  const extent = sent.text("extent");
  if (extent === "everything") return {};
  const calls = [...new Set(sent.texts("call"))];
  if (extent !== "selected" || calls.length === 0) {
    report("endpoints", "Select at least one call, or choose every endpoint.");
    return {};
  }
  const known = new Set([...callsOf(api).map(callText), ...unregistered]);
  if (!calls.every((call) => known.has(call)))
    report("endpoints", "The endpoints of this API have changed. Reload the page and try again.");
  return grantsOf(calls);
}

function readAddresses(sent: SentForm, report: Report): string[] {
  const blocks = [...new Set(wordsOf(sent.text("addresses")))];
  const wrong = blocks.find((block) => parseBlock(block) === null);
  if (wrong !== undefined) {
    report("ipAllowList", `"${wrong.slice(0, 60)}" is neither an address nor a block such as 10.0.0.0/8 or 2001:db8::/32.`);
  } else if (blocks.length > MOST_ADDRESSES) report("ipAllowList", `At most ${MOST_ADDRESSES} addresses and blocks.`);
  return blocks;
}

/** The end that was chosen. */
export function readEnd(sent: SentForm, { nowMs, rules }: Pick<OfferedForm, "nowMs" | "rules">, report: Report): string | null {
  const expiresAt = readExpiry(sent.text("expiry"), sent.text("expiryDate"), nowMs, expiryChoices(rules));
  if (expiresAt === undefined) report("expiresAt", "Choose the day on which the key ends.");
  return expiresAt ?? null;
}

function readSecret(sent: SentForm, { typedSecret }: FormApi, report: Report): { secret?: string } {
  const secret = sent.text("secret");
  if (typedSecret === null) {
    if (secret !== "") report("secret", "Secrets of this API are made by Keyfuse.");
    return {};
  }
  const flaw = judgeGivenSecret(secret);
  if (flaw !== null) report("secret", flaw);
  return { secret };
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
