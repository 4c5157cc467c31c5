// Whose keys a member may make and change.
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { type Role, roleAllows } from "@/lib/core/roles";

/** A member as keys know one. */
export interface KeyMaker {
  readonly role: Role;
  /** As the audit names the member. */
  readonly actor: string;
}

/** Whether the role may make keys of the API: those of Keyfuse itself do what only admins may do in the console. */
export function mayMakeKeysOf(role: Role, apiSlug: string): boolean {
  const isBuiltIn = apiSlug === MANAGEMENT_SLUG || apiSlug === SERVICE_SLUG;
  return roleAllows(role, isBuiltIn ? "keys.write-built-in" : "keys.write");
}

/** Whether the member may change the key: admins every one, developers those they made. */
export function mayChangeKey({ role, actor }: KeyMaker, key: { readonly createdBy: string }): boolean {
  return roleAllows(role, "keys.write-all") || (roleAllows(role, "keys.write") && key.createdBy === actor);
}
