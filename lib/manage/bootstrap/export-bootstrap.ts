// Writes the instance as a bootstrap file, without any secret, password or hash.
import type { ApiSecrets } from "@/lib/core/api-secrets";
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { DIALECTS } from "@/lib/core/dialects/index";
import { APPLICATION_NAMES } from "@/lib/core/schemas/application";
import { GROUP_NAMES } from "@/lib/core/schemas/group";
import { MEMBER_NAMES } from "@/lib/core/schemas/member";
import { USER_NAMES } from "@/lib/core/schemas/user";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import { contentOfRegistration } from "@/lib/manage/registrations/view-registration";
import type { Key, PrismaClient } from "@/prisma/generated/client";

/** The APIs as they are served, with what the gate alone knows of each. */
export interface ExportedCatalogue {
  readonly apis: readonly Api[];
  readonly secrets: ReadonlyMap<string, ApiSecrets>;
}

/** Rows of one reading: the embedded database answers others in between. */
const PAGE_ROWS = 2000;

/**
 * The instance as the content of a bootstrap file. Left out: secrets, passwords, the owner (a file needs a password for one), shared
 * token keys and upstream headers. Applied to another instance, the file makes keys with new secrets.
 */
export async function exportBootstrap(prisma: PrismaClient, { apis, secrets }: ExportedCatalogue): Promise<Record<string, unknown>> {
  const slugs = new Map(apis.map((api) => [api.id, api.slug]));
  const keys = await readAll((page) => prisma.key.findMany(page));
  const isService = (key: Key) => slugs.get(key.apiId) === SERVICE_SLUG;
  return {
    tenants: (await prisma.tenant.findMany({ orderBy: { createdAt: "asc" } })).map(({ id, name, issuer }) => ({ id, name, issuer })),
    apis: apis.filter((api) => api.slug !== SERVICE_SLUG).map((api) => exportApi(api, secrets.get(api.id))),
    keys: keys.filter((key) => !isService(key)).map((key) => exportKey(key, slugs.get(key.apiId) ?? "")),
    service: keys.filter(isService).map(exportServiceKey),
    ...(await exportTenantObjects(prisma)),
  };
}

interface Page {
  readonly orderBy: { readonly id: "asc" };
  readonly take: number;
  readonly where?: { readonly id: { readonly gt: string } };
}

async function readAll<Row extends { readonly id: string }>(read: (page: Page) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const last = all.at(-1);
    const rows = await read({ orderBy: { id: "asc" }, take: PAGE_ROWS, ...(last === undefined ? {} : { where: { id: { gt: last.id } } }) });
    all.push(...rows);
    if (rows.length < PAGE_ROWS) return all;
  }
}

function exportApi(api: Api, secrets: ApiSecrets | undefined): Record<string, unknown> {
  const { trustedKeys = [], issuers = [] } = secrets ?? {};
  const plans = Object.values(api.plans);
  const settings = { ...api.settings };
  if (api.slug === MANAGEMENT_SLUG) return { slug: api.slug, name: api.name, plans, issuers, ...settings };
  const isShipped = DIALECTS[api.dialect.name] === api.dialect;
  return {
    slug: api.slug,
    name: api.name,
    ...(isShipped ? { dialect: api.dialect.name } : { customDialect: api.dialect }),
    upstream: api.upstream,
    hosts: api.hosts,
    endpoints: api.endpoints,
    plans,
    trustedKeys: trustedKeys.filter((key) => key.alg !== "HS256").map(exportTrustedKey),
    issuers,
    ...settings,
  };
}

function exportTrustedKey({ kid, alg, jwk, issuer }: TrustedKey): Record<string, unknown> {
  return { kid, alg, publicJwk: jwk, ...(issuer === null ? {} : { issuer }) };
}

function exportServiceKey(key: Key): Record<string, unknown> {
  return {
    id: key.publicId,
    name: key.name,
    description: key.description,
    permissions: key.permissions,
    tenantId: key.tenantId,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    ipAllowList: key.ipAllowList,
    metadata: key.metadata,
  };
}

function exportKey(key: Key, api: string): Record<string, unknown> {
  const { purpose, endpoints, keyManager } = key;
  return { ...exportServiceKey(key), api, plan: key.planName, purpose, endpoints, keyManager };
}

async function exportTenantObjects(prisma: PrismaClient): Promise<Record<string, unknown>> {
  const applications = await readAll((page) => prisma.application.findMany(page));
  const users = await readAll((page) => prisma.user.findMany({ ...page, include: { registrations: { orderBy: { id: "asc" } } } }));
  const groups = await readAll((page) => prisma.group.findMany({ ...page, include: { members: { orderBy: { id: "asc" } } } }));
  return {
    applications: applications.map((row) => ({ ...keptOf(APPLICATION_NAMES, row.extra), ...named(row), roles: row.roles })),
    users: users.map(({ id, tenantId, extra, registrations, ...row }) => ({
      user: {
        ...keptOf(USER_NAMES, extra),
        id,
        tenantId,
        ...withoutNulls({ email: row.email, username: row.username, firstName: row.firstName, lastName: row.lastName }),
      },
      registrations: registrations.map(contentOfRegistration),
    })),
    groups: groups.map((row) => ({
      group: { ...keptOf(GROUP_NAMES, row.extra), ...named(row) },
      roleIds: row.roleIds,
      members: row.members.map(({ userId, extra }) => ({ ...keptOf(MEMBER_NAMES, extra), userId })),
    })),
  };
}

function named({ id, tenantId, name }: { readonly id: string; readonly tenantId: string; readonly name: string }) {
  return { id, tenantId, name };
}

function withoutNulls(fields: Readonly<Record<string, string | null>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
