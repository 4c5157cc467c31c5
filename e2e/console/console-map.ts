// What the console consists of, found in the app directory and in the build, with calls that would succeed for whoever may make them.
import { readdirSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "@/e2e/server-under-test";
import type { Role } from "@/lib/core/roles";

import { ACCOUNT_CALLS } from "./calls/account-calls";
import { type ActionCall, IDLE_STATE } from "./calls/action-call";
import { API_CALLS } from "./calls/api-calls";
import { KEY_CALLS } from "./calls/key-calls";
import { KEY_LIFE_CALLS } from "./calls/key-life-calls";
import { MAIL_CALLS } from "./calls/mail-calls";
import { OPEN_CALLS } from "./calls/open-calls";
import { PEOPLE_CALLS } from "./calls/people-calls";
import { REQUEST_CALLS } from "./calls/request-calls";
import { SETTINGS_CALLS } from "./calls/settings-calls";
import { TEAM_CALLS } from "./calls/team-calls";
import { TENANT_CALLS } from "./calls/tenant-calls";
import { WEBHOOK_CALLS } from "./calls/webhook-calls";
import { type Argument, type ServerAction, serverActions, urlOfFile } from "./console-client";
import { PARAMETERS } from "./console-world";

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

/** What names an API to whoever knows its slug: its reference, and the form that asks for its keys where it is open. */
export const NAMED_BY_SLUG: ReadonlySet<string> = new Set([
  "app/docs/[api]/page",
  "app/openapi/[document]/route",
  "app/(requests)/request/[slug]/page",
]);

/** Files that an admin who is confined to a tenant may ask for, of what is that tenant's; of what is not listed, they learn nothing. */
export const CONFINED_FILES: ReadonlySet<string> = new Set([
  "app/(console)/account/page",
  "app/(console)/find/route",
  "app/(console)/keys/page",
  "app/(console)/keys/new/page",
  "app/(console)/keys/[key]/page",
  "app/(console)/keys/[key]/edit/page",
  "app/(console)/keys/[key]/first-use/route",
  "app/(console)/tenants/page",
  "app/(console)/tenants/[id]/page",
  "app/(console)/tenants/[id]/applications/page",
  "app/(console)/tenants/[id]/applications/new/page",
  "app/(console)/tenants/[id]/applications/[applicationId]/page",
  "app/(console)/tenants/[id]/applications/[applicationId]/edit/page",
  "app/(console)/tenants/[id]/groups/page",
  "app/(console)/tenants/[id]/groups/new/page",
  "app/(console)/tenants/[id]/groups/[groupId]/page",
  "app/(console)/tenants/[id]/groups/[groupId]/edit/page",
  "app/(console)/tenants/[id]/users/page",
  "app/(console)/tenants/[id]/users/new/page",
  "app/(console)/tenants/[id]/users/[userId]/page",
  "app/(console)/tenants/[id]/users/[userId]/edit/page",
]);

/** Actions that strangers may send, with why that opens nothing. */
export const OPEN_ACTIONS: Readonly<Record<string, string>> = {
  makeOwner: "it asks for the token of the set-up link",
  askForKey: "it sends a mail to the address that was typed, and an admin decides",
  readConfirm: "it asks for the token of the mailed link",
  readWithdraw: "it asks for the token of the mailed link",
  readReveal: "it asks for the token of the mailed link",
  confirmAddress: "it asks for the token of the mailed link",
  withdrawAsked: "it asks for the token of the mailed link",
  revealSecret: "it asks for the token of the mailed link",
  readSeat: "it asks for the token of an invitation",
  joinByLink: "it asks for the token of an invitation",
  readReset: "it asks for the token of a reset link",
  resetByLink: "it asks for the token of a reset link",
  askForPasskey: "what it answers holds a challenge and nothing of anybody",
  askForReset: "whatever is asked for is sent by mail to the member alone, and the answer is the same for everybody",
  askForAccount: "it does nothing until an owner allows sign-up, and then asks for the token of a mail",
};

/** Who may call each action, and a call that changes something, by the action's name. */
const CALLS: Readonly<Record<string, ActionCall>> = {
  ...ACCOUNT_CALLS,
  ...API_CALLS,
  ...KEY_CALLS,
  ...KEY_LIFE_CALLS,
  ...MAIL_CALLS,
  ...PEOPLE_CALLS,
  ...REQUEST_CALLS,
  ...SETTINGS_CALLS,
  ...TEAM_CALLS,
  ...TENANT_CALLS,
  ...WEBHOOK_CALLS,
};

/** The least role that may call an action; what is not listed is an admin's. */
export function leastRole({ name }: ServerAction): Role {
  return CALLS[name]?.leastRole ?? "admin";
}

/** Those about one's own account, about keys, and about what is in a tenant; the tester looks at any key, and a tenant is no part of itself. */
const CONFINED_CALLS: readonly Readonly<Record<string, ActionCall>>[] = [ACCOUNT_CALLS, KEY_CALLS, KEY_LIFE_CALLS, PEOPLE_CALLS];
const CLOSED_AMONG_THEM: ReadonlySet<string> = new Set(["testCredential", "removeTenant"]);

/** Whether confined members may call the action, on what is of their tenants; what is not listed they may not. */
export function isOpenToConfined({ name }: ServerAction): boolean {
  return CONFINED_CALLS.some((calls) => Object.hasOwn(calls, name)) && !CLOSED_AMONG_THEM.has(name);
}

/** A call that changes something when a member who may makes it. An action without one is called with an empty form. */
export function goodCall(action: ServerAction): readonly Argument[] {
  return callOf(action)?.good?.() ?? [IDLE_STATE, { form: {} }];
}

/** What the suites know of it; null = nothing. */
export function callOf({ name }: ServerAction): Omit<ActionCall, "leastRole"> | null {
  return CALLS[name] ?? OPEN_CALLS[name] ?? null;
}

/** The page an action is sent from. */
export function pageOf({ pages }: ServerAction): string {
  const [page] = [...pages].sort();
  if (page === undefined) throw new Error("no page sends the action");
  return urlOfFile(page, PARAMETERS);
}

/** The actions that only members may send. */
export function memberActions(): ServerAction[] {
  return serverActions().filter((action) => !isOpen(action));
}

/** Whether strangers may send it. */
export function isOpen({ name }: ServerAction): boolean {
  return OPEN_ACTIONS[name] !== undefined;
}
