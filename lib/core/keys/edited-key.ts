// What can be changed of a key, and the form that changes it, filled in with what the key has.

import { normaliseTemplate } from "@/lib/core/grants/endpoint-index";
import type { Call } from "@/lib/core/grants/reach";
import { callsOf } from "@/lib/core/grants/reach";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { callText } from "./call-selection";
import { KEEPS_EXPIRY } from "./expiry";
import type { FormApi } from "./form-api";
import type { KeyDraft } from "./key-draft";

/** The fields of a key that can be changed, in the order in which people read them. */
export const EDITABLE_FIELDS = [
  "name",
  "description",
  "purpose",
  "plan",
  "permissions",
  "endpoints",
  "ipAllowList",
  "expiresAt",
  "keyManager",
] as const satisfies readonly (keyof KeyView)[];

export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** As much of a key as can be changed. */
export type EditableKey = Readonly<Pick<KeyView, EditableField>>;

/** The API as the form for the key offers it: what the key is permitted can stay ticked, though the API may list it no more. */
export function apiForKey(api: FormApi, { permissions }: Pick<EditableKey, "permissions">): FormApi {
  if (api.permissions.length === 0) return api;
  const listed = new Set(["*", ...api.permissions]);
  return { ...api, permissions: [...api.permissions, ...permissions.filter((name) => !listed.has(name))] };
}

/** The calls that the key's endpoints grant, as texts such as `GET /models`; of registered ones as the API writes them now. */
function grantedCalls(api: Pick<FormApi, "endpoints">, { endpoints }: Pick<EditableKey, "endpoints">): string[] {
  const registered = new Map(callsOf(api).map((call) => [normalisedText(call), callText(call)]));
  return Object.entries(endpoints).flatMap(([path, methods]) =>
    methods.map((method) => registered.get(normalisedText({ method, path })) ?? callText({ method, path })),
  );
}

/** Of the granted calls those that the API does not register: left from before, or given by another way than the form. */
export function unregisteredCalls(api: Pick<FormApi, "endpoints">, key: Pick<EditableKey, "endpoints">): string[] {
  const registered = new Set(callsOf(api).map(callText));
  return grantedCalls(api, key).filter((call) => !registered.has(call));
}

/** The form filled in with what the key has. */
export function draftOf(key: EditableKey & Pick<KeyView, "api" | "tenantId">, api: FormApi): KeyDraft {
  return {
    api: key.api,
    name: key.name,
    description: key.description,
    purpose: key.purpose ?? "",
    plan: key.plan,
    tenantId: key.tenantId ?? "",
    permissions: key.permissions,
    freePermissions: key.permissions.join(" "),
    extent: Object.keys(key.endpoints).length === 0 ? "everything" : "selected",
    calls: grantedCalls(api, key),
    expiry: KEEPS_EXPIRY,
    expiryDate: "",
    addresses: key.ipAllowList.join("\n"),
    secret: "",
    keyManager: key.keyManager,
  };
}

function normalisedText({ method, path }: Pick<Call, "method" | "path">): string {
  return `${method} ${normaliseTemplate(path)}`;
}
