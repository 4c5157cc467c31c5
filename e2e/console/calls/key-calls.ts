// Actions about keys.
import { randomUUID } from "node:crypto";
import type { Argument } from "../console-client";
import { KEY_ID, MARK } from "../console-world";
import { type ActionCall, formOf, IDLE_STATE } from "./action-call";

/** Fields that make a key; a form is used once, so that each has an id of its own. */
function keyFields(api = "standard"): Readonly<Record<string, string | readonly string[]>> {
  return {
    id: randomUUID(),
    api,
    name: "made by a suite",
    description: "",
    purpose: "",
    plan: "default",
    tenantId: "",
    permission: api === "standard" ? ["read"] : ["*"],
    freePermissions: "*",
    extent: "everything",
    expiry: "90",
    addresses: "",
    secret: api === "management" ? `typed-${randomUUID()}` : "",
  };
}

/** What the form of an edit says of the key of every suite; only its description is another one. `*` = whatever the key is now. */
const EDIT: Argument = {
  form: { ...keyFields(), id: "", name: `seen ${MARK}`, description: "edited by a suite", version: "*", expiry: "keep" },
};

/** A call that creates a key of that API. */
export const keyCall = (api: string): readonly Argument[] => [{ form: keyFields(api) }];

const KEY: Argument = { data: KEY_ID };
const ONLY_A_KEY = "it takes a key's id alone";

/** Whether a key has a column of that name for what people type. */
function isColumn(field: string): field is "name" | "description" {
  return field === "name" || field === "description";
}

export const KEY_CALLS: Readonly<Record<string, ActionCall>> = {
  createKey: {
    leastRole: "developer",
    good: () => keyCall("standard"),
    stored: async ({ prisma }, field, call) =>
      isColumn(field) ? (await prisma.key.findUniqueOrThrow({ where: { id: String(formOf(call).id) } }))[field] : null,
  },
  pause: { leastRole: "developer", good: () => [KEY], withoutNaughty: ONLY_A_KEY },
  resume: { leastRole: "developer", good: () => [KEY], withoutNaughty: ONLY_A_KEY },
  revoke: { leastRole: "developer", good: () => [KEY, { data: `seen ${MARK}` }], withoutNaughty: ONLY_A_KEY },
  changeListed: {
    leastRole: "developer",
    good: () => [KEY, { data: "pause" }, { data: { days: 30, typed: "" } }],
    withoutNaughty: "it takes a key's id and a step's name",
  },
  reviewEdit: { leastRole: "developer", good: () => [KEY, EDIT] },
  applyEdit: {
    leastRole: "developer",
    good: () => [KEY, EDIT, { data: "*" }],
    stored: async ({ prisma }, field) =>
      isColumn(field) ? (await prisma.key.findUniqueOrThrow({ where: { publicId: KEY_ID } }))[field] : null,
  },
  testCredential: {
    leastRole: "viewer",
    good: () => [IDLE_STATE, { form: { paste: "sk_x", api: "standard", endpoint: "", address: "" } }],
    withoutNaughty: "it admits 30 a minute; its strings are the tester suite's",
  },
};
