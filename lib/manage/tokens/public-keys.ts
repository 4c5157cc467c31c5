// The public parts of the signing keys that verify tokens now: the coming, the current and those that retire.
import type { JsonObject } from "@/lib/core/json";
import type { PublishedKey } from "@/lib/core/tokens/published-keys";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import { readTokenSettings } from "@/lib/core/tokens/token-settings";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import { signingKeyFor } from "./signing-keys";

/** All of them, newest first. Shared keys have no public part. */
export async function listPublicKeys(world: Pick<World, "prisma" | "nowMs">): Promise<PublishedKey[]> {
  const rows = await world.prisma.signingKey.findMany({
    select: { kid: true, algorithm: true, publicJwk: true },
    where: { algorithm: { not: "HS256" }, OR: [{ retiresAt: null }, { retiresAt: { gt: new Date(world.nowMs()) } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ kid, algorithm, publicJwk }) => ({
    kid,
    algorithm: algorithm as TokenAlgorithm,
    publicJwk: publicJwk as JsonObject,
  }));
}

/** The key with that `kid` as PEM, or null. */
export async function findPublicPem(world: Pick<World, "prisma" | "nowMs" | "signer">, kid: string): Promise<string | null> {
  const key = (await listPublicKeys(world)).find((one) => one.kid === kid);
  return key === undefined ? null : world.signer.publicPem(key.publicJwk);
}

/** Every key as PEM, by `kid`. */
export async function listPublicPems(world: Pick<World, "prisma" | "nowMs" | "signer">): Promise<Record<string, string>> {
  const keys = await listPublicKeys(world);
  return Object.fromEntries(keys.map(({ kid, publicJwk }) => [kid, world.signer.publicPem(publicJwk)]));
}

/**
 * The key that signs for users of that application of one of those tenants, as PEM; null where there is no such application, or its key
 * is a shared one. Makes the tenant's key when it is needed for the first time.
 */
export async function findApplicationPem(world: World, tenantIds: readonly string[], applicationId: string): Promise<string | null> {
  const application = await tenantsDb(world.prisma, tenantIds).application.findUnique({ where: { id: applicationId } });
  if (application === null) return null;
  const tenant = await world.prisma.tenant.findUniqueOrThrow({ where: { id: application.tenantId } });
  const { signingKeyId } = readTokenSettings(configurationOf(tenant), configurationOf(application));
  const { kid } = await signingKeyFor(world, { tenantId: tenant.id, signingKeyId });
  return findPublicPem(world, kid);
}

/** What a tenant or an application says about its tokens. */
export function configurationOf({ extra }: { readonly extra: unknown }): unknown {
  return typeof extra === "object" && extra !== null ? Reflect.get(extra, "jwtConfiguration") : undefined;
}
