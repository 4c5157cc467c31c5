// What binds the challenge of a passkey to the browser that asked for it, and a passkey to this console's name.
import { cookies } from "next/headers";
import { NOTE_SECONDS } from "@/lib/manage/team/browser-note";
import { sealChallenge } from "@/lib/manage/team/passkey-challenge";
import type { PasskeyAnswer } from "@/lib/manage/team/passkeys";
import type { PasskeyQuestion, RelyingParty } from "@/lib/ports/passkeys";
import { readConsole } from "./published-console";
import { instanceUrl } from "./requester";

const LONGEST_ANSWER = 16 * 1024;

/** The console under the name that this request was sent to. */
export async function relyingParty(): Promise<RelyingParty> {
  const origin = await instanceUrl();
  return { id: new URL(origin).hostname, origin };
}

/** Keeps the question's challenge in this browser, sealed. `memberId`: who adds a passkey; null = somebody signs in. */
export async function keepChallenge({ challenge }: PasskeyQuestion, memberId: string | null): Promise<void> {
  const { world, isSecure } = readConsole();
  const options = { httpOnly: true, sameSite: "strict", path: "/", secure: isSecure, maxAge: NOTE_SECONDS } as const;
  (await cookies()).set(cookieName(isSecure), sealChallenge(world, challenge, memberId), options);
}

/** The browser's answer with the challenge that it was asked, which it keeps no longer. */
export async function takeAnswer(text: string): Promise<PasskeyAnswer> {
  const { isSecure } = readConsole();
  const jar = await cookies();
  const name = cookieName(isSecure);
  const cookie = jar.get(name)?.value ?? null;
  jar.set(name, "", { httpOnly: true, sameSite: "strict", path: "/", secure: isSecure, maxAge: 0 });
  return { party: await relyingParty(), cookie, answer: readAnswer(text) };
}

function cookieName(isSecure: boolean): string {
  return isSecure ? "__Host-keyfuse-passkey" : "keyfuse-passkey";
}

/** Null for what is no JSON. */
function readAnswer(text: string): unknown {
  try {
    return text.length > LONGEST_ANSWER ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
