// What the sign-in page sends besides the sign-in itself.
"use server";
import { keepChallenge, relyingParty } from "@/lib/runtime/sign-in/passkey-browser";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { refuseForeign } from "@/lib/runtime/sign-in/stranger-form";

/** Asks this browser for any passkey of the console. What is asked holds no name of anybody. */
export async function askForPasskey(): Promise<object | null> {
  if ((await refuseForeign()) !== null) return null;
  const question = await readConsole().world.passkeys.askForAny(await relyingParty());
  await keepChallenge(question, null);
  return question.options;
}
