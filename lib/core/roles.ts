// Who may do what in the console: one table, read by the server that decides and by the pages that offer.

/** From the one who may least to the one who may most; each may all that those before it may. */
export const ROLES = ["viewer", "developer", "admin", "owner"] as const;

export type Role = (typeof ROLES)[number];

interface ActionRule {
  /** The least role that may take the action. */
  readonly from: Role;
  /** Whether members who are confined to tenants may take it: it then touches nothing beyond those tenants. */
  readonly confined: boolean;
}

/** Every action of the console, and who may take it. What is not said to be open to confined members is closed to them. */
const RULES = {
  "session.end": { from: "viewer", confined: true },
  // One's own name, password, second factor and sessions.
  "account.write": { from: "viewer", confined: true },
  // What strangers may read of an API too, once they know its name.
  "docs.read": { from: "viewer", confined: true },
  "keys.read": { from: "viewer", confined: true },
  // Of whatever secret is pasted, whichever key it is of.
  "keys.test": { from: "viewer", confined: false },
  "apis.read": { from: "viewer", confined: false },
  // With their users, groups and applications.
  "tenants.read": { from: "viewer", confined: true },
  // Asking for a key, and seeing what became of it.
  "requests.make": { from: "viewer", confined: false },
  // What was decided about a request to an API, by its id.
  "requests.explain": { from: "viewer", confined: false },
  // Of one key, on its page and in the list: whoever may read the key.
  "usage.read": { from: "viewer", confined: true },
  "keys.write": { from: "developer", confined: true },
  "keys.write-all": { from: "admin", confined: true },
  // To another holder: the organisation, or any member.
  "keys.hand-on": { from: "admin", confined: false },
  // Keys of the management API and service keys do what only admins may do in the console.
  "keys.write-built-in": { from: "admin", confined: false },
  "apis.write": { from: "admin", confined: false },
  // Users, groups and applications.
  "tenants.write": { from: "admin", confined: true },
  // The tenants themselves: a name that another one has is refused, which tells of the other one.
  "tenants.administer": { from: "admin", confined: false },
  "usage.read-all": { from: "admin", confined: false },
  "review.read": { from: "admin", confined: false },
  "audit.read": { from: "admin", confined: false },
  "approvals.write": { from: "admin", confined: false },
  "team.read": { from: "admin", confined: false },
  "settings.read": { from: "admin", confined: false },
  "team.write": { from: "owner", confined: false },
  "signing-keys.write": { from: "owner", confined: false },
  "settings.write": { from: "owner", confined: false },
  "keys.flag-manager": { from: "owner", confined: false },
} as const satisfies Readonly<Record<string, ActionRule>>;

export type ConsoleAction = keyof typeof RULES;

/** Every action there is. */
export const CONSOLE_ACTIONS = Object.keys(RULES) as readonly ConsoleAction[];

/** What decides which actions a member may take. */
export interface Rights {
  readonly role: Role;
  /** To some tenants: the member of no other one, and of nothing that belongs to none. */
  readonly isConfined: boolean;
}

/** The rights alone, of whoever has them: nothing else of a member travels to a browser. */
export function rightsOf({ role, isConfined }: Rights): Rights {
  return { role, isConfined };
}

/** Whether a member with those rights may take the action. */
export function mayTake({ role, isConfined }: Rights, action: ConsoleAction): boolean {
  const { from, confined } = RULES[action];
  return ROLES.indexOf(role) >= ROLES.indexOf(from) && (confined || !isConfined);
}

/** The role that a stored text names, or null: an unknown role may nothing. */
export function readRole(text: string): Role | null {
  return ROLES.find((role) => role === text) ?? null;
}
