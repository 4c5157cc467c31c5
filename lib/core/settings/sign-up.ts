// Who may make an account of the console without being invited.
import { z } from "zod";
import type { Setting } from "./setting";

/** A host name of two labels or more, as it stands behind the @ of an e-mail address. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const MOST_DOMAINS = 50;

export const signUpSettings = z
  .strictObject({
    /** `domain`: only with an e-mail address of one of the domains. */
    mode: z.enum(["off", "domain", "open"], "Choose one of these."),
    /** In lower case; subdomains are domains of their own. */
    domains: z
      .array(z.string().trim().toLowerCase().regex(DOMAIN, "This is no domain, such as example.com."))
      .max(MOST_DOMAINS, `At most ${MOST_DOMAINS} domains.`),
  })
  .superRefine(({ mode, domains }, context) => {
    if (mode === "domain" && domains.length === 0) {
      context.addIssue({ code: "custom", path: ["domains"], message: "Name at least one domain, such as example.com." });
    }
  });

type SignUpSettings = z.output<typeof signUpSettings>;

export const SIGN_UP = {
  name: "sign-up",
  schema: signUpSettings,
  fallback: { mode: "off", domains: [] as string[] },
} as const satisfies Setting<typeof signUpSettings>;

/** Whether somebody with that e-mail address (in lower case) may make an account. */
export function admitsSignUp({ mode, domains }: SignUpSettings, email: string): boolean {
  return mode === "open" || (mode === "domain" && domains.includes(email.slice(email.lastIndexOf("@") + 1)));
}
