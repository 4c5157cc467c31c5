// A key that is being made: what the form holds until it is sent, and what such a key could do.

import type { Grant } from "@/lib/core/grants/reach";
import { type ExpiryRules, expiryChoices, readExpiry } from "./expiry";
import type { FormApi } from "./form-api";
import { grantsOf, wordsOf } from "./form-values";
import type { KeyPower } from "./power-words";

/** What the form holds. */
export interface KeyDraft {
  readonly api: string;
  readonly name: string;
  readonly description: string;
  /** "" = no particular one. */
  readonly purpose: string;
  readonly plan: string;
  /** "" = none. */
  readonly tenantId: string;
  readonly permissions: readonly string[];
  readonly freePermissions: string;
  readonly extent: "selected" | "everything";
  /** Texts such as `GET /models`. */
  readonly calls: readonly string[];
  readonly expiry: string;
  readonly expiryDate: string;
  readonly addresses: string;
  readonly secret: string;
  readonly keyManager: boolean;
}

/** A tenant to choose. */
export interface FormTenant {
  readonly id: string;
  readonly name: string;
}

/** An empty form for keys of that API; `tenantId`: the tenant that is chosen first, left out = none. */
export function newDraft(api: FormApi, rules: ExpiryRules, tenantId = ""): KeyDraft {
  const empty = {
    api: api.slug,
    name: "",
    description: "",
    purpose: "",
    plan: "",
    tenantId,
    permissions: [],
    freePermissions: "",
    extent: "selected" as const,
    calls: [],
    expiry: expiryChoices(rules)[0]?.value ?? "date",
    expiryDate: "",
    addresses: "",
    secret: "",
    keyManager: false,
  };
  return withApi(empty, api);
}

/** The draft for another API: what depends on it begins anew. The API that it has already, chosen once more, changes nothing. */
export function chooseApi(draft: KeyDraft, api: FormApi): KeyDraft {
  return draft.api === api.slug ? draft : withApi(draft, api);
}

function withApi(draft: KeyDraft, api: FormApi): KeyDraft {
  const plan = api.plans.find(({ name }) => name === "default") ?? api.plans[0];
  const moved = { ...draft, api: api.slug, plan: plan?.name ?? "", calls: [], extent: "selected" as const, secret: "" };
  return withPurpose(moved, api, api.purposes[0]?.purpose ?? "");
}

/** The draft for another purpose, whose preset fills in the permissions. */
export function withPurpose(draft: KeyDraft, api: FormApi, purpose: string): KeyDraft {
  const preset = api.purposes.find((one) => one.purpose === purpose);
  if (preset === undefined) return { ...draft, purpose: "" };
  return { ...draft, purpose, permissions: preset.permissions, freePermissions: preset.permissions.join(" ") };
}

/** What the form grants; null = nothing is chosen yet. */
export function grantOf(draft: KeyDraft, api: FormApi): Grant | null {
  const isOpen = draft.extent === "everything" || (api.endpoints.length === 0 && draft.calls.length === 0);
  if (!isOpen && draft.calls.length === 0) return null;
  return {
    permissions: api.permissions.length === 0 ? wordsOf(draft.freePermissions) : draft.permissions,
    endpoints: isOpen ? {} : grantsOf(draft.calls),
  };
}

/** What a key made of the draft could do, until that instant; null = nothing is chosen yet. */
export function powerOf(draft: KeyDraft, api: FormApi, tenantName: string | null, expiresAt: string | null): KeyPower | null {
  const grant = grantOf(draft, api);
  if (grant === null) return null;
  return {
    api,
    grant,
    planEndpoints: api.plans.find(({ name }) => name === draft.plan)?.endpoints ?? null,
    tenantName,
    ipAllowList: wordsOf(draft.addresses),
    expiresAt,
  };
}

/** When a key made of the draft would end; null = never, or nothing usable is chosen yet. */
export function endOf({ expiry, expiryDate }: KeyDraft, nowMs: number, rules: ExpiryRules): string | null {
  return readExpiry(expiry, expiryDate, nowMs, expiryChoices(rules)) ?? null;
}
