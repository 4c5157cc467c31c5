// Takes an API away from this instance, once no key opens it any more.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { isStorable } from "@/lib/core/schemas/texts";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, type Refusal, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import type { Api } from "@/prisma/generated/client";
import { isBuiltIn } from "./judge-entry";
import { lockCatalogue } from "./lock-catalogue";

/** So many keys go in one transaction: the embedded database ends long ones. */
const PIECE = 1000;

/**
 * Deletes the API with its endpoints, its plans and its ended keys; audit and usage stay. Refused while a key is neither revoked nor
 * expired, for the built-in APIs, and when `typedSlug` is not the API's. Where there are many ended keys, most go before, in pieces, each
 * audited: whoever is interrupted there deletes the API again. A bootstrap file that names it makes it anew when it changes.
 */
export async function deleteProtectedApi(world: World, actor: string, slug: string, typedSlug: string): Promise<Outcome<null>> {
  if (!isStorable(slug)) return ABSENT;
  while (await hasMany(world, slug)) {
    const outcome = await changing(world, actor, async (change) => {
      const judged = await lockForDeletion(change, slug, typedSlug);
      if (judged.kind !== "found") return judged;
      const keys = await deletePiece(change, judged.api.id);
      change.record(INSTANCE_CHAIN, "api.empty", `api:${judged.api.id}`, { slug, keys });
      return done(null);
    });
    if (outcome.kind === "absent" || outcome.kind === "refused") return outcome;
  }
  return changing(world, actor, async (change) => {
    const judged = await lockForDeletion(change, slug, typedSlug);
    if (judged.kind !== "found") return judged;
    const { id, name, dialect } = judged.api;
    const { count: endedKeys } = await change.tx.key.deleteMany({ where: { apiId: id } });
    await change.tx.api.delete({ where: { id } });
    await change.tx.bootstrapObject.deleteMany({ where: { kind: "api", objectId: slug } });
    change.record(INSTANCE_CHAIN, "api.delete", `api:${id}`, { slug, name, dialect, endedKeys });
    change.announceCatalogue();
    return done(null);
  });
}

async function hasMany({ prisma }: World, slug: string): Promise<boolean> {
  return (await prisma.key.findFirst({ where: { api: { slug } }, select: { id: true }, skip: PIECE })) !== null;
}

interface FoundApi {
  readonly kind: "found";
  readonly api: Pick<Api, "id" | "slug" | "name" | "dialect">;
}

/** Locks it, also against keys being made of it; or says why it stays. */
async function lockForDeletion({ tx, atMs }: Change, slug: string, typedSlug: string): Promise<Refusal | FoundApi> {
  await lockCatalogue(tx);
  const api = await tx.api.findUnique({ where: { slug }, select: { id: true, slug: true, name: true, dialect: true } });
  if (api === null) return ABSENT;
  if (isBuiltIn(api)) return refused({ field: "", code: "invalid", message: "This API is part of Keyfuse and cannot be deleted." });
  if (typedSlug !== slug) return refused({ field: "typed", code: "invalid", message: "This is not the short name of the API." });
  // Keys that are being made wait, and then find no API.
  await tx.$queryRaw`SELECT 1 FROM "Api" WHERE "id" = ${api.id}::uuid FOR UPDATE`;
  const living = await tx.key.count({
    where: { apiId: api.id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(atMs) } }] },
  });
  if (living === 0) return { kind: "found", api };
  const keys = living === 1 ? "1 key is" : `${living} keys are`;
  return refused({
    field: "",
    code: "invalid",
    message: `${keys} neither revoked nor expired. Revoke what still opens this API first.`,
  });
}

function deletePiece({ tx }: Change, apiId: string): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "Key" WHERE "id" IN (SELECT "id" FROM "Key" WHERE "apiId" = ${apiId}::uuid ORDER BY "id" LIMIT ${PIECE})`;
}
