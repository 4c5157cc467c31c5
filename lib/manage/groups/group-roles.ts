// The application roles of groups: which ids name one, and what they are called.
import type { TenantDb } from "@/lib/manage/tenants/tenant-db";
import type { Application } from "@/prisma/generated/client";

/** A role as its application stores it. */
export interface StoredRole {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly isDefault: boolean;
  readonly isSuperRole: boolean;
}

/** Roles by their ids, each with its application. Ids of roles that do not exist are missing. */
export type KnownRoles = ReadonlyMap<string, { readonly applicationId: string; readonly role: StoredRole }>;

/** The roles of an application. */
export function rolesOf({ roles }: Pick<Application, "roles">): readonly StoredRole[] {
  return roles as unknown as readonly StoredRole[];
}

/** Finds roles by their ids among the applications that the database reaches. */
export async function findRoles({ application }: Pick<TenantDb, "application">, ids: readonly string[]): Promise<KnownRoles> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return new Map();
  const rows = await application.findMany({
    where: { OR: [...wanted].map((id) => ({ roles: { array_contains: [{ id }] } })) },
    select: { id: true, roles: true },
    orderBy: { id: "asc" },
  });
  const found = rows.flatMap((row) => rolesOf(row).map((role) => [role.id, { applicationId: row.id, role }] as const));
  return new Map(found.filter(([id]) => wanted.has(id)));
}
