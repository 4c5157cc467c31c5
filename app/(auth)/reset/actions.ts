// What the page of a reset link sends.
"use server";
import { redirect } from "next/navigation";
import type { ResetOffer } from "@/components/auth/reset-form";
import type { OfferState } from "@/components/auth/use-offer";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { readResetLink, resetPassword } from "@/lib/manage/team/reset-password";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { refuseForeign, textOf } from "@/lib/runtime/sign-in/stranger-form";

/** Whose password the link with that token sets. */
export async function readReset(token: string): Promise<OfferState<ResetOffer>> {
  const foreign = await refuseForeign();
  if (foreign !== null) return foreign;
  const outcome = await readResetLink(readConsole().world, String(token));
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  return outcome.kind === "absent" ? IDLE : { kind: "offered", ...outcome.value };
}

/** Sets the password, then leads to the sign-in. */
export async function resetByLink(form: FormData): Promise<ActionState> {
  const foreign = await refuseForeign();
  if (foreign !== null) return foreign;
  const fields = { token: textOf(form, "token"), password: textOf(form, "password"), repeated: textOf(form, "repeated") };
  const outcome = await resetPassword(readConsole().world, fields);
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  redirect(`${SIGN_IN_PATH}?news=password-set`);
}
