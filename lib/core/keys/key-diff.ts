// What an edit changes of a key: field by field in words, and what the key gains and loses by it.
import { blockWithin, parseBlock } from "@/lib/core/grants/addresses";
import { normaliseTemplate } from "@/lib/core/grants/endpoint-index";
import { type Call, reachOf } from "@/lib/core/grants/reach";
import { callText } from "./call-selection";
import { EDITABLE_FIELDS, type EditableField, type EditableKey } from "./edited-key";
import type { FormApi } from "./form-api";
import { dateWords } from "./power-words";

/** One field that changes. */
export interface FieldChange {
  readonly field: EditableField;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What changes in all; no changes = nothing does. */
export interface KeyDiff {
  readonly changes: readonly FieldChange[];
  /** What a holder of the key can do from then on, and could not before. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** What is compared: order and writing of lists, of templates' parameter names and of instants mean nothing. */
const COMPARABLE: { readonly [F in EditableField]: (value: EditableKey[F]) => string } = {
  name: (name) => name,
  description: (text) => text.replaceAll("\r\n", "\n"),
  purpose: (purpose) => purpose ?? "",
  plan: (plan) => plan,
  permissions: (names) => (names.includes("*") ? "*" : listText(names)),
  endpoints: (grants) =>
    listText(Object.entries(grants).flatMap(([path, methods]) => methods.map((method) => `${method} ${normaliseTemplate(path)}`))),
  ipAllowList: listText,
  expiresAt: (instant) => instant?.slice(0, 19) ?? "",
  keyManager: String,
};

/** The fields in which two keys differ. */
export function changedFields(before: EditableKey, after: EditableKey): EditableField[] {
  return EDITABLE_FIELDS.filter((field) => isChanged(field, before, after));
}

/** The difference between the key as it is and as it would be. */
export function diffKey(before: EditableKey, after: EditableKey, api: FormApi): KeyDiff {
  const words = wordsFor(api);
  const changes = changedFields(before, after).map((field) => {
    return { field, label: LABELS[field], before: wordsOf(words, field, before), after: wordsOf(words, field, after) };
  });
  return { changes, gained: gains(before, after, api), lost: gains(after, before, api) };
}

/** What each field is called. */
const LABELS: Readonly<Record<EditableField, string>> = {
  name: "Name",
  description: "Description",
  purpose: "Purpose",
  plan: "Plan",
  permissions: "Permissions",
  endpoints: "Endpoints",
  ipAllowList: "Allowed addresses",
  expiresAt: "Expires",
  keyManager: "Key manager",
};

/** More calls than these are counted instead of named. */
const MOST_NAMED = 12;

type Words = { readonly [F in EditableField]: (value: EditableKey[F]) => string };

function wordsFor(api: FormApi): Words {
  return {
    name: (name) => name,
    description: (text) => text || "None",
    purpose: (purpose) => api.purposes.find((one) => one.purpose === purpose)?.label ?? purpose ?? "No particular one",
    plan: (name) => {
      const plan = api.plans.find((one) => one.name === name);
      return plan === undefined ? name : `${name}: ${plan.words}`;
    },
    permissions: (names) => (names.includes("*") ? "Every one, later ones too" : names.join(", ") || "None"),
    endpoints: (grants) => callsText(Object.entries(grants).flatMap(([path, methods]) => methods.map((method) => `${method} ${path}`))),
    ipAllowList: (blocks) => blocks.join(", ") || "Any",
    expiresAt: (instant) => (instant === null ? "Never" : `${dateWords(instant)}, ${instant.slice(11, 16)} UTC`),
    keyManager: (isManager) => (isManager ? "May make keys" : "No"),
  };
}

function callsText(calls: readonly string[]): string {
  if (calls.length === 0) return "Every one, later ones too";
  const named = calls.slice(0, MOST_NAMED).join(", ");
  return calls.length > MOST_NAMED ? `${named} and ${calls.length - MOST_NAMED} more` : named;
}

function isChanged<F extends EditableField>(field: F, before: EditableKey, after: EditableKey): boolean {
  return COMPARABLE[field](before[field]) !== COMPARABLE[field](after[field]);
}

function wordsOf<F extends EditableField>(words: Words, field: F, key: EditableKey): string {
  return words[field](key[field]);
}

/** What the second key can do and the first cannot. */
function gains(from: EditableKey, to: EditableKey, api: FormApi): string[] {
  const held = new Set(reachedCalls(from, api).map(callText));
  const calls = reachedCalls(to, api)
    .map(callText)
    .filter((call) => !held.has(call));
  return [
    ...calls.slice(0, MOST_NAMED),
    ...(calls.length > MOST_NAMED ? [`${calls.length - MOST_NAMED} more calls`] : []),
    ...(isOpenEnded(to) && !isOpenEnded(from) ? ["calls that are added to the API later"] : []),
    ...permissionGains(from.permissions, to.permissions),
    ...addressGains(from.ipAllowList, to.ipAllowList),
    ...lifeGains(from.expiresAt, to.expiresAt),
    ...(to.keyManager && !from.keyManager ? ["making keys"] : []),
  ];
}

function reachedCalls(key: EditableKey, api: FormApi): Call[] {
  return reachOf(api, key, api.plans.find(({ name }) => name === key.plan)?.endpoints ?? null);
}

function isOpenEnded({ endpoints }: EditableKey): boolean {
  return Object.keys(endpoints).length === 0;
}

function permissionGains(from: readonly string[], to: readonly string[]): string[] {
  if (from.includes("*")) return [];
  if (to.includes("*")) return ["every permission, later ones too"];
  return to.filter((name) => !from.includes(name)).map((name) => `the permission ${name}`);
}

function addressGains(from: readonly string[], to: readonly string[]): string[] {
  if (from.length === 0) return [];
  if (to.length === 0) return ["requests from anywhere"];
  const held = from.map(parseBlock).filter((block) => block !== null);
  const isHeld = (text: string) => {
    const block = parseBlock(text);
    return block !== null && held.some((outer) => blockWithin(block, outer));
  };
  return to.filter((text) => !isHeld(text)).map((text) => `requests from ${text}`);
}

function lifeGains(from: string | null, to: string | null): string[] {
  if (from === null) return [];
  if (to === null) return ["a life without an end"];
  return to.slice(0, 19) > from.slice(0, 19) ? [`time until ${dateWords(to)}`] : [];
}

function listText(items: readonly string[]): string {
  return [...new Set(items)].sort().join("\n");
}
