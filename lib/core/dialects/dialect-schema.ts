// Validates a custom dialect: JSON of the same shape as the literals that ship.
import { z } from "zod";
import { DENIAL_CODES } from "@/lib/core/denials/denial";
import type { Dialect } from "./dialect";

const name = z.string().min(1, "must not be empty").max(100, "has at most 100 characters");
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "must be a header name");
const carried = z.enum(["key", "token", "key-or-token"]);

/** What every shell and `.env` reader takes as the name of a variable. */
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "must be the name of an environment variable");
const CALL_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const headerCarrier = z.strictObject({
  in: z.literal("header"),
  name: headerName,
  schemes: z.array(z.strictObject({ scheme: name.nullable(), carries: carried })).min(1),
  exceptPathPrefix: z.string().startsWith("/").optional(),
  onlyWith: z.literal("lenientBearerHeader").optional(),
  unreadableAs: z.enum(["malformed", "wrong_format"]),
});

const cookieCarrier = z.strictObject({ in: z.literal("cookie"), name: headerName, carries: z.literal("token") });

const STATUS = "must be a status from 400 to 599";

const wording = z.strictObject({
  status: z.int(STATUS).min(400, STATUS).max(599, STATUS),
  body: z.json(),
  empty: z.literal(true).optional(),
});

// A record over an enum is exhaustive: a dialect that leaves a denial unanswered does not validate.
const wordings = z.record(z.enum(DENIAL_CODES), wording);

/** The shape of a custom dialect. Names facts of a wording only; it cannot name a secret, since no fact is one. */
export const dialectSchema = z.strictObject({
  name,
  title: name,
  carriers: z.array(z.discriminatedUnion("in", [headerCarrier, cookieCarrier])).min(1),
  keyShape: z.strictObject({
    prefix: z.string().regex(/^[!-+\--~]{0,32}$/, "must be visible ASCII without comma or space"),
    alphabet: z.enum(["base62", "base64url"]),
    randomLength: z.int().min(22).max(128),
    checksum: z.literal("crc32-base62").nullable(),
  }),
  tokens: z
    .strictObject({
      types: z.array(name),
      issuer: name.nullable(),
      audience: name.nullable(),
      permissionsClaim: z.enum(["scope", "roles"]),
      leewaySeconds: z.int().min(0).max(60),
    })
    .nullable(),
  permissions: z.array(name).nullable(),
  openingPermission: name.nullable(),
  purposes: z.array(z.strictObject({ purpose: name, label: name, permissions: z.array(name) })),
  tenantHeader: headerName.nullable(),
  challenge: z.string().regex(/^[ -~]{1,200}$/, "must be one line of printable ASCII"),
  httpsOnly: z.boolean(),
  wording: wordings,
  snippetVariables: z.strictObject({ key: variable, baseUrl: variable.nullable() }),
  exampleCall: z.strictObject({ method: z.enum(CALL_METHODS), path: z.string().startsWith("/"), body: z.json() }).optional(),
  acceptsTypedSecrets: z.boolean().optional(),
}) satisfies z.ZodType<Dialect>;
