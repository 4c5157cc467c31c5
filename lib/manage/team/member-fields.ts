// What members' inputs are made of.
import { z } from "zod";
import { passwordStrength } from "@/lib/core/passwords";
import { ROLES } from "@/lib/core/roles";
import { nameLine } from "@/lib/core/schemas/texts";

/** In lower case: one person has one account, however they write their address. */
export const emailText = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This is longer than 254 characters.")
  .pipe(z.email("This is not an e-mail address."));

/** One line: mails name members. */
export const memberName = nameLine(200);

export const roleText = z.enum(ROLES, "Choose one of the roles.");

/** A token as links carry one: longer texts are none. */
export const tokenText = z.string().max(200, "This is no token of ours.");

/** The problems of a new password that is typed twice; `personal` are texts that no password should be made of. */
export function judgeNewPassword(
  { password, repeated }: { readonly password: string; readonly repeated: string },
  personal: readonly string[],
  context: z.core.$RefinementCtx,
): void {
  const { level, hint } = passwordStrength(password, personal);
  if (level === "refused") context.addIssue({ code: "custom", path: ["password"], message: hint });
  if (password !== repeated) context.addIssue({ code: "custom", path: ["repeated"], message: "This is not the same password." });
}
