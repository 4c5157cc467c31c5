// Promise: an edit is exactly what the form says, and what the form did not offer stays as the key has it.
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { standard } from "@/lib/core/dialects/standard";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import type { EditableKey } from "./edited-key";
import { formApi } from "./form-api";
import { readEditForm } from "./read-edit-form";

const plans = { default: { name: "default", windows: [], quota: null, allowTokens: true, endpoints: null } };
const REST = {
  id: "x",
  slug: "x",
  name: "X",
  dialect: standard,
  upstream: null,
  hosts: [],
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};
const API = formApi({ ...REST, plans, endpoints: SAMPLE_ENDPOINTS.standard });
const BARE = formApi({ ...REST, plans, endpoints: [] });

const KEY: EditableKey = {
  name: "ci",
  description: "",
  purpose: "of old",
  plan: "default",
  permissions: ["read", "legacy"],
  endpoints: { "/v1/models": ["GET"], "/gone": ["GET"] },
  ipAllowList: [],
  expiresAt: null,
  keyManager: true,
};

const SENT = {
  name: "ci",
  purpose: "of old",
  permission: ["read", "legacy"],
  extent: "selected",
  call: ["GET /v1/models", "GET /gone"],
  expiry: "keep",
};

function read(change: Readonly<Record<string, string | readonly string[]>>, api = API) {
  const fields: Readonly<Record<string, string | readonly string[]>> = { ...SENT, ...change };
  const texts = (name: string) => [fields[name] ?? []].flat();
  const offered = { api, key: KEY, offersKeyManager: false, rules: { longestKeyDays: 60, usualKeyDays: 30 }, nowMs: 0 };
  return readEditForm({ texts, text: (name) => texts(name)[0] ?? "" }, offered);
}

it("an untouched form is the key, with what its API lists no more", () => {
  expect(read({})).toEqual({ ok: true, value: KEY });
});

it("the flag of key managers is not the form's to change where it is not offered", () => {
  expect(read({ keyManager: "" })).toMatchObject({ value: { keyManager: true } });
});

it("an API that registers no endpoints asks for none, and the key's stay", () => {
  expect(read({ extent: "", call: [] }, BARE)).toMatchObject({ ok: true, value: { endpoints: KEY.endpoints } });
});

it.each([
  [{ call: [] }, "endpoints"],
  [{ call: ["GET /elsewhere"] }, "endpoints"],
  [{ extent: "" }, "endpoints"],
  [{ permission: ["sudo"] }, "permissions"],
  [{ name: "" }, "name"],
  [{ addresses: "nowhere" }, "ipAllowList"],
  [{ expiry: "never" }, "expiresAt"],
  [{ expiry: "90" }, "expiresAt"],
  [{ expiry: "" }, "expiresAt"],
])("%j is refused at %s", (change, field) => {
  expect(read(change)).toMatchObject({ ok: false, problems: [{ field }] });
});
