// A member as sessions and pages know one.
import { type Rights, type Role, readRole } from "@/lib/core/roles";
import { EVERYTHING, type TenantReach } from "@/lib/core/tenant-reach";
import type { World } from "@/lib/manage/world";
import type { Member } from "@/prisma/generated/client";

/** A person who signs in to the console. */
export interface KnownMember {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Sessions made under another version are over. */
  readonly sessionVersion: number;
}

/** The same with what the member may do now, read anew for each request. */
export interface SessionMember extends KnownMember, Rights {
  /** Keys and tenants beyond it do not exist for the member. */
  readonly reach: TenantReach;
}

/** What is read of a member's confinement besides the row. */
export const CONFINEMENT = { tenants: { select: { tenantId: true }, orderBy: { tenantId: "asc" as const } } };

/** A confinement as members and invitations have it: where it is off, rows count for nothing. */
export interface Confinement {
  readonly isConfined: boolean;
  readonly tenants: readonly { readonly tenantId: string }[];
}

/** The member in a row; null for a role that nobody knows. */
export function memberOf({ id, email, name, role: text, sessionVersion }: Member): KnownMember | null {
  const role = readRole(text);
  return role === null ? null : { id, email, name, role, sessionVersion };
}

/** The member in a row with what they reach; null for a role that nobody knows. */
export function sessionMemberOf(row: Member & Confinement): SessionMember | null {
  const member = memberOf(row);
  return member === null ? null : { ...member, isConfined: row.isConfined, reach: reachOf(row) };
}

/** What somebody so confined reaches. Whose tenants were all deleted reaches nothing. */
export function reachOf({ isConfined, tenants }: Confinement): TenantReach {
  return isConfined ? tenants.map(({ tenantId }) => tenantId) : EVERYTHING;
}

/** Whether anybody owns the instance yet. */
export async function hasOwner({ prisma }: Pick<World, "prisma">): Promise<boolean> {
  return (await prisma.member.count({ where: { role: "owner" } })) > 0;
}

/** How the audit names a member. */
export function memberActor({ id }: Pick<KnownMember, "id">): string {
  return `member:${id}`;
}
