// A stored key as it leaves.
import { type KeyView, keyView, type SecretView } from "@/lib/core/schemas/key-view";
import type { Key, KeySecret } from "@/prisma/generated/client";

/** What is read of a key besides its row; no fingerprints. */
export const KEY_RELATIONS = {
  api: { select: { slug: true } },
  secrets: {
    select: {
      id: true,
      origin: true,
      preview: true,
      createdAt: true,
      retiresAt: true,
      firstUsedAt: true,
      lastUsedAt: true,
      lastUsedFrom: true,
      silentSeconds: true,
    },
    orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }],
  },
};

/** A key with its relations. */
export type KeyRow = Key & {
  readonly api: { readonly slug: string };
  readonly secrets: readonly Omit<KeySecret, "keyId" | "apiId" | "fingerprint" | "silentSince">[];
};

/** The view of a row at an instant. */
export function viewKey(row: KeyRow, nowMs: number): KeyView {
  return keyView.parse({
    id: row.id,
    publicId: row.publicId,
    api: row.api.slug,
    plan: row.planName,
    tenantId: row.tenantId,
    name: row.name,
    description: row.description,
    purpose: row.purpose,
    state: stateOf(row, nowMs),
    permissions: row.permissions,
    endpoints: row.endpoints,
    ipAllowList: row.ipAllowList,
    metadata: row.metadata,
    keyManager: row.keyManager,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: textOf(row.expiresAt),
    pausedAt: textOf(row.pausedAt),
    revokedAt: textOf(row.revokedAt),
    lastUsedAt: textOf(row.lastUsedAt),
    lastUsedFrom: row.lastUsedFrom,
    secrets: row.secrets.map((secret) => ({
      ...secret,
      state: secretStateOf(secret, nowMs),
      createdAt: secret.createdAt.toISOString(),
      retiresAt: textOf(secret.retiresAt),
      firstUsedAt: textOf(secret.firstUsedAt),
      lastUsedAt: textOf(secret.lastUsedAt),
    })),
  });
}

function stateOf(row: Key, nowMs: number): KeyView["state"] {
  if (row.revokedAt !== null) return "revoked";
  if (row.expiresAt !== null && row.expiresAt.getTime() <= nowMs) return "expired";
  return row.pausedAt === null ? "active" : "paused";
}

/** As the store judges it: at its end a version is refused. */
function secretStateOf({ retiresAt }: Pick<KeySecret, "retiresAt">, nowMs: number): SecretView["state"] {
  if (retiresAt === null) return "current";
  return retiresAt.getTime() > nowMs ? "retiring" : "ended";
}

function textOf(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}
