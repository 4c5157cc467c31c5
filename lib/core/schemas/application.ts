// A tenant's application as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type GivenRole, roleFields, roleProblems, roleView } from "./application-role";
import { jwtConfiguration } from "./jwt-configuration";
import { oauthConfiguration } from "./oauth-configuration";
import { type Checked, check } from "./problem";
import { anyJson, nameText } from "./texts";
import { patchObject, patchSchema, sortNames, type VendorNames, vendorObject } from "./vendor-object";

/** The vendor's names of an application. */
export const APPLICATION_NAMES: VendorNames = {
  own: ["name", "roles", "jwtConfiguration", "loginConfiguration", "oauthConfiguration"],
  settings: ["jwtConfiguration", "loginConfiguration", "oauthConfiguration"],
  kept: [
    "accessControlConfiguration",
    "authenticationTokenConfiguration",
    "baseURL",
    "cleanSpeakConfiguration",
    "data",
    "emailConfiguration",
    "externalIdentifierConfiguration",
    "formConfiguration",
    "lambdaConfiguration",
    "multiFactorConfiguration",
    "passwordlessConfiguration",
    "phoneConfiguration",
    "registrationConfiguration",
    "registrationDeletePolicy",
    "samlv2Configuration",
    "scopes",
    "themeId",
    "unverified",
    "verificationEmailTemplateId",
    "verificationStrategy",
    "verifyRegistration",
    "webAuthnConfiguration",
  ],
  ignored: ["active", "id", "insertInstant", "lastUpdateInstant", "state", "tenantId", "universalConfiguration"],
};

const MOST_ROLES = 1000;

const flag = z.boolean("This is either true or false.").nullish();

const applicationFields = z.strictObject({
  name: nameText(255),
  roles: z.array(roleFields).max(MOST_ROLES).optional(),
  jwtConfiguration: jwtConfiguration.optional(),
  loginConfiguration: z.strictObject({ allowTokenRefresh: flag, generateRefreshTokens: flag, requireAuthentication: flag }).optional(),
  oauthConfiguration: oauthConfiguration.optional(),
});

/** The body's application, for those who write clients. */
export const applicationObject = vendorObject(APPLICATION_NAMES, applicationFields).meta({
  id: "ApplicationRequest",
  description: "An application to be made, or to replace one.",
});

/** The body's application where only some of it is to change, for those who write clients. */
export const applicationPatch = patchSchema(APPLICATION_NAMES, applicationFields).meta({
  id: "ApplicationPatch",
  description: "What of an application is to change; null removes.",
});

/** An application as it is to be. */
export interface ApplicationInput {
  readonly name: string;
  /** undefined = they are not spoken of. */
  readonly roles?: readonly GivenRole[] | undefined;
  /** What is stored of the vendor's names; never the client's secret. */
  readonly extra: JsonObject;
  /** undefined = none is given. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
}

/** Checks an application as a client sends it. Names and ids of its roles are unique within it. */
export function readApplicationInput(application: JsonObject): Checked<ApplicationInput> {
  const { own, kept, problems } = sortNames(APPLICATION_NAMES, application);
  const checked = check(applicationFields, own, problems);
  if (!checked.ok) return checked;
  const { name, roles, oauthConfiguration: oauth } = checked.value;
  const wrong = roleProblems(roles ?? []);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const [clientId, clientSecret] = [oauth?.clientId ?? undefined, oauth?.clientSecret ?? undefined];
  return { ok: true, value: { name, roles, extra: kept, clientId, clientSecret } };
}

/** Checks what a merge patch makes of an application. What the patch removes is spoken of: no roles, and another client secret. */
export function readApplicationPatch(current: JsonObject, patch: JsonObject): Checked<ApplicationInput> {
  const patched = patchObject(APPLICATION_NAMES, current, patch);
  if (!patched.ok) return patched;
  const input = readApplicationInput(patched.value);
  return input.ok ? { ok: true, value: { ...input.value, roles: input.value.roles ?? [] } } : input;
}

/** An application as it leaves, to a key that may manage it: with the secret of its OAuth client, as the vendor shows it. */
export const applicationView = z
  .strictObject({
    ...Object.fromEntries(APPLICATION_NAMES.kept.map((name) => [name, anyJson.optional()])),
    ...Object.fromEntries((APPLICATION_NAMES.settings ?? []).map((name) => [name, anyJson.optional()])),
    id: z.string(),
    tenantId: z.string(),
    name: z.string(),
    active: z.boolean(),
    roles: z.array(roleView),
    state: z.enum(["Active", "Inactive"]),
    insertInstant: z.int(),
    lastUpdateInstant: z.int(),
  })
  .meta({ id: "Application", description: "A tenant's application. Instants are milliseconds since 1970." });

export type ApplicationView = z.output<typeof applicationView>;

/** What lists applications. */
export const applicationsAnswer = z.strictObject({ applications: z.array(applicationView) }).meta({ id: "Applications" });

/** What finds applications. */
export const foundApplicationsAnswer = z
  .strictObject({ applications: z.array(applicationView), total: z.int().min(0) })
  .meta({ id: "FoundApplications" });
