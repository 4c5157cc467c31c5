// Requests without a session, with one that is over, from elsewhere, or of a lower role: every page and action of the build refuses
// them, and nothing in the database changes.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isFull } from "@/e2e/drills/drill";
import { pageAt, pageGroupsFor } from "@/lib/core/console-pages";
import { ROLES, type Role } from "@/lib/core/roles";
import { act, ask, type Got, type Sent, type ServerAction, sessionCookie, signIn } from "./console-client";
import { appFiles, callOf, goodCall, leastRole, memberActions, NAMED_BY_SLUG, pageOf } from "./console-map";
import { API_MARK, type ConsoleWorld, MARK, openConsoleWorld, PASSWORD, snapshot } from "./console-world";
import { actionOfFile, actionTaken, roleAllows } from "./permissions";
import { claimsIn, claimsOf, makeStrangers, sealed } from "./strangers";

/** Of the ways to come a short run tries one in so many on each page and action: other ones on the next, so that each is tried on many. */
const SAMPLED = 4;
const sample = <T>(all: readonly T[], turn: number, oneIn = SAMPLED) =>
  isFull ? all : all.filter((_, index) => (index + turn) % oneIn === 0);

let world: ConsoleWorld;
/** Ways of coming that are no session, by name. */
let strangers: Record<string, Sent> = {};

beforeAll(async () => {
  world = await openConsoleWorld();
  strangers = await makeStrangers(world);
});
afterAll(() => world?.close());

/** A new session of a member, of a browser that had that other cookie before. Five a minute are admitted of each member. */
function signInAnew(role: Role, cookie?: string): Promise<string> {
  return signIn(world.server, world.members[role].email, PASSWORD, cookie);
}

const NOT_OURS = "This was not asked by a page of this console";
const ROLE_FORBIDS = "Your role does not allow this";

/** Whether the answer leads to the sign-in: as a redirect, or as an action's answer that carries the page it leads to. */
function leadsToSignIn({ status, headers, text }: Got): boolean {
  const isSignIn = (target: string | null) => target !== null && /^(?:http:\/\/[^/]+)?\/login(?:[?;]|$)/.test(target);
  if (isSignIn(headers.get("x-action-redirect"))) return true;
  if (isSignIn(headers.get("location"))) return status === 303 || status === 307;
  return text.includes("NEXT_REDIRECT") && text.includes("/login");
}

/** What Next answers when the page that an action was passed on to sent it away: nothing ran. */
function isPassedOnInVain({ status, text }: Got): boolean {
  return status === 200 && text === "{}";
}

const PAGE_VARIANTS: Readonly<Record<string, (url: string) => { readonly target: string; readonly sent: Sent }>> = {
  plainly: (url) => ({ target: url, sent: {} }),
  "as a navigation's payload": (url) => ({ target: `${url}?_rsc=abc`, sent: { headers: { rsc: "1" } } }),
  "as a prefetch": (url) => ({ target: `${url}?_rsc=abc`, sent: { headers: { rsc: "1", "next-router-prefetch": "1" } } }),
  "as a payload by name": (url) => ({ target: `${url}.rsc`, sent: {} }),
  "without a body": (url) => ({ target: url, sent: { method: "HEAD" } }),
};

/** Next sends a payload's reader on to the URL with the mark that belongs to its headers; whoever wants the payload goes there. */
async function askInEarnest(target: string, sent: Sent): Promise<Got> {
  const answer = await ask(world.server, target, sent);
  const location = answer.headers.get("location")?.replace(/^http:\/\/[^/]+/, "");
  const isSamePage = location !== undefined && location.split("?", 1)[0] === target.split("?", 1)[0];
  return isSamePage ? ask(world.server, location, sent) : answer;
}

describe("pages and routes", () => {
  const rows = appFiles().map((appFile, turn) => ({ ...appFile, turn }));
  test.each(rows)("$file gives strangers nothing of what is for members", async ({ file, url, isForMembers, turn }) => {
    const marks = NAMED_BY_SLUG.has(file) ? [MARK] : [MARK, API_MARK];
    const before = await snapshot(world.database);
    const given: string[] = [];
    for (const [index, [who, stranger]] of sample(Object.entries(strangers), turn).entries()) {
      for (const [how, variant] of sample(Object.entries(PAGE_VARIANTS), turn + index, 2)) {
        const { target, sent } = variant(url);
        const answer = await askInEarnest(target, { ...sent, ...stranger, headers: { ...sent.headers, ...stranger.headers } });
        // A prefetch is answered with the frame that a page loads in, and runs no page.
        const isRefused = leadsToSignIn(answer) || [400, 401, 404].includes(answer.status) || how === "as a prefetch";
        if ((isForMembers && !isRefused) || marks.some((mark) => answer.text.includes(mark)) || answer.status >= 500)
          given.push(`${who}, ${how}: ${answer.status}`);
      }
    }
    expect(given).toEqual([]);
    expect(await snapshot(world.database)).toEqual(before);
  });

  const memberFiles = appFiles().filter(({ isForMembers }) => isForMembers);

  test.each(memberFiles)("$file is shown to the roles that the table of permissions allows, and to no other", async (appFile) => {
    const action = actionOfFile(appFile);
    for (const role of ROLES) {
      const { status } = await ask(world.server, appFile.url, { cookie: world.members[role].cookie });
      expect(`${role}: ${status}`).toBe(`${role}: ${roleAllows(role, action) ? 200 : 404}`);
    }
  });

  test.each(memberFiles)("$file is open to nobody whose navigation lacks the page that it belongs to", (appFile) => {
    const entry = pageAt(pageGroupsFor({ role: "owner", isConfined: false }), appFile.url);
    for (const role of ROLES.filter((one) => entry !== null && !roleAllows(one, entry.action)))
      expect(roleAllows(role, actionOfFile(appFile)), role).toBe(false);
  });
});

const actionRows = memberActions().map((action, turn) => ({ name: action.name, action, turn }));

async function answerTo(action: ServerAction, sent: Sent): Promise<Got> {
  return act(world.server, pageOf(action), action, goodCall(action), sent);
}

describe("server actions", () => {
  test("there are some", () => expect(actionRows.length).toBeGreaterThan(0));

  test.each(actionRows)("$name: strangers are led to the sign-in, from whatever page they send it", async ({ action, turn }) => {
    const before = await snapshot(world.database);
    const wrong: string[] = [];
    for (const [index, [who, stranger]] of sample(Object.entries(strangers), turn).entries()) {
      for (const page of sample([...new Set([pageOf(action), "/keys", "/login", "/"])], turn + index, 2)) {
        const answer = await act(world.server, page, action, goodCall(action), stranger);
        // The proxy, the action itself, or Next (which finds no such action on that page) refuses it.
        if (!leadsToSignIn(answer) && !isPassedOnInVain(answer) && answer.status !== 404)
          wrong.push(`${who}, from ${page}: ${answer.status} ${answer.text.slice(0, 120)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each(actionRows)("$name: an owner's session from another origin does nothing", async ({ action, turn }) => {
    const before = await snapshot(world.database);
    const { cookie } = world.members.owner;
    const wrong: string[] = [];
    const foreign: readonly Sent[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: null },
      { origin: `http://127.0.0.1:${world.server.port + 1}` },
      { origin: `http://127.0.0.1.evil.example:${world.server.port}` },
      { origin: "https://evil.example", headers: { "x-forwarded-host": "evil.example" } },
      { origin: "https://evil.example", headers: { referer: `http://127.0.0.1:${world.server.port}/keys` } },
    ];
    for (const sent of sample(foreign, turn)) {
      const answer = await answerTo(action, { cookie, ...sent });
      if (!answer.text.includes(NOT_OURS) && answer.status !== 500)
        wrong.push(`${JSON.stringify(sent)}: ${answer.status} ${answer.text.slice(0, 120)}`);
    }
    expect(wrong).toEqual([]);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each(actionRows)("$name: the least role that its file names is the one that the suites know", ({ action }) => {
    expect(ROLES.find((role) => roleAllows(role, actionTaken(action)))).toBe(leastRole(action));
  });

  test.each(actionRows)("$name: a role that the table of permissions does not allow is refused", async ({ action }) => {
    const before = await snapshot(world.database);
    for (const role of ROLES.filter((one) => !roleAllows(one, actionTaken(action)))) {
      const answer = await answerTo(action, { cookie: world.members[role].cookie });
      expect(answer.text, role).toContain(ROLE_FORBIDS);
    }
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each(
    actionRows.filter(
      ({ action }) => leastRole(action) === "developer" && goodCall(action)[0] !== undefined && "data" in goodCall(action)[0]!,
    ),
  )("$name: a developer changes no key of somebody else", async ({ action }) => {
    const before = await snapshot(world.database);
    const answer = await answerTo(action, { cookie: world.members.developer.cookie });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"kind":"refused"');
    expect(await snapshot(world.database)).toEqual(before);
  });

  // After them: what was refused above does work for whoever may, so that the refusals prove something.
  test.each(actionRows.filter(({ action }) => callOf(action)?.cannotSucceed === undefined))(
    "$name: the same call of an owner from our own page is not refused",
    async ({ action }) => {
      const endsSession = callOf(action)?.endsSession === true;
      const cookie = endsSession ? await signInAnew("owner") : world.members.owner.cookie;
      const answer = await answerTo(action, { cookie });
      expect(answer.text).not.toContain(NOT_OURS);
      expect(answer.text).not.toContain(ROLE_FORBIDS);
      expect(answer.status).toBeLessThan(400);
      expect(answer.text).not.toContain('"kind":"refused"');
      expect(leadsToSignIn(answer)).toBe(endsSession);
      // Signing out everywhere ends the session that the other calls are made with, too.
      if (endsSession) Object.assign(world.members.owner, { cookie: await signInAnew("owner") });
    },
  );

  // What can be done once only, the owner did above: here it counts that the role is no reason to refuse.
  test.each(actionRows)("$name: no role that the table of permissions allows is refused for its role", async ({ action }) => {
    const isDoneByOwner = callOf(action)?.cannotSucceed === undefined;
    for (const role of ROLES.filter((one) => roleAllows(one, actionTaken(action)) && !(one === "owner" && isDoneByOwner))) {
      const member = world.members[role];
      const answer = await answerTo(action, { cookie: member.cookie });
      expect(answer.status, role).toBeLessThan(500);
      expect(answer.text, role).not.toContain(ROLE_FORBIDS);
      expect(answer.text, role).not.toContain(NOT_OURS);
      expect(leadsToSignIn(answer), role).toBe(callOf(action)?.endsSession === true);
      if (callOf(action)?.endsSession === true) Object.assign(member, { cookie: await signInAnew(role) });
    }
  });
});

/** Signs a member in with a browser that was given a session cookie before. */
async function signInWith(role: Role, planted: string) {
  const before = await world.database.prisma.consoleSession.findMany({ select: { id: true } });
  const cookie = await signInAnew(role, planted);
  const known = new Set(before.map(({ id }) => id));
  const sessions = await world.database.prisma.consoleSession.findMany({ select: { id: true, memberId: true } });
  return { cookie, begun: sessions.filter(({ id }) => !known.has(id)), claims: await claimsIn(cookie) };
}

describe("a sign-in with a cookie that somebody planted", () => {
  test("another member's session: a new one begins under a new id, and theirs stays theirs", async () => {
    const { owner, developer } = world.members;
    const planted = await sealed(await claimsOf(world, owner.id));
    const { cookie, begun, claims } = await signInWith("developer", planted);
    expect(begun).toEqual([{ id: claims?.sid, memberId: developer.id }]);
    expect(claims?.sub).toBe(developer.id);
    expect((await ask(world.server, "/team", { cookie })).status).toBe(404);
    expect((await ask(world.server, "/team", { cookie: planted })).status).toBe(200);
  });

  test("one of nobody, under an id that was chosen beforehand: it opens nothing before the sign-in and after it", async () => {
    const { admin } = world.members;
    const chosen = { ...(await claimsOf(world, admin.id)), sid: randomUUID() };
    for (const planted of [await sealed(chosen), sessionCookie("chosen.by.somebody")]) {
      const { cookie, begun, claims } = await signInWith("admin", planted);
      expect(begun).toEqual([{ id: claims?.sid, memberId: admin.id }]);
      expect(claims?.sid).not.toBe(chosen.sid);
      expect((await ask(world.server, "/keys", { cookie })).status).toBe(200);
      expect(leadsToSignIn(await ask(world.server, "/keys", { cookie: planted }))).toBe(true);
    }
  });
});

test("what a session did is refused when the same request comes again after its sign-out", async () => {
  const [rename, signOutHere] = ["renameMyself", "signOutHere"].map((wanted) => memberActions().find(({ name }) => name === wanted));
  if (rename === undefined || signOutHere === undefined) throw new Error("an action is missing");
  const { id } = world.members.developer;
  const cookie = await signInAnew("developer");
  const nameNow = async () => (await world.database.prisma.member.findUniqueOrThrow({ where: { id } })).name;
  const send = () => act(world.server, pageOf(rename), rename, [{ form: { name: "Sent twice" } }], { cookie });
  expect((await send()).status).toBe(200);
  expect(await nameNow()).toBe("Sent twice");
  await act(world.server, pageOf(signOutHere), signOutHere, [], { cookie });
  await world.database.prisma.member.update({ where: { id }, data: { name: "Named since" } });
  expect(leadsToSignIn(await send())).toBe(true);
  expect(await nameNow()).toBe("Named since");
});
