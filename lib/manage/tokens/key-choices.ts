// Where a signing key was chosen: in the `jwtConfiguration` of tenants and applications.
import type { Tx } from "@/lib/manage/world";

/** Whether a tenant or application names the key. */
export async function isChosen(tx: Tx, keyId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM (SELECT "extra" FROM "Tenant" UNION ALL SELECT "extra" FROM "Application") AS chooser
    WHERE lower("extra" #>> '{jwtConfiguration,accessTokenKeyId}') = ${keyId}
      OR lower("extra" #>> '{jwtConfiguration,idTokenKeyId}') = ${keyId} LIMIT 1`;
  return rows.length > 0;
}

/** The ids of all keys that any of them names. */
export async function listChosenKeyIds(tx: Pick<Tx, "$queryRaw">): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ access: string | null; identity: string | null }[]>`
    SELECT DISTINCT lower("extra" #>> '{jwtConfiguration,accessTokenKeyId}') AS "access", lower("extra" #>> '{jwtConfiguration,idTokenKeyId}') AS "identity"
    FROM (SELECT "extra" FROM "Tenant" UNION ALL SELECT "extra" FROM "Application") AS chooser WHERE "extra" ? 'jwtConfiguration'`;
  return new Set(rows.flatMap(({ access, identity }) => [access, identity].filter((id) => id !== null)));
}

/** Whoever named the one key names the other from now on. */
export async function chooseInstead(tx: Tx, oldId: string, newId: string, at: Date): Promise<void> {
  for (const use of ["accessTokenKeyId", "idTokenKeyId"]) {
    await tx.$executeRaw`
      UPDATE "Tenant" SET "extra" = jsonb_set("extra", ARRAY['jwtConfiguration', ${use}], to_jsonb(${newId}::text)), "updatedAt" = ${at}
      WHERE lower("extra" #>> ARRAY['jwtConfiguration', ${use}]) = ${oldId}`;
    await tx.$executeRaw`
      UPDATE "Application" SET "extra" = jsonb_set("extra", ARRAY['jwtConfiguration', ${use}], to_jsonb(${newId}::text)), "updatedAt" = ${at}
      WHERE lower("extra" #>> ARRAY['jwtConfiguration', ${use}]) = ${oldId}`;
  }
}
