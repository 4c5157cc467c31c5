// Sign-in and session cookies by next-auth; the only file that imports it.
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions, type Profile, type User } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { readSessionClaims, type SessionClaims, type SessionLimits, sessionCookieName, tokenLifeSeconds } from "@/lib/core/session";
import { findSessionMember, readSessionLimits, touchSession } from "@/lib/manage/team/find-session";
import { signInByPasskey } from "@/lib/manage/team/passkeys";
import { type SignIn, signIn } from "@/lib/manage/team/sign-in";
import { takeAnswer } from "./passkey-browser";
import { type PublishedConsole, readConsole } from "./published-console";
import { isFromOwnPage, whenceOf } from "./requester";
import { type IdentityClaims, proceedWith } from "./single-sign-on";

/** All that is served of next-auth; its own pages and its sign-out are not. */
const SERVED = new Set([
  "GET csrf",
  "GET session",
  "POST callback/credentials",
  "POST callback/passkey",
  "POST signin/oidc",
  "GET callback/oidc",
]);
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
  const response: Response = await NextAuth(request, context, await authOptions());
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

async function authOptions(): Promise<NextAuthOptions> {
  const console = readConsole();
  const { isSecure, sessionSecret, world } = console;
  const limits: SessionLimits = await readSessionLimits(world);
  const options = cookieOptions(isSecure);
  const prefix = isSecure ? "__Host-keyfuse" : "keyfuse";
  return {
    secret: sessionSecret,
    useSecureCookies: isSecure,
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH },
    session: { strategy: "jwt", maxAge: limits.idleMinutes * 60 },
    cookies: {
      sessionToken: { name: sessionCookieName(isSecure), options },
      csrfToken: { name: `${prefix}-csrf`, options },
      callbackUrl: { name: `${prefix}-return`, options },
    },
    providers: [credentials(console), passkey(console), ...(console.oidc === null ? [] : [singleSignOn(console.oidc)])],
    jwt: {
      encode: (params) => {
        const claims = readSessionClaims(params.token ?? {});
        if (claims === null) throw new Error("A session without claims was to be sealed.");
        return encode({ ...params, maxAge: tokenLifeSeconds(claims, limits, world.nowMs()) });
      },
      decode,
    },
    callbacks: {
      signIn: ({ user, account, profile }) => (account?.provider === "oidc" ? enterBy(console, user, profile) : true),
      jwt: ({ token, user }) => (user === undefined ? renewedToken(console, token) : tokenOf((user as SignedIn).claims)),
      session: ({ session }) => ({ expires: session.expires }),
    },
    // A stale cookie is everyday life, and its cookie is taken away; faults of ours are reported where they are met.
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}

/** Whoever a provider let in, with the claims of the session that was begun for them. */
interface SignedIn {
  readonly id: string;
  readonly claims: SessionClaims;
}

function credentials(console: PublishedConsole) {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
    authorize: async (given, { headers }) => {
      const { email = "", password = "", code = "" } = given ?? {};
      const whence = whenceOf(new Headers(headers as Record<string, string>));
      return letIn(console, () => signIn(console.world, { email, password, code, ...whence }));
    },
  });
}

function passkey(console: PublishedConsole) {
  return CredentialsProvider({
    id: "passkey",
    credentials: { answer: { type: "text" } },
    authorize: async (given, { headers }) => {
      const whence = whenceOf(new Headers(headers as Record<string, string>));
      return letIn(console, async () => signInByPasskey(console.world, await takeAnswer(given?.answer ?? ""), whence));
    },
  });
}

function singleSignOn({ issuer, clientId, clientSecret }: NonNullable<PublishedConsole["oidc"]>): OAuthConfig<IdentityClaims> {
  return {
    id: "oidc",
    name: "Single sign-on",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** Whether, or where else, somebody whom the provider proved goes on. The claims of their session travel on the user, to the token. */
async function enterBy({ reportFault }: PublishedConsole, user: User, profile: Profile | undefined): Promise<boolean | string> {
  const end = await proceedWith(profile as IdentityClaims & Profile, await readSessionCookie()).catch((fault: unknown) => {
    reportFault(fault);
    return false as const;
  });
  if (typeof end !== "object") return end;
  Object.assign(user, { claims: end });
  return true;
}

/** What the client reads where it is not let in, by how the sign-in ended; the rest is next-auth's own `CredentialsSignin`. */
const REASONS: Partial<Readonly<Record<SignIn["kind"], string>>> = { "code-required": "OTP_REQUIRED", "code-wrong": "OTP_WRONG" };

async function letIn(console: PublishedConsole, decide: () => Promise<SignIn>): Promise<SignedIn | null> {
  const result = await decide().catch((fault: unknown) => {
    console.reportFault(fault);
    // The message is what the client reads.
    throw new Error("unavailable", { cause: fault });
  });
  if (result.kind === "signed-in") return { id: result.claims.memberId, claims: result.claims };
  if (result.kind === "throttled") throw new Error(`throttled-${result.retryAfterSeconds}`);
  const reason = REASONS[result.kind];
  if (reason !== undefined) throw new Error(reason);
  return null;
}

/** The token's own names for the claims. */
function tokenOf({ sessionId, memberId, version, signedInAtMs }: SessionClaims) {
  return { sub: memberId, sid: sessionId, version, signedInAtMs };
}

/** The token of a session that still stands; one that does not is ended by throwing, as next-auth wants it. */
async function renewedToken({ world }: PublishedConsole, token: Readonly<Record<string, unknown>>) {
  const claims = readSessionClaims(token);
  if (claims === null || (await findSessionMember(world, claims)) === null) throw new Error("The session is over.");
  await touchSession(world, claims.sessionId);
  return tokenOf(claims);
}
