// The users, groups and applications of a bootstrap file: bodies of the management API, each in one tenant.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { type ApplicationInput, readApplicationInput } from "@/lib/core/schemas/application";
import { judgeJson } from "@/lib/core/schemas/clean-json";
import { type GroupInput, readGroupInput } from "@/lib/core/schemas/group";
import type { Problem } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { readUserInput, type UserInput } from "@/lib/core/schemas/user";
import { type BesideBody, NOTHING_BESIDE, readBeside, segmentsOf } from "./beside-bodies";
import type { Bootstrap } from "./bootstrap-schema";
import type { Report } from "./read-bootstrap";

type Body =
  | { readonly noun: "application"; readonly input: ApplicationInput }
  | { readonly noun: "user"; readonly input: UserInput }
  | { readonly noun: "group"; readonly input: GroupInput };

/** One object of a tenant. */
export type TenantObject = Body & {
  /** The entry in the file. */
  readonly at: readonly PropertyKey[];
  readonly tenantId: string;
  /** null = not chosen by the file. */
  readonly id: string | null;
  /** What names the object from one start to the next. */
  readonly objectId: string;
  readonly beside: BesideBody;
};

const LISTS = [
  ["application", "applications"],
  ["user", "users"],
  ["group", "groups"],
] as const;

/**
 * Reads them. A body may be wrapped in its noun as on the wire (`{"user": {…}}`), with what belongs
 * to it beside it, or stand bare. Without a `tenantId` it belongs to
 * the only tenant there is.
 */
export function readTenantObjects(bootstrap: Bootstrap, tenantIds: ReadonlySet<string>, report: Report): readonly TenantObject[] {
  const taken = new Set<string>();
  const objects: TenantObject[] = [];
  for (const [noun, list] of LISTS) {
    for (const [index, entry] of bootstrap[list].entries()) {
      const at = [list, index];
      const object = readObject(noun, entry, at, tenantIds, report);
      if (object === null) continue;
      const mark = `${noun} ${object.objectId}`;
      if (taken.has(mark)) report(at, "stands twice in this file");
      taken.add(mark);
      objects.push(object);
    }
  }
  return objects;
}

function readObject(
  noun: Body["noun"],
  entry: JsonObject,
  at: readonly PropertyKey[],
  tenantIds: ReadonlySet<string>,
  report: Report,
): TenantObject | null {
  const wrapped = entry[noun];
  const isWrapped = isJsonObject(wrapped);
  const beside = isWrapped ? readBeside(noun, entry, at, report) : NOTHING_BESIDE;
  const body = isWrapped ? wrapped : entry;
  const bodyAt = isWrapped ? [...at, noun] : at;
  const tenantId = readTenantId(body, bodyAt, tenantIds, report);
  const id = readId(body, bodyAt, report);
  const read = readBody(noun, body);
  if ("problems" in read) {
    for (const problem of read.problems) report([...bodyAt, ...segmentsOf(problem.field)], problem.message);
    return null;
  }
  if (tenantId === null || id === undefined) return null;
  return { ...read, at, tenantId, id, beside, objectId: id ?? `${tenantId} ${nameOf(read)}` };
}

function readBody(noun: Body["noun"], body: JsonObject): Body | { readonly problems: readonly Problem[] } {
  const flaw = judgeJson(body);
  if (flaw !== null) return { problems: [{ field: "", code: "invalid", message: flaw }] };
  if (noun === "application") {
    const application = readApplicationInput(body);
    return application.ok ? { noun, input: application.value } : application;
  }
  if (noun === "user") {
    const user = readUserInput(body);
    return user.ok ? { noun, input: user.value } : user;
  }
  const group = readGroupInput(body);
  return group.ok ? { noun, input: group.value } : group;
}

/** The name by which an object without an id is found again: unique in its tenant. */
export function nameOf(body: Body): string {
  return body.noun === "user" ? (body.input.email ?? body.input.username ?? "") : body.input.name;
}

/** undefined = there is one, but it is no UUID. */
function readId(body: JsonObject, at: readonly PropertyKey[], report: Report): string | null | undefined {
  if (body.id === undefined || body.id === null) return null;
  const id = typeof body.id === "string" ? readUuid(body.id) : null;
  if (id !== null) return id;
  report([...at, "id"], "must be a UUID");
  return undefined;
}

function readTenantId(body: JsonObject, at: readonly PropertyKey[], tenantIds: ReadonlySet<string>, report: Report): string | null {
  const [only, ...others] = tenantIds;
  if (body.tenantId === undefined || body.tenantId === null) {
    if (only !== undefined && others.length === 0) return only;
    report([...at, "tenantId"], "is missing: there is more than one tenant");
    return null;
  }
  const tenantId = typeof body.tenantId === "string" ? readUuid(body.tenantId) : null;
  if (tenantId !== null && tenantIds.has(tenantId)) return tenantId;
  report([...at, "tenantId"], "names no tenant");
  return null;
}
