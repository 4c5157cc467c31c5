// Turns a collision with what was made, or with a tenant, user, group or application that was deleted, at the same time into the problem of the field it is about.
import type { Problem } from "@/lib/core/schemas/problem";

/** As if it had been deleted before it was looked for. */
const NO_TENANT: Problem = { field: "tenantId", code: "invalid", message: "There is no tenant with this id." };

const NO_USER: Problem = { field: "userId", code: "invalid", message: "There is no user with this id." };
const NO_MEMBERSHIP: Problem = {
  field: "",
  code: "invalid",
  message: "One of these ids names no group, or no user of its group's tenant.",
};

/** By the names of the unique indexes and foreign keys in prisma/migrations. */
const DUPLICATES: Readonly<Record<string, Problem>> = {
  Tenant_pkey: duplicate("id", "A tenant with this id exists."),
  Tenant_name_key: duplicate("name", "A tenant with this name exists."),
  User_pkey: duplicate("id", "This id is taken."),
  User_id_key: duplicate("id", "This id is taken."),
  User_tenantId_email_key: duplicate("email", "A user with this email exists."),
  User_tenantId_username_key: duplicate("username", "A user with this username exists."),
  Registration_pkey: duplicate("registration", "The user is registered with this application already."),
  Registration_id_key: duplicate("registration.id", "A registration with this id exists."),
  GroupMember_id_key: duplicate("", "A member with one of these ids exists."),
  Group_pkey: duplicate("id", "This id is taken."),
  Group_id_key: duplicate("id", "This id is taken."),
  Group_tenantId_name_key: duplicate("name", "A group with this name exists."),
  Application_pkey: duplicate("id", "This id is taken."),
  Application_id_key: duplicate("id", "This id is taken."),
  Application_tenantId_name_key: duplicate("name", "An application with this name exists."),
  User_tenantId_fkey: NO_TENANT,
  Group_tenantId_fkey: NO_TENANT,
  Application_tenantId_fkey: NO_TENANT,
  Key_tenantId_fkey: NO_TENANT,
  Key_apiId_fkey: { field: "api", code: "invalid", message: "This API was deleted meanwhile." },
  Key_apiId_planName_fkey: {
    field: "plan",
    code: "invalid",
    message: "A key was put on a plan while the plan was removed. Reload the page and try again.",
  },
  GroupMember_tenantId_groupId_fkey: NO_MEMBERSHIP,
  GroupMember_tenantId_userId_fkey: NO_MEMBERSHIP,
  Registration_tenantId_userId_fkey: NO_USER,
  Registration_tenantId_applicationId_fkey: {
    field: "registration.applicationId",
    code: "invalid",
    message: "There is no application with this id.",
  },
  SigningKey_pkey: duplicate("id", "A signing key with this id exists."),
  SigningKey_kid_key: duplicate("kid", "A signing key with this kid exists."),
  SigningKey_name_key: duplicate("name", "A signing key with this name exists."),
  Api_slug_key: duplicate("slug", "An API with this slug exists."),
  Member_email_key: duplicate("email", "A member with this e-mail address exists."),
  Invitation_email_key: duplicate("email", "An invitation to this address is open."),
  ResetLink_memberId_key: duplicate("", "A link was made a moment ago."),
  Passkey_pkey: duplicate("", "This passkey is known already."),
  SingleSignOn_pkey: duplicate("", "This identity belongs to another member."),
  SingleSignOn_memberId_key: duplicate("", "Your account is linked already. Unlink it first."),
  SpentChallenge_pkey: duplicate("", "This was answered before. Begin again."),
  Key_pkey: duplicate("id", "A key with this id exists."),
  Key_publicId_key: duplicate("publicId", "A key with this id exists."),
  KeySecret_pkey: duplicate("id", "This id is taken."),
  KeySecret_apiId_fingerprint_key: duplicate("secret", "Another key of this API has this secret."),
};

/** The problem that a failed statement stands for, or null when it failed for another reason. */
export function duplicateOf(error: unknown): Problem | null {
  const index = violatedIndex(error);
  return index === null ? null : (DUPLICATES[index] ?? null);
}

/** Prisma's P2002 (unique) and P2003 (foreign key) name the index only in what the driver adapter reported. */
function violatedIndex(error: unknown): string | null {
  const code = property(error, "code");
  if (code !== "P2002" && code !== "P2003") return null;
  const cause = property(property(property(error, "meta"), "driverAdapterError"), "cause");
  const index = property(property(cause, "constraint"), "index");
  return typeof index === "string" ? index : null;
}

function property(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : undefined;
}

function duplicate(field: string, message: string): Problem {
  return { field, code: "duplicate", message };
}
