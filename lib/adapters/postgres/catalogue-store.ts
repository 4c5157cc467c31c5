// Reads all protected APIs as the gate sees them: one statement, so that what it sees is of one instant.
import type { Pool } from "pg";
import { type ApiSecrets, type SealedColumn, sealingContext } from "@/lib/core/api-secrets";
import { type Api, type ApiSettings, DEFAULT_SETTINGS, type Endpoint, type Plan } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { dialectSchema } from "@/lib/core/dialects/dialect-schema";
import { DIALECTS } from "@/lib/core/dialects/index";
import type { HeaderLine } from "@/lib/core/http";
import { externalIssuers } from "@/lib/core/schemas/external-issuer";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import { type StoredWindow, windowsOfPlan } from "@/lib/core/windows/stored-windows";

/** The APIs, and what the gate alone may know of each, by API id. */
export interface StoredCatalogue {
  readonly apis: readonly Api[];
  readonly secrets: ReadonlyMap<string, ApiSecrets>;
}

/** Opens what was sealed for that context; throws when it was sealed for another, or under another master key. */
export type OpenText = (sealed: Uint8Array, context: string) => string;

const LOAD = `
  SELECT api."id", api."slug", api."name", api."dialect", api."customDialect", api."upstream", api."hosts", api."settings",
    api."holdsForeignSecrets", api."issuers", api."sealedTrustedKeys", api."sealedHeaders", api."sealedSigningSecret",
    (SELECT COALESCE(json_agg(json_build_object('path', endpoint."path", 'methods', endpoint."methods",
        'permission', endpoint."permission", 'cost', endpoint."cost") ORDER BY endpoint."position"), '[]')
      FROM "Endpoint" endpoint WHERE endpoint."apiId" = api."id") AS "endpoints",
    (SELECT COALESCE(json_agg(json_build_object('name', plan."name", 'windows', plan."windows", 'quota', plan."quota",
        'allowTokens', plan."allowTokens", 'endpoints', plan."endpoints") ORDER BY plan."name"), '[]')
      FROM "Plan" plan WHERE plan."apiId" = api."id") AS "plans"
  FROM "Api" api ORDER BY api."createdAt", api."slug"`;

interface ApiRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dialect: string;
  readonly customDialect: unknown;
  readonly upstream: string | null;
  readonly hosts: readonly string[];
  readonly settings: Partial<ApiSettings>;
  readonly holdsForeignSecrets: boolean;
  readonly issuers: unknown;
  readonly sealedTrustedKeys: Uint8Array | null;
  readonly sealedHeaders: Uint8Array | null;
  readonly sealedSigningSecret: Uint8Array | null;
  readonly endpoints: readonly Endpoint[];
  readonly plans: readonly StoredPlan[];
}

/** One column holds the windows of callers, accounts and tenants. */
type StoredPlan = Omit<Plan, "windows" | "accountWindows" | "tenantWindows"> & { readonly windows: readonly StoredWindow[] };

/** Reads them. Rejects when the database cannot be asked, or holds what this build or this master key cannot read. */
export async function loadCatalogue(pool: Pick<Pool, "query">, openText: OpenText): Promise<StoredCatalogue> {
  const { rows } = await pool.query<ApiRow>(LOAD);
  return { apis: rows.map(apiOf), secrets: new Map(rows.map((row) => [row.id, secretsOf(row, openText)])) };
}

function apiOf(row: ApiRow): Api {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    dialect: dialectOf(row),
    upstream: row.upstream,
    hosts: row.hosts,
    endpoints: row.endpoints,
    plans: Object.fromEntries(row.plans.map((plan) => [plan.name, { ...plan, ...windowsOfPlan(plan.windows) }])),
    settings: { ...DEFAULT_SETTINGS, ...row.settings },
    holdsForeignSecrets: row.holdsForeignSecrets,
  };
}

function dialectOf(row: ApiRow): Dialect {
  const dialect = row.customDialect === null ? DIALECTS[row.dialect] : dialectSchema.parse(row.customDialect);
  if (dialect === undefined) throw new Error(`the API ${row.slug} has the dialect ${row.dialect}, which this build does not know`);
  return dialect;
}

function secretsOf(row: ApiRow, openText: OpenText): ApiSecrets {
  const open = (column: SealedColumn) => {
    const sealed = row[column];
    return sealed === null ? null : openText(sealed, sealingContext(row.id, column));
  };
  // Authenticated by the seal: what is read is what this product wrote.
  return {
    trustedKeys: JSON.parse(open("sealedTrustedKeys") ?? "[]") as TrustedKey[],
    issuers: externalIssuers.parse(row.issuers),
    upstreamHeaders: JSON.parse(open("sealedHeaders") ?? "[]") as HeaderLine[],
    signingSecret: open("sealedSigningSecret"),
  };
}
