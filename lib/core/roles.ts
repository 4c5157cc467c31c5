// Who may do what in the console: one table, read by the server that decides and by the pages that offer.

/** From the one who may least to the one who may most; each may all that those before it may. */
export const ROLES = ["viewer", "developer", "admin", "owner"] as const;

export type Role = (typeof ROLES)[number];

/** Every action of the console, and the least role that may take it. */
const LEAST_ROLE = {
  "session.end": "viewer",
  "keys.read": "viewer",
  "apis.read": "viewer",
  "tenants.read": "viewer",
  // Of one key, on its page and in the list: whoever may read the key.
  "usage.read": "viewer",
  "keys.write": "developer",
  "keys.write-all": "admin",
  // Keys of the management API and service keys do what only admins may do in the console.
  "keys.write-built-in": "admin",
  "apis.write": "admin",
  "tenants.write": "admin",
  "usage.read-all": "admin",
  "audit.read": "admin",
  "approvals.write": "admin",
  "team.write": "owner",
  "signing-keys.write": "owner",
  "settings.write": "owner",
  "keys.flag-manager": "owner",
} as const satisfies Readonly<Record<string, Role>>;

export type ConsoleAction = keyof typeof LEAST_ROLE;

/** Every action there is. */
export const CONSOLE_ACTIONS = Object.keys(LEAST_ROLE) as readonly ConsoleAction[];

/** Whether a member of that role may take the action. */
export function roleAllows(role: Role, action: ConsoleAction): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(LEAST_ROLE[action]);
}

/** The role that a stored text names, or null: an unknown role may nothing. */
export function readRole(text: string): Role | null {
  return ROLES.find((role) => role === text) ?? null;
}
