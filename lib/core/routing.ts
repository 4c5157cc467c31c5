// Decides what a request addresses: an API (by its own host or under a path), Keyfuse itself, or nothing that is served here.
import { type Api, type Catalogue, MANAGEMENT_SLUG } from "@/lib/core/catalogue";

/** What a request addresses. `path` is raw: within the API, or of the instance. */
export type Route =
  | { readonly kind: "api"; readonly api: Api; readonly path: string }
  /** `/v1/verify`, for service keys. */
  | { readonly kind: "verify"; readonly path: string }
  /** Pages, assets, sign-in: Next's alone. */
  | { readonly kind: "page"; readonly path: string }
  /** A path that is reserved for APIs and opens none. */
  | { readonly kind: "nowhere"; readonly path: string }
  /** A host that this instance does not answer for (421, RFC 9110 §15.5.20). */
  | { readonly kind: "misdirected"; readonly path: string };

/** Routes requests of one catalogue. */
export type Router = (host: string | null, path: string) => Route;

const GATEWAY = "/gateway/";

/**
 * A router over that catalogue. `instanceHosts` are the instance's own names and addresses beside loopback (host names without
 * port, lower case); no API can take one of them away.
 */
export function createRouter(catalogue: Catalogue, instanceHosts: ReadonlySet<string>): Router {
  const bySlug = new Map<string, Api>();
  const byHost = new Map<string, Api>();
  let management: Api | null = null;
  for (const api of catalogue.apis) {
    if (api.slug === MANAGEMENT_SLUG) management = api;
    if (api.upstream === null) continue;
    bySlug.set(api.slug, api);
    for (const host of api.hosts) {
      const name = hostName(host);
      if (name !== null && !instanceHosts.has(name)) byHost.set(name, api);
    }
  }
  return (host, path) => {
    const name = host === null ? null : hostName(host);
    const owner = name === null ? undefined : byHost.get(name);
    if (owner !== undefined) return { kind: "api", api: owner, path };
    if (name === null || !(isLoopbackName(name) || instanceHosts.has(name))) return { kind: "misdirected", path };
    return routeOwnPath(path, bySlug, management);
  };
}

function routeOwnPath(path: string, bySlug: ReadonlyMap<string, Api>, management: Api | null): Route {
  if (path.startsWith(GATEWAY)) {
    const end = path.indexOf("/", GATEWAY.length);
    const api = bySlug.get(end < 0 ? path.slice(GATEWAY.length) : path.slice(GATEWAY.length, end));
    if (api === undefined) return { kind: "nowhere", path };
    return { kind: "api", api, path: end < 0 ? "/" : path.slice(end) };
  }
  if (path === "/v1/verify") return { kind: "verify", path };
  if (path === "/api/auth" || path.startsWith("/api/auth/")) return { kind: "page", path };
  if (management !== null && (path === "/api" || path.startsWith("/api/"))) return { kind: "api", api: management, path };
  return isReserved(path) ? { kind: "nowhere", path } : { kind: "page", path };
}

/**
 * Paths that never are pages. `/_next/data/…` is among them: this app has no such routes, and Next would read them as another path.
 */
function isReserved(path: string): boolean {
  return ["/gateway", "/v1", "/api", "/_next/data"].some((root) => path === root || path.startsWith(`${root}/`));
}

const HOST = /^(?:([a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)\.?|\[([0-9a-f:.]+)\])(?::\d{0,5})?$/;

/** The name or address in a Host header, lower case, without port, brackets and closing dot; null where it is none. */
export function hostName(host: string): string | null {
  const match = HOST.exec(host.trim().toLowerCase());
  return match?.[1] ?? match?.[2] ?? null;
}

function isLoopbackName(name: string): boolean {
  return name === "localhost" || name === "::1" || name.endsWith(".localhost") || /^127(?:\.\d{1,3}){3}$/.test(name);
}
