// What a backend asks about a key, and what it is told.
import { z } from "zod";
import { anyJson, uuidText } from "./texts";

/** What a backend sends; `key` may be a token where the API takes such. `address` is the client's own, for keys with an allow-list. */
export const verifyRequest = z
  .strictObject({
    key: z.string().min(1).max(8192),
    api: z.string().min(1).max(200).optional(),
    method: z
      .string()
      .regex(/^[A-Z]+$/, "must be an upper-case method name")
      .optional(),
    path: z.string().startsWith("/", "must start with /").max(8192).optional(),
    tenantId: uuidText.nullish(),
    cost: z.int().min(1).max(1000).optional(),
    address: z.union([z.ipv4(), z.ipv6()]).optional(),
  })
  .refine((body) => (body.method === undefined) === (body.path === undefined), {
    message: "method and path are given together or not at all",
    path: ["path"],
  });

export type VerifyRequest = z.infer<typeof verifyRequest>;

/** The codes of a decided verification. */
const VERIFY_CODES = [
  "VALID",
  "NOT_FOUND",
  "EXPIRED",
  "REVOKED",
  "PAUSED",
  "FORBIDDEN",
  "INSUFFICIENT_PERMISSIONS",
  "WRONG_TENANT",
  "ADDRESS_NOT_ALLOWED",
  "RATE_LIMITED",
  "QUOTA_EXCEEDED",
] as const;

export type VerifyCode = (typeof VERIFY_CODES)[number];

/** The verdict. `name` to `expiresAt` are null, and `permissions` empty, where the key is not valid. */
export const verifyAnswer = z.strictObject({
  valid: z.boolean(),
  code: z.enum(VERIFY_CODES),
  keyId: z.string().nullable(),
  name: z.string().nullable(),
  tenantId: z.string().nullable(),
  permissions: z.array(z.string()).readonly(),
  metadata: anyJson,
  expiresAt: z.iso.datetime().nullable(),
  rateLimits: z.array(
    z.strictObject({ name: z.string(), limit: z.int(), remaining: z.int(), windowSeconds: z.int(), resetSeconds: z.int() }),
  ),
});

export type VerifyAnswer = z.output<typeof verifyAnswer>;
