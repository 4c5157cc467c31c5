// What the console offers: every link leads somewhere for whoever is shown it, no page hands out an action that its reader may not take,
// and every page is reached by links alone.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "@/lib/core/roles";
import { ask, type ServerAction } from "./console-client";
import { appFiles, CONFINED_FILES, isOpenToConfined, leastRole, memberActions } from "./console-map";
import { type ConsoleWorld, openConsoleWorld } from "./console-world";

/** Pages that nothing on another page links to, with why. */
const LED_TO_OTHERWISE: Readonly<Record<string, string>> = {
  "app/(console)/explain/[requestId]/page": "the requests of a key lead there, and no request is made here",
  "app/(console)/account/page": "the menu beside the member's name, which is fetched when it is opened (e2e/browser/session.spec.ts)",
};

/** Pages of one file that are opened: more of them show the same links. */
const MOST_OF_A_FILE = 3;

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world?.close());

const pages = appFiles()
  .filter(({ isForMembers, isRoute }) => isForMembers && !isRoute)
  .map(({ file }) => ({ file, pattern: patternOf(file) }));

/** `app/(console)/keys/[key]/page` → a pattern of its paths. */
function patternOf(file: string): RegExp {
  const segments = file
    .replace(/^app\//, "")
    .replace(/\/page$/, "")
    .split("/")
    .filter((segment) => !/^\(.*\)$/.test(segment));
  return new RegExp(`^/${segments.map((segment) => (/^\[/.test(segment) ? "[^/]+" : segment)).join("/")}$`);
}

/** The file of the page at a path; the one with the fewest parameters comes first (`/keys/new` is no key). */
function fileAt(path: string): string | null {
  const parameters = (file: string) => file.split("[").length;
  const matching = pages.filter(({ pattern }) => pattern.test(path));
  return matching.sort((one, other) => parameters(one.file) - parameters(other.file))[0]?.file ?? null;
}

/** Targets of links on a page that stay on this server, without their fragments. */
function linksOn(html: string): string[] {
  const targets = [...html.matchAll(/<a\b[^>]*?\bhref="(\/[^"]*)"/g)].map(([, target = ""]) => target.replaceAll("&amp;", "&"));
  return [...new Set(targets.map((target) => target.split("#", 1)[0] ?? ""))].filter((target) => target !== "");
}

interface Walk {
  /** Files of member pages that were opened. */
  readonly opened: ReadonlySet<string>;
  /** Links that led nowhere, as `from → to: status`. */
  readonly broken: readonly string[];
  /** Actions beyond the reader's rights, as `page: action`. */
  readonly beyond: readonly string[];
  /** Names of all actions that the pages hand out. */
  readonly handedOut: ReadonlySet<string>;
}

/** The walk of whoever has that cookie and may take what `mayCall` says. */
async function walk(cookie: string, mayCall: (action: ServerAction) => boolean): Promise<Walk> {
  const beyondRights = memberActions().filter((action) => !mayCall(action));
  const opened = new Map<string, number>();
  const broken: string[] = [];
  const beyond: string[] = [];
  const handedOut = new Set<string>();
  const known = new Set(["/keys"]);
  const queue = [{ target: "/keys", from: "the sign-in" }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { target, from } = next;
    const file = fileAt(target.split("?", 1)[0] ?? "");
    const times = file === null ? 0 : (opened.get(file) ?? 0);
    if (times >= MOST_OF_A_FILE) continue;
    if (file !== null) opened.set(file, times + 1);
    const answer = await ask(world.server, target, { cookie });
    if (answer.status >= 400) broken.push(`${from} → ${target}: ${answer.status}`);
    if (file === null || answer.status !== 200) continue;
    for (const { id, name } of beyondRights) if (answer.text.includes(id)) beyond.push(`${target}: ${name}`);
    for (const { id, name } of memberActions()) if (answer.text.includes(id)) handedOut.add(name);
    for (const link of linksOn(answer.text)) {
      if (known.has(link)) continue;
      known.add(link);
      queue.push({ target: link, from: target });
    }
  }
  return { opened: new Set(opened.keys()), broken, beyond, handedOut };
}

function mayRoleCall(role: Role, action: ServerAction): boolean {
  return ROLES.indexOf(leastRole(action)) <= ROLES.indexOf(role);
}

describe("what each role is offered", () => {
  test.each(ROLES)("%s: every link leads somewhere, and no action beyond the role is handed out", async (role) => {
    const mayCall = (action: ServerAction) => mayRoleCall(role, action);
    const { broken, beyond, opened, handedOut } = await walk(world.members[role].cookie, mayCall);
    expect(broken).toEqual([]);
    expect(beyond).toEqual([]);
    if (role === "owner") {
      // Were actions no longer found in pages, none beyond a role would be.
      expect(handedOut.size).toBeGreaterThan(memberActions().length / 2);
      const unreached = pages.map(({ file }) => file).filter((file) => !opened.has(file) && LED_TO_OTHERWISE[file] === undefined);
      expect(unreached).toEqual([]);
    }
  });

  test("a confined admin: every link leads somewhere, every page for them is reached, and no action is handed out that is closed to them", async () => {
    const mayCall = (action: ServerAction) => mayRoleCall("admin", action) && isOpenToConfined(action);
    const { broken, beyond, opened } = await walk(world.confined.cookie, mayCall);
    expect(broken).toEqual([]);
    expect(beyond).toEqual([]);
    const theirs = pages.map(({ file }) => file).filter((file) => CONFINED_FILES.has(file) && LED_TO_OTHERWISE[file] === undefined);
    expect([...opened].sort()).toEqual(theirs.sort());
  });
});
