// What somebody says who asks for a key.
import { z } from "zod";
import { mailAddress } from "@/lib/core/mail/address";
import { nameText, storableText } from "@/lib/core/schemas/texts";

/** A name stands on one line of lists and mails. */
function line(maxLength: number) {
  return storableText(maxLength)
    .transform((text) => text.trim())
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), "This must be on one line.");
}

const trimmed = (text: string) => text.trim();

export const requestInput = z.strictObject({
  name: line(200).refine((text) => text !== "", { error: "Tell who asks.", params: { isBlank: true } }),
  email: mailAddress,
  organisation: line(200),
  purpose: nameText(4000).transform(trimmed),
  plan: z.string().max(64),
  /** Anybody who asks agrees to be written to, and that admins read this. */
  agree: z.literal("on", "Agree, so that we may write to you."),
});

export type RequestInput = z.output<typeof requestInput>;

/** What a refusal says to whoever asked. */
export const refusalReason = nameText(2000).transform(trimmed);
