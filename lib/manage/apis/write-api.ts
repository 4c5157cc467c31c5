// Creates and changes protected APIs within a transaction: the row, its endpoints, its plans, its sealed secrets.
import { Buffer } from "node:buffer";
import { type SealedColumn, sealingContext } from "@/lib/core/api-secrets";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type ApiSettings, DEFAULT_SETTINGS, type Endpoint, type EndpointGrants, type Plan } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { DIALECTS } from "@/lib/core/dialects/index";
import type { HeaderLine } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import { type StoredWindow, storedWindows } from "@/lib/core/windows/stored-windows";
import type { Change } from "@/lib/manage/changing";
import type { Tx } from "@/lib/manage/world";
import { Prisma } from "@/prisma/generated/client";

const SIGNING_SECRET_BYTES = 32;

/** Seals a recoverable secret for one place. */
export type Seal = (plaintext: string, context: string) => Uint8Array;

/** A plan as given; what is left out keeps what it is, or is unlimited on a new plan. */
export type PlanFields = { readonly name: string } & Partial<Omit<Plan, "name">>;

/** An API as given; what is left out keeps what it is, or has its default on a new API. */
export interface ApiFields {
  readonly name?: string;
  readonly dialect?: Dialect;
  readonly upstream?: string | null;
  readonly hosts?: readonly string[];
  readonly settings?: Partial<ApiSettings>;
  readonly endpoints?: readonly Endpoint[];
  readonly plans?: readonly PlanFields[];
  readonly trustedKeys?: readonly TrustedKey[];
  readonly issuers?: readonly ExternalIssuer[];
  readonly upstreamHeaders?: readonly HeaderLine[];
  readonly holdsForeignSecrets?: boolean;
}

/** As much of a stored API as a change builds on. */
export interface StoredApi {
  readonly id: string;
  readonly settings: Partial<ApiSettings>;
}

/** The plan of an API that was given none. */
const DEFAULT_PLAN: PlanFields = { name: "default" };

/** What a new API has for life. */
export interface NewApi {
  readonly id: string;
  readonly slug: string;
  readonly dialect: Dialect;
}

/** Secrets that were minted in another shape are foreign to the new one, whose checksum then proves nothing. */
export function withReshapedKeys(before: Dialect, after: Dialect, fields: ApiFields): ApiFields {
  const isReshaped = JSON.stringify(before.keyShape) !== JSON.stringify(after.keyShape);
  return isReshaped ? { ...fields, holdsForeignSecrets: true } : fields;
}

/** Creates an API with a signing secret of its own. */
export async function createApi(change: Change, seal: Seal, api: NewApi, fields: ApiFields): Promise<void> {
  const { id, slug, dialect } = api;
  const signingSecret = Buffer.from(change.world.randomBytes(SIGNING_SECRET_BYTES)).toString("base64url");
  await change.tx.api.create({
    data: {
      ...columnsOf(id, seal, { ...fields, dialect, settings: { ...DEFAULT_SETTINGS, ...fields.settings } }),
      id,
      slug,
      name: fields.name ?? slug,
      dialect: dialect.name,
      hosts: [...(fields.hosts ?? [])],
      sealedSigningSecret: sealed(id, "sealedSigningSecret", seal, signingSecret),
      createdAt: new Date(change.atMs),
    },
  });
  await writeEndpoints(change.tx, id, fields.endpoints ?? []);
  await writePlans(change.tx, id, fields.plans?.length ? fields.plans : [DEFAULT_PLAN]);
  change.record(INSTANCE_CHAIN, "api.create", `api:${id}`, { slug, dialect: dialect.name });
  change.announceCatalogue();
}

/**
 * Changes what the fields name and nothing else. Plans that they do not name stay: keys may be on them. `details` say more than which
 * fields changed, and hold no secret.
 */
export async function updateApi(change: Change, seal: Seal, known: StoredApi, fields: ApiFields, details: JsonObject = {}): Promise<void> {
  const { tx } = change;
  const settings = fields.settings === undefined ? undefined : { ...DEFAULT_SETTINGS, ...known.settings, ...fields.settings };
  await tx.api.update({ where: { id: known.id }, data: columnsOf(known.id, seal, { ...fields, settings }) });
  if (fields.endpoints !== undefined) {
    await tx.endpoint.deleteMany({ where: { apiId: known.id } });
    await writeEndpoints(tx, known.id, fields.endpoints);
  }
  await writePlans(tx, known.id, fields.plans ?? []);
  const changed = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  change.record(INSTANCE_CHAIN, "api.update", `api:${known.id}`, { changed, ...details });
  change.announceCatalogue();
}

/** The row's columns. Prisma leaves those that are undefined as they are. */
function columnsOf(id: string, seal: Seal, fields: ApiFields) {
  const { name, dialect, upstream, hosts, settings, trustedKeys, upstreamHeaders, holdsForeignSecrets } = fields;
  return {
    name,
    dialect: dialect?.name,
    customDialect: dialect && customDialectOf(dialect),
    upstream,
    hosts: hosts && [...hosts],
    settings: settings && {
      ...settings,
      cors: settings.cors && corsColumn(settings.cors),
      windows: settings.windows?.map((window) => ({ ...window })),
    },
    holdsForeignSecrets,
    issuers: fields.issuers && (fields.issuers as unknown as Prisma.InputJsonArray),
    sealedTrustedKeys: trustedKeys && sealed(id, "sealedTrustedKeys", seal, JSON.stringify(trustedKeys)),
    sealedHeaders: upstreamHeaders && sealed(id, "sealedHeaders", seal, JSON.stringify(upstreamHeaders)),
  };
}

function corsColumn(cors: ApiSettings["cors"]) {
  return { origins: [...cors.origins], headers: [...cors.headers] };
}

/** A dialect that ships is stored by its name alone, so that a new build words it anew. */
function customDialectOf(dialect: Dialect) {
  return DIALECTS[dialect.name] === dialect ? Prisma.DbNull : (dialect as unknown as Prisma.InputJsonObject);
}

function sealed(apiId: string, column: SealedColumn, seal: Seal, plaintext: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal(plaintext, sealingContext(apiId, column)));
}

async function writeEndpoints(tx: Tx, apiId: string, endpoints: readonly Endpoint[]): Promise<void> {
  const rows = endpoints.map((endpoint, position) => ({ ...endpoint, methods: [...endpoint.methods], apiId, position }));
  if (rows.length > 0) await tx.endpoint.createMany({ data: rows });
}

async function writePlans(tx: Tx, apiId: string, plans: readonly PlanFields[]): Promise<void> {
  for (const plan of plans) {
    const columns = { ...planColumns(plan), windows: await windowsColumn(tx, apiId, plan) };
    await tx.plan.upsert({
      where: { apiId_name: { apiId, name: plan.name } },
      create: { ...columns, windows: columns.windows ?? [], apiId, name: plan.name },
      update: columns,
    });
  }
}

/** Windows of callers, accounts and tenants share a column; undefined = none of them is named. */
async function windowsColumn(tx: Tx, apiId: string, { name, windows, accountWindows, tenantWindows }: PlanFields) {
  const changed = Object.entries({ windows, accountWindows, tenantWindows }).filter(([, value]) => value !== undefined);
  if (changed.length === 0) return undefined;
  const stored = await tx.plan.findUnique({ where: { apiId_name: { apiId, name } }, select: { windows: true } });
  const before = (stored?.windows ?? []) as unknown as readonly StoredWindow[];
  return storedWindows(before, Object.fromEntries(changed)).map((window) => ({ ...window }));
}

function planColumns({ quota, allowTokens, endpoints }: PlanFields) {
  return {
    quota: quota === null ? Prisma.DbNull : quota && { ...quota },
    allowTokens,
    endpoints: endpoints === null ? Prisma.DbNull : endpoints && grantsColumn(endpoints),
  };
}

function grantsColumn(grants: EndpointGrants): Record<string, string[]> {
  return Object.fromEntries(Object.entries(grants).map(([template, methods]) => [template, [...methods]]));
}
