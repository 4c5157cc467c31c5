// What the console consists of, found in the app directory and in the build, with calls that would succeed for whoever may make them.
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "@/e2e/server-under-test";
import type { Role } from "@/lib/core/roles";
import { type Argument, type ServerAction, serverActions, urlOfFile } from "./console-client";
import { KEY_ID, PARAMETERS, SECOND_TENANT } from "./console-world";

/** A page or a route file of the app. */
export interface AppFile {
  /** `app/(console)/keys/page`. */
  readonly file: string;
  readonly url: string;
  readonly isForMembers: boolean;
  readonly isRoute: boolean;
}

/** Every page and route of the app but the gate's own mounts, which are no part of the console. */
export function appFiles(): AppFile[] {
  return readdirSync(path.join(REPOSITORY, "app"), { recursive: true, encoding: "utf8" })
    .filter((name) => /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(name) && !/^(?:api|gateway|v1)\//.test(name))
    .map((name) => `app/${name.replace(/\.tsx?$/, "")}`)
    .sort()
    .map((file) => ({
      file,
      url: urlOfFile(file, PARAMETERS),
      isForMembers: file.startsWith("app/(console)/"),
      isRoute: file.endsWith("/route"),
    }));
}

/** What names an API to whoever knows its slug: its reference. */
export const NAMED_BY_SLUG: ReadonlySet<string> = new Set(["app/docs/[api]/page", "app/openapi/[document]/route"]);

/** Files that a viewer may ask for; of what is not listed, a viewer learns nothing. */
export const VIEWER_FILES: ReadonlySet<string> = new Set([
  "app/(console)/apis/page",
  "app/(console)/apis/[slug]/page",
  "app/(console)/keys/page",
  "app/(console)/keys/[key]/page",
  "app/(console)/keys/[key]/first-use/route",
  "app/(console)/tenants/page",
  "app/(console)/test/page",
]);

/** The least role that may call an action; what is not listed is an admin's. */
const LEAST_ROLES: Readonly<Record<string, Role>> = {
  signOut: "viewer",
  testCredential: "viewer",
  createKey: "developer",
  pause: "developer",
  resume: "developer",
  revoke: "developer",
  rename: "developer",
};

/** Actions that strangers may send, with why that opens nothing. */
export const OPEN_ACTIONS: Readonly<Record<string, string>> = {
  makeOwner: "it asks for the token of the set-up link",
};

export function leastRole({ name }: ServerAction): Role {
  return LEAST_ROLES[name] ?? "admin";
}

const IDLE: Argument = { data: { kind: "idle" } };

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

/** A call that creates a key of that API. */
export const keyCall = (api: string): readonly Argument[] => [{ form: keyFields(api) }];

/** Calls that change something when a member who may makes them. An action without one is called with an empty form. */
const GOOD_CALLS: Readonly<Record<string, () => readonly Argument[]>> = {
  signOut: () => [],
  testCredential: () => [IDLE, { form: { paste: "sk_x", api: "standard", endpoint: "", address: "" } }],
  pause: () => [{ data: KEY_ID }],
  resume: () => [{ data: KEY_ID }],
  revoke: () => [{ data: KEY_ID }],
  rename: () => [{ data: KEY_ID }, { data: { name: "renamed", description: "" } }],
  createKey: () => keyCall("standard"),
  makeTenant: () => [IDLE, { form: { name: `Made by a suite ${randomUUID()}`, agreement: "on" } }],
  giveTenantName: () => [{ data: SECOND_TENANT }, IDLE, { form: { name: "Renamed" } }],
};

export function goodCall({ name }: ServerAction): readonly Argument[] {
  return GOOD_CALLS[name]?.() ?? [IDLE, { form: {} }];
}

/** The page an action is sent from. */
export function pageOf({ pages }: ServerAction): string {
  const [page] = [...pages].sort();
  if (page === undefined) throw new Error("no page sends the action");
  return urlOfFile(page, PARAMETERS);
}

/** The actions that only members may send. */
export function memberActions(): ServerAction[] {
  return serverActions().filter(({ name }) => OPEN_ACTIONS[name] === undefined);
}
