// A key as it leaves: everything about it but its secrets and their hashes.
import { z } from "zod";

/** What a key's state comes to at an instant. */
export const KEY_STATES = ["active", "paused", "expired", "revoked"] as const;

const instantText = z.iso.datetime();

/** The fields that a view of a key has; instants are RFC 3339 texts in UTC. */
export const keyView = z.strictObject({
  id: z.string(),
  publicId: z.string(),
  api: z.string(),
  plan: z.string(),
  tenantId: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  purpose: z.string().nullable(),
  state: z.enum(KEY_STATES),
  permissions: z.array(z.string()),
  endpoints: z.record(z.string(), z.array(z.string())),
  ipAllowList: z.array(z.string()),
  metadata: z.record(z.string(), z.json()),
  keyManager: z.boolean(),
  createdBy: z.string(),
  createdAt: instantText,
  updatedAt: instantText,
  expiresAt: instantText.nullable(),
  pausedAt: instantText.nullable(),
  revokedAt: instantText.nullable(),
  lastUsedAt: instantText.nullable(),
  /** The address the last use came from; null where it is not known. */
  lastUsedFrom: z.string().nullable(),
  secrets: z.array(
    z.strictObject({
      id: z.string(),
      origin: z.enum(["minted", "given"]),
      preview: z.string(),
      createdAt: instantText,
      retiresAt: instantText.nullable(),
    }),
  ),
});

export type KeyView = z.output<typeof keyView>;
