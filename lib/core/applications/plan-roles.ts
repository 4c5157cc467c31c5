// What becomes of an application's roles when another list takes their place: which stay, which are renamed, which are gone.
import type { GivenRole, Role } from "@/lib/core/schemas/application-role";

/** The roles from now on, and what holders of the former ones have instead. */
export interface RolePlan {
  readonly roles: readonly Role[];
  /** From the former name to the new one. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly removed: readonly Role[];
}

/** What new roles get. */
interface NewRoles {
  readonly atMs: number;
  makeId(): string;
}

/** Plans the change. A role is known by its id, else by its name; what stays as it was keeps its instants. */
export function planRoles(before: readonly Role[], given: readonly GivenRole[], { atMs, makeId }: NewRoles): RolePlan {
  const byId = new Map(before.map((role) => [role.id, role]));
  const spokenFor = new Set(given.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const byName = new Map(before.filter(({ id }) => !spokenFor.has(id)).map((role) => [role.name, role]));
  const renamed = new Map<string, string>();
  const roles = given.map((role): Role => {
    const known = role.id === undefined ? byName.get(role.name) : byId.get(role.id);
    if (known === undefined) return { ...role, id: role.id ?? makeId(), insertInstant: atMs, lastUpdateInstant: atMs };
    if (known.name !== role.name) renamed.set(known.name, role.name);
    const { insertInstant = atMs, lastUpdateInstant = atMs } = known;
    return { ...role, id: known.id, insertInstant, lastUpdateInstant: isSame(known, role) ? lastUpdateInstant : atMs };
  });
  const staying = new Set(roles.map(({ id }) => id));
  return { roles, renamed, removed: before.filter(({ id }) => !staying.has(id)) };
}

function isSame(known: Role, given: GivenRole): boolean {
  return (["name", "description", "isDefault", "isSuperRole"] as const).every((name) => known[name] === given[name]);
}
