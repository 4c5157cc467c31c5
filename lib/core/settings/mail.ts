// Where mails of this instance come from.
import { z } from "zod";
import { mailAddress } from "@/lib/core/mail/address";
import type { Setting } from "./setting";

export const mailSettings = z.strictObject({
  /** The sender's address; null = `keyfuse@` and the host of the public URL. */
  from: mailAddress.nullable(),
});

export const MAIL = { name: "mail", schema: mailSettings, fallback: { from: null } } as const satisfies Setting<typeof mailSettings>;
