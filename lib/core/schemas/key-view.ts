// A key as it leaves: everything about it but its secrets and their hashes.
import { z } from "zod";

/** What a key's state comes to at an instant. */
export const KEY_STATES = ["active", "paused", "expired", "revoked"] as const;

const instantText = z.iso.datetime();

/** What a secret version comes to at an instant: the key's present one, one that still counts beside it, one that is refused. */
export const SECRET_STATES = ["current", "retiring", "ended"] as const;

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
  /** Secret versions, the oldest first. */
  secrets: z.array(
    z.strictObject({
      id: z.string(),
      origin: z.enum(["minted", "given"]),
      preview: z.string(),
      state: z.enum(SECRET_STATES),
      createdAt: instantText,
      /** From here on it is refused; null = it is the current one, and the last of the list. */
      retiresAt: instantText.nullable(),
      firstUsedAt: instantText.nullable(),
      /** Of a version that does not retire up to a minute old. */
      lastUsedAt: instantText.nullable(),
      lastUsedFrom: z.string().nullable(),
      /** It ends earlier once it was silent for so long; null = it does not. */
      silentSeconds: z.number().nullable(),
    }),
  ),
});

export type KeyView = z.output<typeof keyView>;

/** One secret version of a key. */
export type SecretView = KeyView["secrets"][number];
