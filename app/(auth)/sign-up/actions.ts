// What the sign-up page sends.
"use server";
import type { AskedState } from "@/components/auth/mail-link-form";
import { judgeSignUp } from "@/lib/manage/team/sign-up";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { mailLater, refuseForeign, textOf } from "@/lib/runtime/sign-in/stranger-form";

/** Sends a link to finish the account with, where the address may have one; says nothing of whether there is one already. */
export async function askForAccount(form: FormData): Promise<AskedState> {
  const foreign = await refuseForeign();
  if (foreign !== null) return foreign;
  const outcome = await judgeSignUp(readConsole().world, textOf(form, "email"));
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind === "absent") return { kind: "idle" };
  return mailLater("sign-up", outcome.value);
}
