// What each page, route and server action of the console takes, read out of its own file: the suites expect of every role what the
// table of permissions says of that.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { REPOSITORY } from "@/e2e/server-under-test";
import { CONSOLE_ACTIONS, type ConsoleAction, mayTake, type Role } from "@/lib/core/roles";
import type { ServerAction } from "./console-client";
import type { AppFile } from "./console-map";

/** What one thing that is asked for takes besides its file's own words, and why. */
interface Ruled {
  readonly takes: ConsoleAction;
  readonly why: string;
}

/** Files whose answer hangs on more than one permission, as they answer for the suites' own key and request. */
const RULED: Readonly<Record<string, Ruled>> = {
  "app/(console)/find/route": { takes: "session.end", why: "every member may search; what is found is what the role may read" },
  "app/(console)/keys/[key]/first-use/route": { takes: "keys.read", why: "it answers 401 where a page leads to the sign-in" },
  "app/(console)/keys/[key]/edit/page": { takes: "keys.write-all", why: "a developer changes keys of their own, and this one is not" },
  "app/(console)/requests/[request]/page": { takes: "approvals.write", why: "a member sees their own requests, and this one is not" },
};

const PAGE_TAKES = /\b(?:requireSession|requireTenant|memberRoute)\(\s*"([\w.-]+)"/g;
const ACTION_TAKES = /^export const (\w+) = (with\w+)(?:<[^(]*>)?\(\s*(?:"([\w.-]+)")?/gm;
/** Wrappers that say for their actions what these take; the further ones stand on `withTenant`. */
const WRAPPER_TAKES = /^export function (with\w+)<(?:(?!^}).)*?\bwithReachedTenant\("([\w.-]+)"/gms;
const TENANT_ACTIONS = "lib/runtime/sign-in/with-tenant.ts";

const textOf = (file: string) => readFileSync(path.join(REPOSITORY, file), "utf8");

/** @throws Error for a text that the table of permissions does not have */
function known(text: string | undefined, where: string): ConsoleAction {
  const action = CONSOLE_ACTIONS.find((one) => one === text);
  if (action === undefined) throw new Error(`${where} takes ${text}, which the table of permissions does not have`);
  return action;
}

/**
 * What opening a member page or route takes.
 * @throws Error when its file says it not at all or more than once
 */
export function actionOfFile({ file, isRoute }: AppFile): ConsoleAction {
  const ruled = RULED[file];
  if (ruled !== undefined) return ruled.takes;
  const said = [...textOf(`${file}.${isRoute ? "ts" : "tsx"}`).matchAll(PAGE_TAKES)];
  if (said.length !== 1) throw new Error(`${file} says ${said.length} times what it takes; a file that decides otherwise stands in RULED`);
  return known(said[0]?.[1], file);
}

/** Every server action of members, by name, with what calling it takes. */
function actionsTaken(): ReadonlyMap<string, ConsoleAction> {
  const ofTenants = Object.fromEntries(Array.from(textOf(TENANT_ACTIONS).matchAll(WRAPPER_TAKES), ([, wrapper, said]) => [wrapper, said]));
  const files = readdirSync(path.join(REPOSITORY, "app"), { recursive: true, encoding: "utf8" })
    .map((name) => `app/${name}`)
    .filter((name) => /actions\.ts$/.test(name));
  const taken = new Map<string, ConsoleAction>();
  for (const file of files) {
    for (const [, name = "", wrapper = "", said] of textOf(file).matchAll(ACTION_TAKES)) {
      if (taken.has(name)) throw new Error(`there are two actions ${name}: the suites tell them by their names`);
      taken.set(name, known(said ?? ofTenants[wrapper] ?? ofTenants.withTenant, `${file} ${name}`));
    }
  }
  return taken;
}

let taken: ReadonlyMap<string, ConsoleAction> | undefined;

/**
 * What calling a server action takes.
 * @throws Error when no file says it
 */
export function actionTaken({ name }: ServerAction): ConsoleAction {
  taken ??= actionsTaken();
  return taken.get(name) ?? known(undefined, name);
}

/** What the table of permissions says of a member of the whole instance. */
export function roleAllows(role: Role, action: ConsoleAction): boolean {
  return mayTake({ role, isConfined: false }, action);
}
