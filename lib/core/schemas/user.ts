// A tenant's end user as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { memberView } from "./member";
import { blank, type Checked, check } from "./problem";
import { registrationView } from "./registration";
import { anyJson, nameText, storableText } from "./texts";
import { patchObject, patchSchema, sortNames, type VendorNames, vendorObject } from "./vendor-object";

const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 256;
const NEEDS_LOGIN_ID = "Either an email or a username is needed.";

/** The vendor's names of a user. Password hashes and two-factor secrets are not taken over from outside. */
export const USER_NAMES: VendorNames = {
  own: ["email", "username", "password", "firstName", "lastName"],
  kept: [
    "birthDate",
    "data",
    "expiry",
    "fullName",
    "imageUrl",
    "legacyIdentifier",
    "locale",
    "middleName",
    "mobilePhone",
    "parentEmail",
    "passwordChangeRequired",
    "phoneNumber",
    "preferredLanguages",
    "timezone",
  ],
  ignored: [
    "active",
    "breachedPasswordLastCheckedInstant",
    "breachedPasswordStatus",
    "cleanSpeakId",
    "connectorId",
    "encryptionScheme",
    "factor",
    "id",
    "identities",
    "insertInstant",
    "lastLoginInstant",
    "lastUpdateInstant",
    "memberships",
    "passwordChangeReason",
    "passwordLastUpdateInstant",
    "registrations",
    "salt",
    "tenantId",
    "twoFactor",
    "twoFactorDelivery",
    "twoFactorEnabled",
    "twoFactorSecret",
    "uniqueUsername",
    "usernameStatus",
    "verified",
    "verifiedAt",
    "verifiedInstant",
  ],
};

const userFields = z.strictObject({
  email: nameText(255)
    .regex(/^[^\s@]+@[^\s@]+$/, "This is not an e-mail address.")
    .transform((email) => email.toLowerCase())
    .optional(),
  username: nameText(255).optional(),
  password: z.string().min(SHORTEST_PASSWORD, `This needs at least ${SHORTEST_PASSWORD} characters.`).max(LONGEST_PASSWORD).optional(),
  firstName: storableText(255).optional(),
  lastName: storableText(255).optional(),
});

/** The body's user, for those who write clients. */
export const userObject = vendorObject(USER_NAMES, userFields).meta({ id: "UserRequest", description: "A user to be made or changed." });

/** The same for a merge patch: `null` removes. */
export const userPatchObject = patchSchema(USER_NAMES, userFields).meta({ id: "UserPatch" });

/** A user to be made. */
export type UserInput = z.output<typeof userFields> & { readonly extra: JsonObject };

/** Checks a user as a client sends it. */
export function readUserInput(user: JsonObject): Checked<UserInput> {
  const { own, kept, problems } = sortNames(USER_NAMES, user);
  const checked = check(userFields, own, problems);
  if (!checked.ok) return checked;
  if (checked.value.email !== undefined || checked.value.username !== undefined) {
    return { ok: true, value: { ...checked.value, extra: kept } };
  }
  return { ok: false, problems: [blank("email", NEEDS_LOGIN_ID), blank("username", NEEDS_LOGIN_ID)] };
}

/** What a client wants a user to be: all of it, or a merge patch of what is there. */
export interface UserChange {
  readonly how: "replace" | "merge";
  readonly user: JsonObject;
  /** undefined = stays as it is; a merge patch cannot take it away. */
  readonly password: string | undefined;
}

/** Checks what can be known before the user is read: names, and the password, which is hashed before a transaction begins. */
export function readUserChange(how: UserChange["how"], user: JsonObject): Checked<UserChange> {
  const { own, problems } = sortNames(USER_NAMES, user);
  const checked = check(userFields.pick({ password: true }), { password: own.password }, problems);
  const { password: _password, ...others } = user;
  return checked.ok ? { ok: true, value: { how, user: others, password: checked.value.password } } : checked;
}

/** The user that the change makes of what is there. */
export function changeUser(current: JsonObject, { how, user }: UserChange): Checked<UserInput> {
  if (how === "replace") return readUserInput(user);
  const patched = patchObject(USER_NAMES, current, user);
  return patched.ok ? readUserInput(patched.value) : patched;
}

const instant = z.int();

/** A user as it leaves: no password, no hash, nothing that this list does not name. */
export const userView = z
  .strictObject({
    ...Object.fromEntries(USER_NAMES.kept.map((name) => [name, anyJson.optional()])),
    id: z.string(),
    tenantId: z.string(),
    active: z.boolean(),
    email: z.string().optional(),
    username: z.string().optional(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    insertInstant: instant,
    lastLoginInstant: instant.optional(),
    lastUpdateInstant: instant,
    memberships: z.array(memberView.omit({ userId: true })),
    registrations: z.array(registrationView),
  })
  .meta({ id: "User", description: "A tenant's end user. Instants are milliseconds since 1970." });

export type UserView = z.output<typeof userView>;

/** What finds users. */
export const usersAnswer = z.strictObject({ users: z.array(userView), total: z.int().min(0) }).meta({ id: "Users" });
