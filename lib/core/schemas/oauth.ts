// What OAuth's endpoints take and give, for the API reference: forms as their parameters, answers as their members.
import { z } from "zod";
import { GRANT_TYPES } from "@/lib/core/oauth/server-metadata";

/** How a client can name itself where it does not use HTTP Basic. */
const client = { client_id: z.string().optional(), client_secret: z.string().optional() };

/** RFC 6749 §4.4.2, §6; RFC 8693 §2.1. */
export const tokenForm = z.object({
  grant_type: z.enum(GRANT_TYPES),
  scope: z.string().optional(),
  refresh_token: z.string().optional(),
  subject_token: z.string().optional(),
  subject_token_type: z.string().optional(),
  requested_token_type: z.string().optional(),
  audience: z.string().optional(),
  resource: z.string().optional(),
  ...client,
});

/** RFC 6749 §5.1; `issued_token_type` of an exchange (RFC 8693 §2.2.1). */
export const tokenAnswer = z.strictObject({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.int(),
  scope: z.string(),
  refresh_token: z.string().optional(),
  issued_token_type: z.string().optional(),
});

/** RFC 7662 §2.1, RFC 7009 §2.1. */
export const shownTokenForm = z.object({ token: z.string(), token_type_hint: z.string().optional(), ...client });

/** RFC 7662 §2.2. */
export const introspectionAnswer = z.strictObject({
  active: z.boolean(),
  scope: z.string().optional(),
  client_id: z.string().optional(),
  username: z.string().optional(),
  token_type: z.string().optional(),
  exp: z.int().optional(),
  iat: z.int().optional(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  iss: z.string().optional(),
  jti: z.string().optional(),
  /** The tenant; ours. */
  tid: z.string().optional(),
});
export type IntrospectionAnswer = z.infer<typeof introspectionAnswer>;
