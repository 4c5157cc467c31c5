// Reads what the form that changes a key sends: usable fields, or what is wrong with each of them.
import type { Checked, Problem } from "@/lib/core/schemas/problem";
import { apiForKey, type EditableKey, unregisteredCalls } from "./edited-key";
import { type ExpiryRules, KEEPS_EXPIRY } from "./expiry";
import type { FormApi } from "./form-api";
import { readEnd, readShared, type SentForm } from "./read-key-form";

/** What the form offered. */
export interface OfferedEdit {
  readonly api: FormApi;
  /** The key as it is. */
  readonly key: EditableKey;
  readonly offersKeyManager: boolean;
  readonly rules: ExpiryRules;
  readonly nowMs: number;
}

/** The key as the form wants it. What the form did not offer stays as it is. */
export function readEditForm(sent: SentForm, { api, key, offersKeyManager, rules, nowMs }: OfferedEdit): Checked<EditableKey> {
  const problems: Problem[] = [];
  const shared = readShared(sent, apiForKey(api, key), problems, unregisteredCalls(api, key));
  const report = (field: string, message: string) => problems.push({ field, code: "invalid", message });
  const fields: EditableKey = {
    ...shared,
    permissions: [...shared.permissions],
    // An API that registers nothing asks for no choice, and what the key has may count again later.
    endpoints: mutable(api.endpoints.length === 0 ? key.endpoints : shared.endpoints),
    ipAllowList: [...shared.ipAllowList],
    // A label that the API offers no more stays where nothing else is chosen.
    purpose: shared.purpose ?? (sent.text("purpose") === key.purpose ? key.purpose : null),
    expiresAt: sent.text("expiry") === KEEPS_EXPIRY ? key.expiresAt : readEnd(sent, { nowMs, rules }, report),
    keyManager: offersKeyManager && api.hasKeyManagers ? sent.text("keyManager") === "on" : key.keyManager,
  };
  return problems.length === 0 ? { ok: true, value: fields } : { ok: false, problems };
}

function mutable(endpoints: Readonly<Record<string, readonly string[]>>): EditableKey["endpoints"] {
  return Object.fromEntries(Object.entries(endpoints).map(([path, methods]) => [path, [...methods]]));
}
