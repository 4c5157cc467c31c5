// The catalogue of this process: read at start, read again at every change, replaced as a whole.

import type { StoredCatalogue } from "@/lib/adapters/postgres/catalogue-store";
import type { OwnTrust } from "@/lib/adapters/postgres/signing-key-store";
import type { ApiSecrets } from "@/lib/core/api-secrets";
import { type Api, type Catalogue, type Endpoint, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { type EndpointIndex, indexEndpoints } from "@/lib/core/grants/endpoint-index";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";

/** The endpoints of the built-in APIs stand in code, not in the database. */
export interface BuiltInEndpoints {
  readonly management: readonly Endpoint[];
  readonly service: readonly Endpoint[];
}

/** What is read as one. */
export interface LoadedCatalogue extends StoredCatalogue {
  readonly own: OwnTrust;
}

export interface LiveCatalogue {
  readonly current: () => Catalogue;
  readonly find: (slug: string) => Api | null;
  readonly endpointsOf: (api: Api) => EndpointIndex;
  readonly secretsOf: (apiId: string) => ApiSecrets;
  /** The keys by which tokens are verified for that API: its own trusted ones, and those of this instance. */
  readonly trustedKeys: (apiId: string) => readonly TrustedKey[];
  /** Of a tenant; null = there is none. */
  readonly issuerOf: (tenantId: string) => string | null;
  /** Of all tenants, oldest first; null = a change is being read just now, or could not be read. */
  readonly tenantIds: () => readonly string[] | null;
  /** Grows with every reading. */
  readonly version: () => number;
  /** Reads anew; resolves once what was committed before the call is served. A failed reading leaves the former one in place. */
  readonly reload: () => Promise<void>;
}

const NOTHING: LoadedCatalogue = { apis: [], secrets: new Map(), own: { keys: [], issuers: new Map() } };
const NO_SECRETS: ApiSecrets = { trustedKeys: [], issuers: [], upstreamHeaders: [], signingSecret: null };

/** Reads the catalogue for the first time; rejects when it cannot be read. */
export async function openLiveCatalogue(load: () => Promise<LoadedCatalogue>, builtIn: BuiltInEndpoints): Promise<LiveCatalogue> {
  let version = 0;
  let catalogue: Catalogue = { version, apis: [] };
  let bySlug = new Map<string, Api>();
  let stored = NOTHING;
  let trusted = new Map<string, readonly TrustedKey[]>();
  let indexes = new WeakMap<Api, EndpointIndex>();
  let reading: Promise<void> = Promise.resolve();
  let tenantIds: readonly string[] = [];
  const changes = { told: 0, read: 0 };

  async function read(): Promise<void> {
    const { told } = changes;
    const loaded = await load();
    const apis = loaded.apis.map((api) => withBuiltInEndpoints(api, builtIn));
    version += 1;
    catalogue = { version, apis };
    bySlug = new Map(apis.map((api) => [api.slug, api]));
    stored = loaded;
    trusted = trustOf(loaded);
    tenantIds = [...loaded.own.issuers.keys()];
    changes.read = told;
    indexes = new WeakMap();
  }

  function reload(): Promise<void> {
    changes.told += 1;
    // One after another: a reading that began before a change must not replace one that began after it.
    const next = reading.then(read, read);
    reading = next.catch(() => {});
    return next;
  }

  await reload();
  return {
    current: () => catalogue,
    find: (slug) => bySlug.get(slug) ?? null,
    endpointsOf: (api) => {
      const known = indexes.get(api);
      if (known !== undefined) return known;
      const index = indexEndpoints(api.endpoints);
      indexes.set(api, index);
      return index;
    },
    secretsOf: (apiId) => stored.secrets.get(apiId) ?? NO_SECRETS,
    trustedKeys: (apiId) => trusted.get(apiId) ?? [],
    issuerOf: (tenantId) => stored.own.issuers.get(tenantId) ?? null,
    tenantIds: () => (changes.read === changes.told ? tenantIds : null),
    version: () => version,
    reload,
  };
}

/** Tenants' tokens count at the management API; at protected APIs that take tokens, those of their keys. */
function trustOf({ apis, secrets, own }: LoadedCatalogue): Map<string, readonly TrustedKey[]> {
  const ofApis = own.keys.filter((key) => key.own?.tenantId === null);
  const ownOf = ({ slug, dialect }: Api) => (slug === MANAGEMENT_SLUG ? own.keys : dialect.tokens === null ? [] : ofApis);
  return new Map(apis.map((api) => [api.id, [...ownOf(api), ...(secrets.get(api.id)?.trustedKeys ?? [])]]));
}

function withBuiltInEndpoints(api: Api, builtIn: BuiltInEndpoints): Api {
  if (api.slug === MANAGEMENT_SLUG) return { ...api, endpoints: builtIn.management };
  return api.slug === SERVICE_SLUG ? { ...api, endpoints: builtIn.service } : api;
}
