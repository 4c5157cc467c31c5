// What the page for forgotten passwords sends.
"use server";
import type { AskedState } from "@/components/auth/mail-link-form";
import { mailLater, refuseForeign, textOf } from "@/lib/runtime/sign-in/stranger-form";

/** Sends a link to set a new password, if there is such a member; says nothing of whether there is. */
export async function askForReset(form: FormData): Promise<AskedState> {
  const foreign = await refuseForeign();
  if (foreign !== null) return foreign;
  const email = textOf(form, "email").slice(0, 254);
  if (email.trim() === "") {
    return { kind: "refused", problems: [{ field: "email", code: "blank", message: "Type your e-mail address." }] };
  }
  return mailLater("password-reset", email);
}
