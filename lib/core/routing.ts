// Decides what a request addresses: an API (by its own host or under a path), Keyfuse itself, or nothing that is served here.
import { type Api, type Catalogue, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { isUnderOpenRoot, isWithin } from "@/lib/core/open-roots";

/** What a request addresses. `path` is raw: within the API, or of the instance. */
export type Route =
  /** A protected API, the management API, or (`/v1/verify`) the API of the service keys. */
  | { readonly kind: "api"; readonly api: Api; readonly path: string }
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
  const bySlug = new Map(catalogue.apis.map((api) => [api.slug, api]));
  const byHost = new Map<string, Api>();
  for (const api of catalogue.apis.filter(hasUpstream)) {
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
    return routeOwnPath(path, bySlug);
  };
}

function routeOwnPath(path: string, bySlug: ReadonlyMap<string, Api>): Route {
  if (path.startsWith(GATEWAY)) return routeGateway(path, bySlug);
  if (isWithin(path, "/api/auth")) return { kind: "page", path };
  const slug = builtInAt(path);
  const api = slug === null ? undefined : bySlug.get(slug);
  if (api !== undefined) return { kind: "api", api, path };
  return { kind: slug !== null || RESERVED.some((root) => isWithin(path, root)) ? "nowhere" : "page", path };
}

/** The slug of the built-in API that has the path; null = none. */
function builtInAt(path: string): string | null {
  if (path === "/v1/verify") return SERVICE_SLUG;
  return isWithin(path, "/api") || isUnderOpenRoot(path) ? MANAGEMENT_SLUG : null;
}

function routeGateway(path: string, bySlug: ReadonlyMap<string, Api>): Route {
  const end = path.indexOf("/", GATEWAY.length);
  const api = bySlug.get(end < 0 ? path.slice(GATEWAY.length) : path.slice(GATEWAY.length, end));
  if (api === undefined || !hasUpstream(api)) return { kind: "nowhere", path };
  return { kind: "api", api, path: end < 0 ? "/" : path.slice(end) };
}

/** The built-in APIs have none, and open at their own paths only. */
function hasUpstream(api: Api): boolean {
  return api.upstream !== null;
}

/**
 * Roots that never lead to a page. `/_next/data` is among them: this app has no such routes, and Next would read them as another path.
 */
const RESERVED = ["/gateway", "/v1", "/_next/data"];

const HOST = /^(?:([a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)\.?|\[([0-9a-f:.]+)\])(?::\d{0,5})?$/;

/** The name or address in a Host header, lower case, without port, brackets and closing dot; null where it is none. */
export function hostName(host: string): string | null {
  const match = HOST.exec(host.trim().toLowerCase());
  return match?.[1] ?? match?.[2] ?? null;
}

/** Whether the host name means this machine, wherever it is asked. */
export function isLoopbackName(name: string): boolean {
  return name === "localhost" || name === "::1" || name.endsWith(".localhost") || /^127(?:\.\d{1,3}){3}$/.test(name);
}
