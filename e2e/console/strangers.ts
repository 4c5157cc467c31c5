// Ways of coming to the console that are no session: forged, over, somebody else's, or in the wrong place.
import { decode, encode } from "next-auth/jwt";
import { act, ask, type Sent, sessionCookie, sessionValue, signIn } from "./console-client";
import { memberActions, pageOf } from "./console-map";
import { type ConsoleWorld, PASSWORD, SESSION_SECRET } from "./console-world";

/** The member and the session that a token names. */
interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly version: number;
  readonly signedInAtMs: number;
}

/** What the token of a member's first session names. */
export async function claimsOf({ database }: ConsoleWorld, memberId: string): Promise<Claims> {
  const { sessionVersion: version } = await database.prisma.member.findUniqueOrThrow({ where: { id: memberId } });
  const { id: sid } = await database.prisma.consoleSession.findFirstOrThrow({ where: { memberId } });
  return { sub: memberId, sid, version, signedInAtMs: Date.now() - 1000 };
}

/** A Cookie header with a token that says so, sealed as the server seals its own. */
export async function sealed(claims: Partial<Claims>, secret = SESSION_SECRET, maxAge = 3600): Promise<string> {
  return sessionCookie(await encode({ token: { ...claims }, secret, maxAge }));
}

/** What the token in a Cookie header names; null = the server did not seal it. */
export async function claimsIn(cookie: string): Promise<Partial<Claims> | null> {
  return decode({ token: sessionValue(cookie), secret: SESSION_SECRET });
}

/** They by name. A viewer's session is signed out for one of them, and the viewer signs in again. */
export async function makeStrangers(world: ConsoleWorld): Promise<Record<string, Sent>> {
  const { owner, viewer } = world.members;
  const claims = await claimsOf(world, owner.id);
  const seal = async (changes: Partial<Claims>, secret?: string, maxAge?: number) => ({
    cookie: await sealed({ ...claims, ...changes }, secret, maxAge),
  });
  // The secret is the server's own: a session sealed with it counts, or the ones below would prove nothing.
  const { status } = await ask(world.server, "/keys", await seal({}));
  if (status !== 200) throw new Error(`a session that the suite sealed is answered ${status}`);
  const live = owner.cookie;
  const value = sessionValue(live);
  const { version } = claims;
  return {
    "no session": {},
    "an empty cookie": { cookie: sessionCookie("") },
    "a cookie of letters": { cookie: sessionCookie("abcdefgh.ijkl") },
    "a damaged session": { cookie: live.slice(0, -2) },
    "a session sealed by somebody else": await seal({}, "another secret that seals sessions, also long enough"),
    "a session past its time": await seal({}, SESSION_SECRET, -120),
    "a session of yesterday": await seal({ signedInAtMs: Date.now() - 25 * 3_600_000 }),
    "a session from the future": await seal({ signedInAtMs: Date.now() + 3_600_000 }),
    "a session of an older version": await seal({ version: version - 1 }),
    "a session that was never begun": await seal({ sid: "00000000-0000-4000-8000-000000000000" }),
    "somebody else's session": await seal({ sub: viewer.id }),
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
    "a session that was signed out": { cookie: await signedOutEverywhere(world) },
  };
}

async function signedOutEverywhere({ server, members: { viewer } }: ConsoleWorld): Promise<string> {
  const cookie = await signIn(server, viewer.email, PASSWORD);
  const signOut = memberActions().find(({ name }) => name === "signOut");
  if (signOut === undefined) throw new Error("there is no sign-out");
  await act(server, pageOf(signOut), signOut, [], { cookie });
  Object.assign(viewer, { cookie: await signIn(server, viewer.email, PASSWORD) });
  return cookie;
}
