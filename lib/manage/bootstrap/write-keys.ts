// Writes the keys that a bootstrap file adds and changes: one statement for thousands of rows, since files may hold a hundred thousand.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { Change } from "@/lib/manage/changing";
import type { Tx } from "@/lib/manage/world";
import { inPieces } from "./pieces";
import type { KeyPlan, KeyRow, SecretReplacement, SecretRow } from "./plan-keys";

/** Beyond this many keys the audit names them in groups. */
const AUDITED_ONE_BY_ONE = 1000;

/** Writes the plan, its audit records and its announcements. `createdBy` is the actor of the change. */
export async function writeKeys(change: Change, plan: KeyPlan, createdBy: string): Promise<void> {
  const { tx } = change;
  const createdAt = new Date(change.atMs).toISOString();
  await inPieces(plan.added, (rows) => insertKeys(tx, rows, createdBy, createdAt));
  await inPieces(plan.secrets, (rows) => insertSecrets(tx, rows, createdAt));
  await inPieces(plan.changed, (rows) => updateKeys(tx, rows, createdAt));
  for (const replacement of plan.replacements) await replaceSecret(tx, replacement, createdAt);
  record(change, "key.create", plan.added);
  record(change, "key.update", plan.changed);
  for (const notice of plan.notices) change.announceKey(notice);
  // A token says what its key could do when it was issued, which may be more than it can do now.
  for (const { id } of plan.changed) change.revokeTokens("key", id);
}

function insertKeys(tx: Tx, rows: readonly KeyRow[], createdBy: string, createdAt: string): Promise<number> {
  const piece = JSON.stringify(
    rows.map(({ id, publicId, apiId, fields }) => ({
      id,
      publicId,
      apiId,
      createdBy,
      createdAt,
      planName: fields.plan ?? "default",
      tenantId: fields.tenantId ?? null,
      name: fields.name,
      description: fields.description ?? "",
      purpose: fields.purpose ?? null,
      permissions: fields.permissions ?? ["*"],
      endpoints: fields.endpoints ?? {},
      ipAllowList: fields.ipAllowList ?? [],
      metadata: fields.metadata ?? {},
      keyManager: fields.keyManager ?? false,
      expiresAt: fields.expiresAt ?? null,
      revokedAt: fields.revokedAt ?? null,
    })),
  );
  return tx.$executeRaw`
    INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "tenantId", "name", "description", "purpose", "permissions", "endpoints",
      "ipAllowList", "metadata", "keyManager", "createdBy", "expiresAt", "revokedAt", "createdAt", "updatedAt")
    SELECT "id", "publicId", "apiId", "planName", "tenantId", "name", "description", "purpose", "permissions", "endpoints",
      "ipAllowList", "metadata", "keyManager", "createdBy", "expiresAt", "revokedAt", "createdAt", "createdAt"
    FROM jsonb_to_recordset(${piece}::jsonb) AS given("id" uuid, "publicId" text, "apiId" uuid, "planName" text, "tenantId" uuid,
      "name" text, "description" text, "purpose" text, "permissions" text[], "endpoints" jsonb, "ipAllowList" text[], "metadata" jsonb,
      "keyManager" boolean, "createdBy" text, "expiresAt" timestamptz, "revokedAt" timestamptz, "createdAt" timestamptz)`;
}

function insertSecrets(tx: Tx, rows: readonly SecretRow[], createdAt: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO "KeySecret" ("id", "keyId", "apiId", "fingerprint", "origin", "preview", "createdAt")
    SELECT "id", "keyId", "apiId", "fingerprint", "origin", "preview", ${createdAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given("id" uuid, "keyId" uuid, "apiId" uuid, "fingerprint" bytea,
      "origin" text, "preview" text)`;
}

/** Fields that the file leaves out stay; where null means something, a flag tells it from a field left out. Revoked stays revoked. */
function updateKeys(tx: Tx, rows: readonly KeyRow[], updatedAt: string): Promise<number> {
  const piece = JSON.stringify(
    rows.map(({ id, fields }) => ({
      id,
      planName: fields.plan,
      name: fields.name,
      description: fields.description,
      hasPurpose: fields.purpose !== undefined,
      purpose: fields.purpose,
      permissions: fields.permissions,
      endpoints: fields.endpoints,
      ipAllowList: fields.ipAllowList,
      metadata: fields.metadata,
      keyManager: fields.keyManager,
      hasExpiresAt: fields.expiresAt !== undefined,
      expiresAt: fields.expiresAt,
      revokedAt: fields.revokedAt,
    })),
  );
  return tx.$executeRaw`
    UPDATE "Key" SET
      "planName" = COALESCE(given."planName", "Key"."planName"),
      "name" = COALESCE(given."name", "Key"."name"),
      "description" = COALESCE(given."description", "Key"."description"),
      "purpose" = CASE WHEN given."hasPurpose" THEN given."purpose" ELSE "Key"."purpose" END,
      "permissions" = COALESCE(given."permissions", "Key"."permissions"),
      "endpoints" = COALESCE(given."endpoints", "Key"."endpoints"),
      "ipAllowList" = COALESCE(given."ipAllowList", "Key"."ipAllowList"),
      "metadata" = COALESCE(given."metadata", "Key"."metadata"),
      "keyManager" = COALESCE(given."keyManager", "Key"."keyManager"),
      "expiresAt" = CASE WHEN given."hasExpiresAt" THEN given."expiresAt" ELSE "Key"."expiresAt" END,
      "revokedAt" = COALESCE("Key"."revokedAt", given."revokedAt"),
      "updatedAt" = ${updatedAt}::timestamptz
    FROM jsonb_to_recordset(${piece}::jsonb) AS given("id" uuid, "planName" text, "name" text, "description" text, "hasPurpose" boolean,
      "purpose" text, "permissions" text[], "endpoints" jsonb, "ipAllowList" text[], "metadata" jsonb, "keyManager" boolean,
      "hasExpiresAt" boolean, "expiresAt" timestamptz, "revokedAt" timestamptz)
    WHERE "Key"."id" = given."id"`;
}

/** Only while the old secret is still there: a rotation that came first wins. */
async function replaceSecret(tx: Tx, { keyId, from, to }: SecretReplacement, createdAt: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "KeySecret" SET "fingerprint" = decode(${to.fingerprint.slice(2)}, 'hex'), "origin" = ${to.origin}, "preview" = ${to.preview},
      "createdAt" = ${createdAt}::timestamptz
    WHERE "keyId" = ${keyId}::uuid AND "fingerprint" = decode(${from}, 'hex')`;
}

function record(change: Change, action: string, rows: readonly KeyRow[]): void {
  if (rows.length <= AUDITED_ONE_BY_ONE) {
    for (const { id, publicId, fields } of rows) {
      change.record(fields.tenantId ?? INSTANCE_CHAIN, action, `key:${id}`, { publicId, name: fields.name, api: fields.api });
    }
    return;
  }
  for (let start = 0; start < rows.length; start += AUDITED_ONE_BY_ONE) {
    const publicIds = rows.slice(start, start + AUDITED_ONE_BY_ONE).map((row) => row.publicId);
    change.record(INSTANCE_CHAIN, action, "keys", { publicIds });
  }
}
