// What a bootstrap file's objects say of each other, and of what the instance already holds: judged before anything is written.
import type { Problem } from "@/lib/core/schemas/problem";
import type { Bootstrap } from "./bootstrap-schema";
import { checkApis } from "./check-apis";
import { checkKeys } from "./check-keys";
import type { InstanceSnapshot } from "./instance-snapshot";
import { problemAt, type Report } from "./read-bootstrap";

/**
 * Every fault of the file's references, by JSON path; empty = it can be applied to this instance.
 * @param publicHost the host name of KEYFUSE_URL, which no API can claim
 */
export function checkReferences(bootstrap: Bootstrap, snapshot: InstanceSnapshot, publicHost: string | null): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message) => problems.push(problemAt(path, message));
  const apis = checkApis(bootstrap.apis, snapshot, publicHost, report);
  const tenantIds = checkTenants(bootstrap, snapshot, report);
  checkKeys(bootstrap, { apis, tenantIds }, report);
  return problems;
}

/** The ids of all tenants, those of the file included. */
function checkTenants(bootstrap: Bootstrap, snapshot: InstanceSnapshot, report: Report): ReadonlySet<string> {
  const namesById = new Map(snapshot.tenants);
  const ids = new Set<string>();
  for (const [index, tenant] of bootstrap.tenants.entries()) {
    if (tenant.id === undefined) continue;
    if (ids.has(tenant.id)) report(["tenants", index, "id"], "is named twice in this file");
    ids.add(tenant.id);
    namesById.set(tenant.id, tenant.name);
  }
  const idsByName = new Map([...namesById].map(([id, name]) => [name, id]));
  const names = new Set<string>();
  for (const [index, tenant] of bootstrap.tenants.entries()) {
    if (names.has(tenant.name)) report(["tenants", index, "name"], "is named twice in this file");
    names.add(tenant.name);
    const holder = [...snapshot.tenants].find(([id, name]) => name === tenant.name && namesById.get(id) === name)?.[0];
    if (tenant.id !== undefined && holder !== undefined && holder !== tenant.id) {
      report(["tenants", index, "id"], `is not the id of the tenant of this name that exists, which is ${holder}`);
    }
  }
  return new Set([...namesById.keys(), ...idsByName.values()]);
}
