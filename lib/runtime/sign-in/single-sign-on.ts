// What is done with whom the organisation's identity provider proves: they sign in, or link their account.
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { ACCOUNT_PATH, SIGN_IN_PATH } from "@/lib/core/console-paths";
import type { SessionClaims } from "@/lib/core/session";
import { NOTE_SECONDS, openNote, sealNote } from "@/lib/manage/team/browser-note";
import { findSessionMember } from "@/lib/manage/team/find-session";
import { linkIdentity, type ProvenIdentity, signInByIdentity } from "@/lib/manage/team/single-sign-on";
import { readConsole } from "./published-console";
import { whenceOf } from "./requester";

const KIND = "single-sign-on-link";

const intentShape = z.strictObject({ memberId: z.string(), sessionId: z.string() });

/** Claims of the provider's token: signature, issuer, audience, nonce and times hold. */
export interface IdentityClaims {
  readonly iss: string;
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly name?: unknown;
}

/** Keeps in this browser that the member, who typed their password a moment ago, wants their account linked. */
export async function keepLinkIntent(memberId: string, sessionId: string): Promise<void> {
  const { world, isSecure } = readConsole();
  const jar = await cookies();
  // Lax: the browser comes back from the provider, which is another site.
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure, maxAge: NOTE_SECONDS } as const;
  jar.set(cookieName(isSecure), sealNote(world, KIND, { memberId, sessionId }), options);
}

/**
 * Goes on with a proven identity. Answers the claims of the session that was begun, or where the browser goes instead. `current`: the
 * session that this browser has.
 */
export async function proceedWith(identity: IdentityClaims, current: SessionClaims | null): Promise<SessionClaims | string> {
  const { world } = readConsole();
  const proven = provenOf(identity);
  const intent = await takeLinkIntent();
  if (intent !== null && current !== null && intent.sessionId === current.sessionId && intent.memberId === current.memberId) {
    if ((await findSessionMember(world, current)) === null) return SIGN_IN_PATH;
    const outcome = await linkIdentity(world, current.memberId, proven);
    return `${ACCOUNT_PATH}?news=${outcome.kind === "done" ? "linked" : "link-taken"}`;
  }
  const end = await signInByIdentity(world, proven, whenceOf(await headers()));
  return end.kind === "signed-in" ? end.claims : `${SIGN_IN_PATH}?news=${end.kind === "unknown" ? "sso-unknown" : "sso-refused"}`;
}

function provenOf({ iss, sub, email, email_verified: isVerified, name }: IdentityClaims): ProvenIdentity {
  return {
    issuer: iss,
    subject: sub,
    verifiedEmail: isVerified === true && typeof email === "string" ? email : null,
    name: typeof name === "string" ? name : null,
  };
}

async function takeLinkIntent() {
  const { world, isSecure } = readConsole();
  const jar = await cookies();
  const name = cookieName(isSecure);
  const cookie = jar.get(name)?.value ?? null;
  if (cookie !== null) jar.set(name, "", { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure, maxAge: 0 });
  return openNote(world, KIND, cookie, intentShape)?.value ?? null;
}

function cookieName(isSecure: boolean): string {
  return isSecure ? "__Host-keyfuse-link" : "keyfuse-link";
}
