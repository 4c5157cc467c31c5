// A member as sessions and pages know one.
import { type Role, readRole } from "@/lib/core/roles";
import type { World } from "@/lib/manage/world";
import type { Member } from "@/prisma/generated/client";

/** A person who signs in to the console. */
export interface SessionMember {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Sessions made under another version are over. */
  readonly sessionVersion: number;
}

/** The member with that UUID, or null. */
export async function findMember({ prisma }: Pick<World, "prisma">, id: string): Promise<SessionMember | null> {
  const row = await prisma.member.findUnique({ where: { id } });
  return row === null ? null : memberOf(row);
}

/** The member in a row; null for a role that nobody knows. */
export function memberOf({ id, email, name, role: text, sessionVersion }: Member): SessionMember | null {
  const role = readRole(text);
  return role === null ? null : { id, email, name, role, sessionVersion };
}

/** Whether anybody owns the instance yet. */
export async function hasOwner({ prisma }: Pick<World, "prisma">): Promise<boolean> {
  return (await prisma.member.count({ where: { role: "owner" } })) > 0;
}

/** How the audit names a member. */
export function memberActor({ id }: Pick<SessionMember, "id">): string {
  return `member:${id}`;
}
