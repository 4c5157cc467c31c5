// Who can do what, as a table and as lines of a file.
import type { EndpointGrants } from "@/lib/core/catalogue";
import { csvLine } from "@/lib/core/csv";

/** A key that works, and whose it is. */
export interface AccessRow {
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  /** Slug. */
  readonly api: string;
  readonly plan: string;
  readonly permissions: readonly string[];
  readonly endpoints: EndpointGrants;
  readonly ipAllowList: readonly string[];
  /** null = it belongs to none. */
  readonly tenant: { readonly id: string; readonly name: string } | null;
  /** As people know who holds it. */
  readonly owner: string;
  /** RFC 3339 in UTC; null = never. */
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

/** A person who signs in to the console. */
export interface AccessMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  /** Nobody signs in with a disabled account; the role comes back with it. */
  readonly isDisabled: boolean;
  readonly createdAt: string;
}

/** `every endpoint`, or `GET, POST /chat; GET /models`. */
export function endpointWords(endpoints: EndpointGrants): string {
  const grants = Object.entries(endpoints).map(([path, methods]) => `${methods.join(", ")} ${path}`);
  return grants.length === 0 ? "every endpoint" : grants.join("; ");
}

/** `every permission`, `none`, or their names. */
export function permissionWords(permissions: readonly string[]): string {
  if (permissions.includes("*")) return "every permission";
  return permissions.length === 0 ? "none" : permissions.join(", ");
}

/** In which order a list of the report stands. */
const ORDERS = { key: "by name", member: "by role and name" } as const;

/** Which keys or members a page holds, in their order; null where it holds every one, or none. */
export function extentWords(
  noun: keyof typeof ORDERS,
  names: readonly string[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): string | null {
  const [first] = names;
  if (first === undefined || (isFirst && isLast)) return null;
  const isOne = names.length === 1;
  const held = isOne
    ? `This is 1 ${noun}, “${first}”.`
    : `These are ${names.length} ${noun}s, ${ORDERS[noun]} from “${first}” to “${names.at(-1)}”.`;
  const before = isFirst ? "" : ` Others stand before ${isOne ? "it" : "them"}.`;
  return `${held}${before} ${isLast ? "No more follow." : "More follow."}`;
}

const HEADS = [
  ...["kind", "id", "name", "email", "role", "api", "plan", "permissions", "endpoints", "addresses"],
  ...["tenantId", "tenant", "owner", "created", "expires", "lastUsed"],
] as const;

/** The first line of a CSV file. */
export const ACCESS_HEAD: string = csvLine(HEADS);

/** A key as a line of CSV. */
export function keyCsvLine({ tenant, ...key }: AccessRow): string {
  const grants = [permissionWords(key.permissions), endpointWords(key.endpoints), key.ipAllowList.join(", ")];
  const place = [tenant?.id ?? null, tenant?.name ?? null, key.owner];
  return csvLine([
    ...["key", key.publicId, key.name, null, null, key.api, key.plan, ...grants, ...place],
    ...[key.createdAt, key.expiresAt, key.lastUsedAt],
  ]);
}

/** `admin`, or `admin, disabled`. */
export function roleWords({ role, isDisabled }: Pick<AccessMember, "role" | "isDisabled">): string {
  return isDisabled ? `${role}, disabled` : role;
}

/** A member as a line of CSV. */
export function memberCsvLine({ id, name, email, createdAt, ...standing }: AccessMember): string {
  return csvLine(["member", id, name, email, roleWords(standing), null, null, null, null, null, null, null, null, createdAt, null, null]);
}

/** A key as a line of JSON. */
export function keyJsonLine(key: AccessRow): string {
  return `${JSON.stringify({ kind: "key", ...key })}\n`;
}

/** A member as a line of JSON. */
export function memberJsonLine(member: AccessMember): string {
  return `${JSON.stringify({ kind: "member", ...member })}\n`;
}
