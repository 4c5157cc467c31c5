// The protected APIs as the gate sees them: plain data, published to every stage of one process.
import type { Dialect } from "@/lib/core/dialects/dialect";

/** Endpoint templates × methods; `{}` opens everything. */
export type EndpointGrants = Readonly<Record<string, readonly string[]>>;

/** A path template × methods with what it needs. */
export interface Endpoint {
  readonly path: string;
  readonly methods: readonly string[];
  readonly permission: string | null;
  /** Units a request takes from every window, 1–1000. */
  readonly cost: number;
}

/** A rate limit over a trailing period. */
export interface Window {
  readonly limit: number;
  readonly seconds: number;
}

/** A budget over a calendar period (UTC) or for life. */
export interface Quota {
  readonly limit: number;
  readonly period: "day" | "month" | "total";
}

/** Windows + quota + endpoints under a name. */
export interface Plan {
  readonly name: string;
  /** Of each key (or token) for itself. */
  readonly windows: readonly Window[];
  /** Of all keys of one account on this plan together, within the API; default none. */
  readonly accountWindows?: readonly Window[];
  /** Of all callers of one tenant on this plan together, within the API; default none. */
  readonly tenantWindows?: readonly Window[];
  readonly quota: Quota | null;
  readonly allowTokens: boolean;
  /** null = every endpoint of the API. */
  readonly endpoints: EndpointGrants | null;
}

/** What only the gate reads of an API; all optional in the bootstrap file. */
export interface ApiSettings {
  /** Serves the letter of a page that calls its header names case-sensitive. */
  readonly strictHeaderCase: boolean;
  /** Accepts the erratum `Bearer: <JWT>` as a header line. */
  readonly lenientBearerHeader: boolean;
  /** Lets `%2F` through to the upstream; matching never decodes it. */
  readonly allowEncodedSlash: boolean;
  /** null = no cap. */
  readonly maxBodyBytes: number | null;
  readonly cors: { readonly origins: readonly string[]; readonly headers: readonly string[] };
  /** Until the upstream's response head; 504 beyond. */
  readonly upstreamTimeoutSeconds: number;
  /** Of all callers of the API together. */
  readonly windows: readonly Window[];
}

/** A protected API. */
export interface Api {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dialect: Dialect;
  /** An http(s) base URL, `sample` for the built-in sample service, null for the built-in management API. */
  readonly upstream: string | null;
  readonly hosts: readonly string[];
  readonly endpoints: readonly Endpoint[];
  readonly plans: Readonly<Record<string, Plan>>;
  readonly settings: ApiSettings;
  /** True while a secret was given, typed or imported: then a wrong checksum refuses nothing without a look-up. */
  readonly holdsForeignSecrets: boolean;
}

/** Every API of the instance. `version` grows with each change. */
export interface Catalogue {
  readonly version: number;
  readonly apis: readonly Api[];
}

/** The slug of the built-in API under `/api`. */
export const MANAGEMENT_SLUG = "management";

/** The slug under which service keys (for `/v1/verify`) live; never routed. */
export const SERVICE_SLUG = "service";

export const DEFAULT_SETTINGS: ApiSettings = {
  strictHeaderCase: false,
  lenientBearerHeader: false,
  allowEncodedSlash: false,
  maxBodyBytes: null,
  cors: { origins: [], headers: [] },
  upstreamTimeoutSeconds: 60,
  windows: [],
};
