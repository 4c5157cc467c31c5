// What browsers of other origins may do with an API: preflight answers and the headers that let a page read an answer (Fetch, CORS protocol).
import type { Api } from "@/lib/core/catalogue";
import { type HeaderLine, headerValue } from "@/lib/core/http";

/** What a preflight asks leave for. */
export interface Preflight {
  readonly origin: string;
  readonly method: string;
}

const EXPOSED = "Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id";
const USUAL_METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const VARY: HeaderLine = ["vary", "Origin"];

/** The request read as a preflight, or null when it is none. */
export function readPreflight(method: string, headers: readonly HeaderLine[]): Preflight | null {
  if (method !== "OPTIONS") return null;
  const origin = headerValue(headers, "origin");
  const asked = headerValue(headers, "access-control-request-method");
  return origin === null || asked === null ? null : { origin, method: asked };
}

/** Whether the API answers pages of that origin. The origin `*` in its list stands for every one; credentials are never allowed. */
export function allowsOrigin(api: Api, origin: string): boolean {
  return api.settings.cors.origins.some((listed) => listed === "*" || listed === origin);
}

/** The headers of a 204 that grants a preflight: every method and request header the API knows, for ten minutes. */
export function preflightHeaders(api: Api, origin: string): HeaderLine[] {
  return [
    ["access-control-allow-origin", origin],
    ["access-control-allow-methods", allowedMethods(api).join(", ")],
    ["access-control-allow-headers", allowedHeaders(api).join(", ")],
    ["access-control-max-age", "600"],
    VARY,
  ];
}

/**
 * An answer's headers for a page of another origin. Where the API lists origins, these lines replace what the upstream says about
 * CORS, so that one place decides; where it lists none, the upstream's lines stay as they are.
 */
export function withCorsHeaders(lines: readonly HeaderLine[], api: Api, origin: string | null): readonly HeaderLine[] {
  if (api.settings.cors.origins.length === 0) return lines;
  const own = lines.filter(([name]) => !name.toLowerCase().startsWith("access-control-"));
  if (origin === null || !allowsOrigin(api, origin)) return [...own, VARY];
  return [...own, ["access-control-allow-origin", origin], ["access-control-expose-headers", EXPOSED], VARY];
}

function allowedMethods(api: Api): readonly string[] {
  const registered = api.endpoints.flatMap((endpoint) => endpoint.methods);
  return registered.length === 0 || registered.includes("*") ? USUAL_METHODS : [...new Set(registered)];
}

/** The dialect's header carriers and tenant header, the body's type, and what the API adds. */
function allowedHeaders(api: Api): readonly string[] {
  const carriers = api.dialect.carriers.filter((carrier) => carrier.in === "header").map((carrier) => carrier.name);
  const tenant = api.dialect.tenantHeader === null ? [] : [api.dialect.tenantHeader];
  return [...new Set(["Content-Type", ...carriers, ...tenant, ...api.settings.cors.headers])];
}
