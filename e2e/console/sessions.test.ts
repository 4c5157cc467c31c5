// Requests without a session, with one that is over, from elsewhere, or of a lower role: every page and action of the build refuses
// them, and nothing in the database changes.
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "@/lib/core/roles";
import { act, ask, type Got, type Sent, type ServerAction, sessionCookie, sessionValue, signIn } from "./console-client";
import { appFiles, goodCall, leastRole, memberActions, NAMED_BY_SLUG, pageOf, VIEWER_FILES } from "./console-map";
import { API_MARK, type ConsoleWorld, MARK, openConsoleWorld, PASSWORD, SESSION_SECRET, snapshot } from "./console-world";

let world: ConsoleWorld;
/** Ways of coming that are no session, by name. */
const strangers: Record<string, Sent> = {};

beforeAll(async () => {
  world = await openConsoleWorld();
  const { owner } = world.members;
  const version = (await world.database.prisma.member.findUniqueOrThrow({ where: { id: owner.id } })).sessionVersion;
  const claims = { sub: owner.id, version, signedInAtMs: Date.now() - 1000 };
  const seal = async (changes: object, secret = SESSION_SECRET, maxAge = 3600) => ({
    cookie: sessionCookie(await encode({ token: { ...claims, ...changes }, secret, maxAge })),
  });
  const live = owner.cookie;
  const value = sessionValue(live);
  // The secret is the server's own: a session sealed with it counts, or the sessions below would prove nothing.
  expect((await ask(world.server, "/keys", await seal({}))).status).toBe(200);
  Object.assign(strangers, {
    "no session": {},
    "an empty cookie": { cookie: sessionCookie("") },
    "a cookie of letters": { cookie: sessionCookie("abcdefgh.ijkl") },
    "a damaged session": { cookie: live.slice(0, -2) },
    "a session sealed by somebody else": await seal({}, "another secret that seals sessions, also long enough"),
    "a session past its time": await seal({}, SESSION_SECRET, -120),
    "a session of yesterday": await seal({ signedInAtMs: Date.now() - 25 * 3_600_000 }),
    "a session from the future": await seal({ signedInAtMs: Date.now() + 3_600_000 }),
    "a session of an older version": await seal({ version: version - 1 }),
    "a session of a later version": await seal({ version: version + 1 }),
    "a session of nobody": await seal({ sub: "00000000-0000-4000-8000-000000000000" }),
    "a session without a version": await seal({ version: undefined }),
    "the session under another cookie's name": { cookie: `next-auth.session-token=${value}; __Host-keyfuse-session=${value}` },
    ...Object.fromEntries(
      [`Bearer ${value}`, `bearer ${value}`, value, `Basic ${btoa(`${value}:`)}`].map((authorization, index) => [
        `the session in an Authorization header (${index + 1})`,
        { headers: { authorization } },
      ]),
    ),
    "the session in other headers": { headers: { "x-session": value, "x-keyfuse-session": value, "x-middleware-request-cookie": live } },
  });
  const signedOut = await signIn(world.server, world.members.viewer.email, PASSWORD);
  const signOut = memberActions().find(({ name }) => name === "signOut");
  if (signOut === undefined) throw new Error("there is no sign-out");
  await act(world.server, pageOf(signOut), signOut, [], { cookie: signedOut });
  strangers["a session that was signed out"] = { cookie: signedOut };
  Object.assign(world.members.viewer, { cookie: await signIn(world.server, world.members.viewer.email, PASSWORD) });
});
afterAll(() => world?.close());

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
  test.each(appFiles())("$file gives strangers nothing of what is for members", async ({ file, url, isForMembers }) => {
    const marks = NAMED_BY_SLUG.has(file) ? [MARK] : [MARK, API_MARK];
    const before = await snapshot(world.database);
    const given: string[] = [];
    for (const [who, stranger] of Object.entries(strangers)) {
      for (const [how, variant] of Object.entries(PAGE_VARIANTS)) {
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

  test.each(appFiles().filter(({ isForMembers }) => isForMembers))("$file is shown to whoever may see it", async ({ file, url }) => {
    const statuses: Partial<Record<Role, number>> = {};
    for (const role of ROLES) statuses[role] = (await ask(world.server, url, { cookie: world.members[role].cookie })).status;
    expect(statuses.owner).toBe(200);
    expect(statuses.viewer).toBe(VIEWER_FILES.has(file) ? 200 : 404);
    // Whoever may more sees no less.
    const shown = ROLES.map((role) => statuses[role] === 200);
    expect(shown).toEqual([...shown].sort((one, other) => Number(one) - Number(other)));
  });
});

const actionRows = memberActions().map((action) => ({ name: action.name, action }));

async function answerTo(action: ServerAction, sent: Sent): Promise<Got> {
  return act(world.server, pageOf(action), action, goodCall(action), sent);
}

describe("server actions", () => {
  test("there are some", () => expect(actionRows.length).toBeGreaterThan(0));

  test.each(actionRows)("$name: strangers are led to the sign-in, from whatever page they send it", async ({ action }) => {
    const before = await snapshot(world.database);
    const wrong: string[] = [];
    for (const [who, stranger] of Object.entries(strangers)) {
      for (const page of new Set([pageOf(action), "/keys", "/login", "/"])) {
        const answer = await act(world.server, page, action, goodCall(action), stranger);
        // The proxy, the action itself, or Next (which finds no such action on that page) refuses it.
        if (!leadsToSignIn(answer) && !isPassedOnInVain(answer) && answer.status !== 404)
          wrong.push(`${who}, from ${page}: ${answer.status} ${answer.text.slice(0, 120)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each(actionRows)("$name: an owner's session from another origin does nothing", async ({ action }) => {
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
    for (const sent of foreign) {
      const answer = await answerTo(action, { cookie, ...sent });
      if (!answer.text.includes(NOT_OURS) && answer.status !== 500)
        wrong.push(`${JSON.stringify(sent)}: ${answer.status} ${answer.text.slice(0, 120)}`);
    }
    expect(wrong).toEqual([]);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each(actionRows)("$name: a lower role is refused", async ({ action }) => {
    const before = await snapshot(world.database);
    const lower = ROLES.slice(0, ROLES.indexOf(leastRole(action)));
    for (const role of lower) {
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

  // Last, and the sign-out last of all: what was refused above does work for whoever may, so that the refusals prove something.
  test.each([...actionRows].sort((one, other) => Number(one.name === "signOut") - Number(other.name === "signOut")))(
    "$name: the same call of an owner from our own page is not refused",
    async ({ action }) => {
      const answer = await answerTo(action, { cookie: world.members.owner.cookie });
      expect(answer.text).not.toContain(NOT_OURS);
      expect(answer.text).not.toContain(ROLE_FORBIDS);
      expect(answer.status).toBeLessThan(400);
      expect(answer.text).not.toContain('"kind":"refused"');
      if (action.name !== "signOut") expect(leadsToSignIn(answer)).toBe(false);
    },
  );
});
