// Sign-in and session cookies by next-auth; the only file that imports it.
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import {
  isSessionCurrent,
  readSessionClaims,
  SESSION_IDLE_SECONDS,
  type SessionClaims,
  sessionCookieName,
  tokenLifeSeconds,
} from "@/lib/core/session";
import { findMember } from "@/lib/manage/team/member";
import { signIn } from "@/lib/manage/team/sign-in";
import { type PublishedConsole, readConsole } from "./published-console";
import { clientAddress, isFromOwnPage } from "./requester";

/** All that is served of next-auth; its own pages and its sign-out are not. */
const SERVED = new Set(["GET csrf", "GET session", "POST callback/credentials"]);
const MAX_BODY_BYTES = 16 * 1024;

interface AuthContext {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

/** Answers `/api/auth/*`. A sign-in comes from one of our own pages or is refused. */
export async function answerAuth(request: NextRequest, context: AuthContext): Promise<Response> {
  const asked = `${request.method} ${(await context.params).nextauth.join("/")}`;
  if (!SERVED.has(asked)) return new Response(null, { status: 404 });
  if (request.method === "POST") {
    if (!isFromOwnPage(request.headers)) return new Response(null, { status: 403 });
    const length = request.headers.get("content-length");
    if (length === null || Number(length) > MAX_BODY_BYTES) return new Response(null, { status: 413 });
  }
  const response: Response = await NextAuth(request, context, authOptions(readConsole()));
  response.headers.set("cache-control", "no-store");
  return response;
}

/** What the request's session cookie says, or null. Nothing else counts: no header, no query. */
export async function readSessionCookie(): Promise<SessionClaims | null> {
  const { sessionSecret, isSecure } = readConsole();
  const token = (await cookies()).get(sessionCookieName(isSecure))?.value;
  if (token === undefined || token === "") return null;
  // A cookie that is forged, damaged or too old opens nothing; which of them it is makes no difference.
  const payload = await decode({ token, secret: sessionSecret }).catch(() => null);
  return payload === null ? null : readSessionClaims(payload);
}

/** Takes the session cookie from this browser. */
export async function clearSessionCookie(): Promise<void> {
  const { isSecure } = readConsole();
  (await cookies()).set(sessionCookieName(isSecure), "", { ...cookieOptions(isSecure), maxAge: 0 });
}

function cookieOptions(isSecure: boolean) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure } as const;
}

function authOptions(console: PublishedConsole): NextAuthOptions {
  const { isSecure, sessionSecret } = console;
  const options = cookieOptions(isSecure);
  const prefix = isSecure ? "__Host-keyfuse" : "keyfuse";
  return {
    secret: sessionSecret,
    useSecureCookies: isSecure,
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH },
    session: { strategy: "jwt", maxAge: SESSION_IDLE_SECONDS },
    cookies: {
      sessionToken: { name: sessionCookieName(isSecure), options },
      csrfToken: { name: `${prefix}-csrf`, options },
      callbackUrl: { name: `${prefix}-return`, options },
    },
    providers: [credentials(console)],
    jwt: {
      encode: (params) => {
        const claims = readSessionClaims(params.token ?? {});
        if (claims === null) throw new Error("A session without claims was to be sealed.");
        return encode({ ...params, maxAge: tokenLifeSeconds(claims, console.world.nowMs()) });
      },
      decode,
    },
    callbacks: {
      jwt: ({ token, user }) => (user === undefined ? renewedClaims(console, token) : newClaims(console, user.id)),
      session: ({ session }) => ({ expires: session.expires }),
    },
    // A stale cookie is everyday life, and its cookie is taken away; faults of ours are reported where they are met.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}

function credentials(console: PublishedConsole) {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given, { headers }) => {
      const address = clientAddress(new Headers(headers as Record<string, string>));
      const result = await signIn(console.world, { email: given?.email ?? "", password: given?.password ?? "", address }).catch(
        (fault: unknown) => {
          console.reportFault(fault);
          // The message is what the client reads.
          throw new Error("unavailable", { cause: fault });
        },
      );
      if (result.kind === "throttled") throw new Error(`throttled-${result.retryAfterSeconds}`);
      return result.kind === "signed-in" ? { id: result.member.id } : null;
    },
  });
}

/** The token's own names for the claims. */
function tokenOf({ memberId, version, signedInAtMs }: SessionClaims) {
  return { sub: memberId, version, signedInAtMs };
}

async function newClaims({ world }: PublishedConsole, memberId: string) {
  const member = await findMember(world, memberId);
  if (member === null) throw new Error("The member who just signed in is gone.");
  return tokenOf({ memberId, version: member.sessionVersion, signedInAtMs: world.nowMs() });
}

/** The claims of a session that still stands; one that does not is ended by throwing, as next-auth wants it. */
async function renewedClaims({ world }: PublishedConsole, token: Readonly<Record<string, unknown>>) {
  const claims = readSessionClaims(token);
  const member = claims === null ? null : await findMember(world, claims.memberId);
  if (claims === null || !isSessionCurrent(claims, member?.sessionVersion ?? null, world.nowMs())) {
    throw new Error("The session is over.");
  }
  return tokenOf(claims);
}
