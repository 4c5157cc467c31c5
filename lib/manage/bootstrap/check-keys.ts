// Judges the keys and service keys of a bootstrap file: whom they belong to, what they may do, the secrets they were given.
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { judgeGivenSecret } from "@/lib/core/secrets/given-secret";
import type { Bootstrap, BootstrapKey, BootstrapServiceKey } from "./bootstrap-schema";
import { type ComingApi, checkPermission } from "./check-apis";
import { keyIdentity } from "./key-identity";
import type { Report } from "./read-bootstrap";

/** What will exist once the file is applied. */
export interface Surroundings {
  readonly apis: ReadonlyMap<string, ComingApi>;
  readonly tenantIds: ReadonlySet<string>;
}

/** What entries above took. */
interface Taken {
  readonly ids: Set<string>;
  readonly secrets: Set<string>;
}

/** Reports every fault. */
export function checkKeys(bootstrap: Bootstrap, surroundings: Surroundings, report: Report): void {
  const taken: Taken = { ids: new Set(), secrets: new Set() };
  for (const [index, key] of bootstrap.keys.entries()) {
    const at = ["keys", index];
    checkKey(key, key.api, at, surroundings, taken, report);
    checkPlace(key, at, surroundings, report);
  }
  for (const [index, key] of bootstrap.service.entries()) {
    const at = ["service", index];
    checkKey(key, SERVICE_SLUG, at, surroundings, taken, report);
    checkPermissions(key, keyfuseService, at, report);
  }
}

function checkPlace(key: BootstrapKey, at: readonly PropertyKey[], surroundings: Surroundings, report: Report): void {
  if (key.keyManager === true && key.api !== MANAGEMENT_SLUG) report([...at, "keyManager"], "is for keys of the management API only");
  const api = surroundings.apis.get(key.api);
  if (key.api === SERVICE_SLUG) report([...at, "api"], "must not be service; service keys stand under service");
  else if (api === undefined) report([...at, "api"], "names no API");
  else {
    if (!api.planNames.has(key.plan ?? "default")) report([...at, "plan"], "names no plan of that API");
    checkPermissions(key, api.dialect, at, report);
  }
}

function checkKey(
  key: BootstrapKey | BootstrapServiceKey,
  apiSlug: string,
  at: readonly PropertyKey[],
  surroundings: Surroundings,
  taken: Taken,
  report: Report,
): void {
  const id = keyIdentity(apiSlug, key);
  if (taken.ids.has(id)) report([...at, key.id === undefined ? "name" : "id"], "is named twice in this file");
  taken.ids.add(id);
  if (key.tenantId && !surroundings.tenantIds.has(key.tenantId)) report([...at, "tenantId"], "names no tenant");
  if (key.secret === undefined) return;
  const flaw = judgeGivenSecret(key.secret);
  if (flaw !== null) report([...at, "secret"], flaw);
  // An API's slug holds no space.
  const secret = `${apiSlug} ${key.secret}`;
  if (taken.secrets.has(secret)) report([...at, "secret"], "is also the secret of another key of that API in this file");
  taken.secrets.add(secret);
}

function checkPermissions(key: BootstrapServiceKey, dialect: Dialect, at: readonly PropertyKey[], report: Report): void {
  for (const [position, permission] of (key.permissions ?? []).entries()) {
    if (permission !== "*") checkPermission(permission, dialect, [...at, "permissions", position], report);
  }
}
