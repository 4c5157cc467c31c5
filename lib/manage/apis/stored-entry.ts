// A protected API as it is stored, in the words of a bootstrap file: what the console shows, edits and judges.
import { type SealedColumn, sealingContext } from "@/lib/core/api-secrets";
import { type ApiSettings, DEFAULT_SETTINGS, type Endpoint, type Plan } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { HeaderLine } from "@/lib/core/http";
import { externalIssuers } from "@/lib/core/schemas/external-issuer";
import { isStorable } from "@/lib/core/schemas/texts";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import { type StoredWindow, windowsOfPlan } from "@/lib/core/windows/stored-windows";
import type { Tx } from "@/lib/manage/world";
import type { Unseal } from "./api-world";
import { storedDialect } from "./stored-dialect";

/** Everything about one API, secrets included. */
export interface StoredEntry {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dialect: Dialect;
  readonly isCustom: boolean;
  readonly upstream: string | null;
  readonly hosts: readonly string[];
  readonly endpoints: readonly Endpoint[];
  readonly plans: readonly Plan[];
  readonly settings: ApiSettings;
  readonly issuers: readonly ExternalIssuer[];
  readonly trustedKeys: readonly TrustedKey[];
  readonly upstreamHeaders: readonly HeaderLine[];
  /** Another text after each change. */
  readonly version: string;
}

/** The API with that slug; null = there is none. */
export async function findStoredEntry(tx: Pick<Tx, "api">, unseal: Unseal, slug: string): Promise<StoredEntry | null> {
  if (!isStorable(slug)) return null;
  const row = await tx.api.findUnique({
    where: { slug },
    include: { endpoints: { orderBy: { position: "asc" } }, plans: { orderBy: { name: "asc" } } },
  });
  if (row === null) return null;
  const open = (column: SealedColumn) => (row[column] === null ? "[]" : unseal(row[column], sealingContext(row.id, column)));
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    dialect: storedDialect(row),
    isCustom: row.customDialect !== null,
    upstream: row.upstream,
    hosts: row.hosts,
    endpoints: row.endpoints.map(({ path, methods, permission, cost }) => ({ path, methods, permission, cost })),
    plans: row.plans.map(({ name, windows, quota, allowTokens, endpoints }) => ({
      name,
      ...windowsOfPlan(windows as unknown as readonly StoredWindow[]),
      quota: quota as unknown as Plan["quota"],
      allowTokens,
      endpoints: endpoints as unknown as Plan["endpoints"],
    })),
    settings: { ...DEFAULT_SETTINGS, ...(row.settings as Partial<ApiSettings>) },
    issuers: externalIssuers.parse(row.issuers),
    // Authenticated by the seal: what is read is what this product wrote.
    trustedKeys: JSON.parse(open("sealedTrustedKeys")) as TrustedKey[],
    upstreamHeaders: JSON.parse(open("sealedHeaders")) as HeaderLine[],
    version: row.updatedAt.toISOString(),
  };
}

/** The API as an entry of a bootstrap file would write it. */
export function entrySource(stored: StoredEntry): Readonly<Record<string, unknown>> {
  const { slug, name, dialect, isCustom, upstream, hosts, endpoints, plans, settings, issuers, trustedKeys, upstreamHeaders } = stored;
  return {
    slug,
    name,
    ...(isCustom ? { customDialect: dialect } : { dialect: dialect.name }),
    upstream,
    hosts,
    endpoints,
    plans,
    issuers,
    trustedKeys: trustedKeys.map(({ kid, alg, jwk, issuer }) => ({ kid, alg, publicJwk: jwk, ...(issuer === null ? {} : { issuer }) })),
    upstreamHeaders: Object.fromEntries(upstreamHeaders),
    ...settings,
  };
}
