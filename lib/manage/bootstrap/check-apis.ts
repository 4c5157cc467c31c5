// Judges the APIs of a bootstrap file: dialects, hosts, endpoints, plans, trusted keys, and what cannot be said of the built-in ones.
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { dialectSchema } from "@/lib/core/dialects/dialect-schema";
import { DIALECTS, VENDOR_DIALECTS } from "@/lib/core/dialects/index";
import { normaliseTemplate } from "@/lib/core/grants/endpoint-index";
import { isKeysUrl } from "@/lib/core/schemas/external-issuer";
import { judgeKey } from "@/lib/core/tokens/key-quality";
import type { BootstrapApi } from "./bootstrap-schema";
import type { InstanceSnapshot } from "./instance-snapshot";
import type { Report } from "./read-bootstrap";

/** An API as it will be once the file is applied. */
export interface ComingApi {
  readonly dialect: Dialect;
  readonly planNames: ReadonlySet<string>;
}

type Path = readonly PropertyKey[];
type KnownApis = Pick<InstanceSnapshot, "apis">;

/** Reports every fault; returns all APIs that will exist, by slug. */
export function checkApis(
  apis: readonly BootstrapApi[],
  snapshot: KnownApis,
  publicHost: string | null,
  report: Report,
): ReadonlyMap<string, ComingApi> {
  const coming = new Map<string, ComingApi>(snapshot.apis);
  const named = new Set<string>();
  for (const [index, api] of apis.entries()) {
    const path = ["apis", index];
    if (named.has(api.slug)) report([...path, "slug"], "is named twice in this file");
    named.add(api.slug);
    checkBuiltIn(api, path, report);
    const known = snapshot.apis.get(api.slug);
    const dialect = checkDialect(api, known?.dialect ?? null, path, report);
    if (dialect === null) continue;
    checkEndpoints(api, dialect, path, report);
    checkTrustedKeys(api, dialect, path, report);
    checkIssuers(api, dialect, path, report);
    coming.set(api.slug, { dialect, planNames: new Set([...(known?.planNames ?? []), ...checkPlans(api, path, report)]) });
  }
  checkHosts(apis, snapshot, publicHost, report);
  return coming;
}

/** The dialect that an entry names or brings; null where it names none. */
export function dialectOf(api: BootstrapApi): Dialect | null {
  if (api.customDialect !== undefined) return dialectSchema.parse(api.customDialect);
  const name = api.slug === MANAGEMENT_SLUG ? "fusionauth" : api.dialect;
  return (VENDOR_DIALECTS.some((vendor) => vendor === name) && name !== undefined && DIALECTS[name]) || null;
}

function checkBuiltIn(api: BootstrapApi, path: Path, report: Report): void {
  if (api.slug === SERVICE_SLUG) report([...path, "slug"], "is the instance's own; service keys stand under service");
  if (api.slug !== MANAGEMENT_SLUG) return;
  for (const name of ["upstream", "endpoints", "hosts", "customDialect"] as const) {
    const isEmpty = api[name] === undefined || api[name] === null || (Array.isArray(api[name]) && api[name].length === 0);
    if (!isEmpty) report([...path, name], "cannot be set: the management API is built in");
  }
  if (api.dialect !== undefined && api.dialect !== "fusionauth") report([...path, "dialect"], "must be fusionauth for the management API");
}

function checkDialect(api: BootstrapApi, known: Dialect | null, path: Path, report: Report): Dialect | null {
  if (api.customDialect !== undefined) return checkCustomDialect(api, path, report);
  const keepsKnown = api.dialect === undefined || api.dialect === known?.name;
  const dialect = dialectOf(api) ?? (keepsKnown ? known : null);
  if (dialect === null) report([...path, "dialect"], `must be one of ${VENDOR_DIALECTS.join(", ")}, or come with a customDialect`);
  return dialect;
}

function checkCustomDialect(api: BootstrapApi, path: Path, report: Report): Dialect | null {
  const parsed = dialectSchema.safeParse(api.customDialect);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) report([...path, "customDialect", ...issue.path], issue.message);
    return null;
  }
  const { name } = parsed.data;
  if (Object.hasOwn(DIALECTS, name)) report([...path, "customDialect", "name"], "is the name of a dialect that ships");
  if (api.dialect !== undefined && api.dialect !== name) report([...path, "dialect"], "must be the name of the customDialect beside it");
  return parsed.data;
}

function checkEndpoints(api: BootstrapApi, dialect: Dialect, path: Path, report: Report): void {
  const served = new Set<string>();
  for (const [index, endpoint] of (api.endpoints ?? []).entries()) {
    const at = [...path, "endpoints", index];
    for (const method of endpoint.methods) {
      const place = `${method} ${normaliseTemplate(endpoint.path)}`;
      if (served.has(place)) report(at, `serves ${method} of a path whose ${method} stands above already`);
      served.add(place);
    }
    if (endpoint.permission) checkPermission(endpoint.permission, dialect, [...at, "permission"], report);
  }
}

/** A permission must be one of the dialect's names, if it has names. */
export function checkPermission(permission: string, dialect: Dialect, path: Path, report: Report): void {
  if (dialect.permissions === null || dialect.permissions.includes(permission)) return;
  report(path, `must be one of ${dialect.permissions.join(", ")} in the dialect ${dialect.name}`);
}

/** An API that names no plans gets the plan `default`; one that names some has those. */
function checkPlans(api: BootstrapApi, path: Path, report: Report): readonly string[] {
  const names = (api.plans ?? []).map((plan) => plan.name);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) report([...path, "plans", index, "name"], "is named twice in this API");
  }
  return names.length === 0 ? ["default"] : names;
}

function checkTrustedKeys(api: BootstrapApi, dialect: Dialect, path: Path, report: Report): void {
  const keys = api.trustedKeys ?? [];
  if (dialect.tokens === null) {
    if (keys.length > 0) report([...path, "trustedKeys"], `means nothing: the dialect ${dialect.name} knows no tokens`);
    return;
  }
  for (const [index, key] of keys.entries()) {
    const at = [...path, "trustedKeys", index];
    const first = keys.findIndex((other) => other.kid === key.kid && other.issuer === key.issuer);
    if (first < index) report([...at, "kid"], "is named twice in this API");
    const flaw = judgeKey(key.alg, key.publicJwk);
    if (flaw !== null) report([...at, "publicJwk"], flaw);
  }
}

function checkIssuers(api: BootstrapApi, dialect: Dialect, path: Path, report: Report): void {
  const issuers = api.issuers ?? [];
  if (dialect.tokens === null && issuers.length > 0) {
    report([...path, "issuers"], `means nothing: the dialect ${dialect.name} knows no tokens`);
    return;
  }
  const names = issuers.map((entry) => (typeof entry === "string" ? entry : entry.issuer));
  const hasKeys = (api.trustedKeys ?? []).length > 0;
  for (const [index, entry] of issuers.entries()) {
    const at = [...path, "issuers", index];
    if (names.indexOf(names[index] ?? "") < index) report(at, "is named twice in this API");
    const isFindable = typeof entry !== "string" || hasKeys || isKeysUrl(entry);
    if (!isFindable) report(at, "must be an https URL under which its keys can be found, or stand beside trustedKeys");
  }
}

function checkHosts(apis: readonly BootstrapApi[], snapshot: KnownApis, publicHost: string | null, report: Report): void {
  const owners = keptHosts(apis, snapshot);
  for (const [index, api] of apis.entries()) {
    for (const [position, host] of (api.hosts ?? []).entries()) {
      const owner = owners.get(host);
      const at = ["apis", index, "hosts", position];
      if (host === publicHost) report(at, "is the host of KEYFUSE_URL, which no API can claim");
      else if (owner !== undefined) report(at, owner === api.slug ? "is named twice" : `belongs to the API ${owner}`);
      owners.set(host, api.slug);
    }
  }
}

/** Hosts of the APIs whose hosts the file does not write anew. */
function keptHosts(apis: readonly BootstrapApi[], snapshot: KnownApis): Map<string, string> {
  const rewritten = new Set(apis.filter((api) => api.hosts !== undefined).map((api) => api.slug));
  const kept = [...snapshot.apis].filter(([slug]) => !rewritten.has(slug));
  return new Map(kept.flatMap(([slug, api]) => api.hosts.map((host) => [host, slug] as const)));
}
