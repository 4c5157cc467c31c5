// A tenant's users, groups and applications as the console shows them: nothing that this page does not name, no secret.
import { z } from "zod";

const instant = z.iso.datetime();

/** A user in a list. */
export const userSummary = z.strictObject({
  id: z.string(),
  email: z.string().nullable(),
  username: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  active: z.boolean(),
  /** null = never. */
  lastLoginAt: instant.nullable(),
  createdAt: instant,
});

export type UserSummary = z.output<typeof userSummary>;

/** What people call the user. */
export function nameOfUser({ email, username, id }: Pick<UserSummary, "email" | "username" | "id">): string {
  return email ?? username ?? id;
}

/** First and last name, or null where neither is known. */
export function fullNameOf({ firstName, lastName }: Pick<UserSummary, "firstName" | "lastName">): string | null {
  const parts = [firstName, lastName].filter((part) => part !== null && part.trim() !== "");
  return parts.length === 0 ? null : parts.join(" ");
}

/** A group or application that something else names. */
const namedObject = z.strictObject({ id: z.string(), name: z.string() });

export type NamedObject = z.output<typeof namedObject>;

/** A session that goes on: a refresh token, without the token. */
export const sessionSummary = z.strictObject({
  id: z.string(),
  /** null = signed in to no application. */
  applicationName: z.string().nullable(),
  /** What the client said of its device; null = nothing. */
  device: z.string().nullable(),
  startedAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
});

export type SessionSummary = z.output<typeof sessionSummary>;

/** An application that a user is registered with, and the user's roles there. */
export const registrationSummary = z.strictObject({
  applicationId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  createdAt: instant,
});

export type RegistrationSummary = z.output<typeof registrationSummary>;

/** A user on its own page. */
export const userDetails = userSummary.extend({ updatedAt: instant, hasPassword: z.boolean() });

export type UserDetails = z.output<typeof userDetails>;

/** A role of an application, as forms offer it. */
const offeredRole = z.strictObject({ id: z.string(), name: z.string(), isDefault: z.boolean() });

/** An application with the roles that users or groups can have there. */
export const offeredApplication = namedObject.extend({ roles: z.array(offeredRole) });

export type OfferedApplication = z.output<typeof offeredApplication>;

/** A group in a list. */
export const groupSummary = namedObject.extend({ members: z.int(), roles: z.int(), createdAt: instant });

export type GroupSummary = z.output<typeof groupSummary>;

/** A group on its own page. */
export const groupDetails = namedObject.extend({
  members: z.int(),
  roleIds: z.array(z.string()),
  /** By application, those that still exist. */
  roles: z.array(z.strictObject({ applicationId: z.string(), applicationName: z.string(), names: z.array(z.string()) })),
  createdAt: instant,
  updatedAt: instant,
});

export type GroupDetails = z.output<typeof groupDetails>;

/** A user as a member of a group, or as registered with an application (then with roles). */
export const joinedUser = userSummary.extend({ roles: z.array(z.string()), joinedAt: instant });

export type JoinedUser = z.output<typeof joinedUser>;

/** An application in a list. */
export const applicationSummary = namedObject.extend({
  active: z.boolean(),
  users: z.int(),
  roles: z.int(),
  createdAt: instant,
});

export type ApplicationSummary = z.output<typeof applicationSummary>;

/** What an application says of signing in to it, every value worked out. */
const loginRules = z.strictObject({
  requireAuthentication: z.boolean(),
  generateRefreshTokens: z.boolean(),
  allowTokenRefresh: z.boolean(),
});

export type LoginRulesView = z.output<typeof loginRules>;

const shownRole = offeredRole.extend({ description: z.string().nullable(), isSuperRole: z.boolean() });

export type ShownRole = z.output<typeof shownRole>;

/** An application on its own page. */
export const applicationDetails = namedObject.extend({
  active: z.boolean(),
  users: z.int(),
  roles: z.array(shownRole),
  login: loginRules,
  /** The stored `jwtConfiguration`; null = none. */
  tokens: z.record(z.string(), z.json()).nullable(),
  hasClientSecret: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});

export type ApplicationDetails = z.output<typeof applicationDetails>;
