// What a bootstrap file's objects say of each other, and of what the instance already holds: judged before anything is written.
import type { Problem } from "@/lib/core/schemas/problem";
import type { Bootstrap, BootstrapTenant } from "./bootstrap-schema";
import { checkApis } from "./check-apis";
import { checkKeys } from "./check-keys";
import type { InstanceSnapshot } from "./instance-snapshot";
import { problemAt, type Report } from "./read-bootstrap";
import { readTenantObjects, type TenantObject } from "./tenant-objects";

/** What judging needs beside the file. */
export interface Judgement {
  readonly snapshot: InstanceSnapshot;
  /** The host name of KEYFUSE_URL, which no API can claim. */
  readonly publicHost: string | null;
  readonly newId: () => string;
}

/** A file that fits the instance, with what was found on the way. */
export interface Fitting {
  /** Of the file's tenants, in its order. */
  readonly tenantIds: readonly string[];
  readonly tenantObjects: readonly TenantObject[];
}

/** What applying needs to know, or every fault of the file's references by JSON path. */
export function checkReferences(bootstrap: Bootstrap, judgement: Judgement): Fitting | { readonly problems: readonly Problem[] } {
  const { snapshot, publicHost, newId } = judgement;
  const problems: Problem[] = [];
  const report: Report = (path, message) => problems.push(problemAt(path, message));
  const apis = checkApis(bootstrap.apis, snapshot, publicHost, report);
  const tenantIds = checkTenants(bootstrap.tenants, snapshot.tenants, newId, report);
  const allTenantIds = new Set([...snapshot.tenants.keys(), ...tenantIds]);
  checkKeys(bootstrap, { apis, tenantIds: allTenantIds }, report);
  const tenantObjects = readTenantObjects(bootstrap, allTenantIds, report);
  return problems.length > 0 ? { problems } : { tenantIds, tenantObjects };
}

/** Reports every fault; returns each tenant's id: its own, that of the tenant of its name, or a new one. */
function checkTenants(
  tenants: readonly BootstrapTenant[],
  known: ReadonlyMap<string, string>,
  newId: () => string,
  report: Report,
): readonly string[] {
  const comingNames = new Map([...known, ...tenants.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name] as const]))]);
  const taken = { ids: new Set<string>(), names: new Set<string>() };
  return tenants.map((tenant, index) => {
    if (taken.names.has(tenant.name)) report(["tenants", index, "name"], "is named twice in this file");
    taken.names.add(tenant.name);
    // A tenant that the file renames leaves its name to another.
    const holder = [...known].find(([id, name]) => name === tenant.name && comingNames.get(id) === name)?.[0];
    if (tenant.id === undefined) return holder ?? newId();
    if (taken.ids.has(tenant.id)) report(["tenants", index, "id"], "is named twice in this file");
    taken.ids.add(tenant.id);
    if (holder !== undefined && holder !== tenant.id) {
      report(["tenants", index, "id"], `is not the id of the tenant of this name that exists, which is ${holder}`);
    }
    return tenant.id;
  });
}
