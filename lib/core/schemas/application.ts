// A tenant's application as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { nameText, storableText, uuidText } from "./texts";
import { sortNames, type VendorNames } from "./vendor-object";

/** The vendor's names of an application. */
export const APPLICATION_NAMES: VendorNames = {
  own: ["name", "roles"],
  kept: [
    "accessControlConfiguration",
    "authenticationTokenConfiguration",
    "cleanSpeakConfiguration",
    "data",
    "emailConfiguration",
    "externalIdentifierConfiguration",
    "formConfiguration",
    "jwtConfiguration",
    "lambdaConfiguration",
    "loginConfiguration",
    "multiFactorConfiguration",
    "oauthConfiguration",
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

const roleFields = z.strictObject({
  id: uuidText.optional(),
  name: nameText(255),
  description: storableText(255).nullish(),
  isDefault: z.boolean().default(false),
  isSuperRole: z.boolean().default(false),
});

const applicationFields = z.strictObject({ name: nameText(255), roles: z.array(roleFields).max(1000).default([]) });

/** An application to be made. */
export type ApplicationInput = z.output<typeof applicationFields> & { readonly extra: JsonObject };

/** Checks an application as a client sends it. Role names are unique within it. */
export function readApplicationInput(application: JsonObject): Checked<ApplicationInput> {
  const { own, kept, problems } = sortNames(APPLICATION_NAMES, application);
  const checked = check(applicationFields, own, problems);
  if (!checked.ok) return checked;
  const roleNames = checked.value.roles.map((role) => role.name);
  if (new Set(roleNames).size < roleNames.length) {
    return { ok: false, problems: [{ field: "roles", code: "duplicate", message: "Two roles have the same name." }] };
  }
  return { ok: true, value: { ...checked.value, extra: kept } };
}

/** An application as it leaves. */
export const applicationView = z.strictObject({
  ...Object.fromEntries(APPLICATION_NAMES.kept.map((name) => [name, z.json().optional()])),
  id: z.string(),
  tenantId: z.string(),
  name: z.string(),
  active: z.boolean(),
  roles: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string().optional(),
      isDefault: z.boolean(),
      isSuperRole: z.boolean(),
    }),
  ),
  insertInstant: z.int(),
  lastUpdateInstant: z.int(),
});

export type ApplicationView = z.output<typeof applicationView>;
