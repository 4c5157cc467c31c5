// What the instance holds before a bootstrap file is applied: as much of it as judging and planning need.
import type { ApiSettings } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { storedDialect } from "@/lib/manage/apis/stored-dialect";
import type { Tx } from "@/lib/manage/world";
import type { Api, PrismaClient } from "@/prisma/generated/client";

/** An API that exists. */
export interface KnownApi {
  readonly id: string;
  readonly dialect: Dialect;
  readonly settings: Partial<ApiSettings>;
  readonly hosts: readonly string[];
  readonly planNames: ReadonlySet<string>;
}

/** A key that exists and that the file names. */
export interface KnownKey {
  readonly id: string;
  readonly publicId: string;
  readonly apiId: string;
  readonly tenantId: string | null;
  /** Of all its secret versions, as hex. */
  readonly fingerprints: readonly string[];
}

/** The instance as it is. */
export interface InstanceSnapshot {
  readonly apis: ReadonlyMap<string, KnownApi>;
  /** Names by id. */
  readonly tenants: ReadonlyMap<string, string>;
  readonly memberEmails: ReadonlySet<string>;
}

/** Reads APIs, tenants and members. */
export async function readSnapshot(prisma: PrismaClient): Promise<InstanceSnapshot> {
  const apis = await readKnownApis(prisma);
  const tenants = await prisma.tenant.findMany({ select: { id: true, name: true } });
  const members = await prisma.member.findMany({ select: { email: true } });
  return {
    apis,
    tenants: new Map(tenants.map((tenant) => [tenant.id, tenant.name])),
    memberEmails: new Set(members.map((member) => member.email)),
  };
}

/** All APIs by slug. */
export async function readKnownApis(tx: Pick<Tx, "api">): Promise<InstanceSnapshot["apis"]> {
  const apis = await tx.api.findMany({ include: { plans: { select: { name: true } } } });
  return new Map(apis.map((api) => [api.slug, knownApi(api)]));
}

function knownApi(api: Api & { readonly plans: readonly { readonly name: string }[] }): KnownApi {
  return {
    id: api.id,
    dialect: storedDialect(api),
    settings: api.settings as Partial<ApiSettings>,
    hosts: api.hosts,
    planNames: new Set(api.plans.map((plan) => plan.name)),
  };
}

/** The keys that have one of these public ids, by public id. */
export async function readKnownKeys(prisma: PrismaClient, publicIds: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
  const rows = await prisma.$queryRaw<KnownKey[]>`
    SELECT key."id"::text AS "id", key."publicId", key."apiId"::text AS "apiId", key."tenantId"::text AS "tenantId",
           array_agg(encode(secret."fingerprint", 'hex')) FILTER (WHERE secret."id" IS NOT NULL) AS "fingerprints"
    FROM "Key" key LEFT JOIN "KeySecret" secret ON secret."keyId" = key."id"
    WHERE key."publicId" = ANY(${[...publicIds]}::text[])
    GROUP BY key."id"`;
  return new Map(rows.map((row) => [row.publicId, { ...row, fingerprints: row.fingerprints ?? [] }]));
}

/** Which of these secrets exist already: public ids of their keys by `apiId fingerprint`. */
export async function readSecretOwners(prisma: PrismaClient, fingerprints: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await prisma.$queryRaw<{ apiId: string; fingerprint: string; publicId: string }[]>`
    SELECT secret."apiId"::text AS "apiId", encode(secret."fingerprint", 'hex') AS "fingerprint", key."publicId"
    FROM "KeySecret" secret JOIN "Key" key ON key."id" = secret."keyId"
    WHERE secret."fingerprint" = ANY(SELECT decode(given, 'hex') FROM unnest(${[...fingerprints]}::text[]) AS given)`;
  return new Map(rows.map((row) => [`${row.apiId} ${row.fingerprint}`, row.publicId]));
}
