// A user's registration with an application as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { anyJson, nameText, uuidText } from "./texts";
import { patchSchema, sortNames, type VendorNames, vendorObject } from "./vendor-object";

const MOST_ROLES = 1000;

/** The vendor's names of a registration. Tokens of other identity providers are not taken over. */
export const REGISTRATION_NAMES: VendorNames = {
  own: ["applicationId", "id", "roles"],
  kept: ["data", "preferredLanguages", "timezone", "username", "verified"],
  ignored: [
    "authenticationToken",
    "cleanSpeakId",
    "insertInstant",
    "lastLoginInstant",
    "lastUpdateInstant",
    "tokens",
    "usernameStatus",
    "verifiedInstant",
  ],
};

const registrationFields = z.strictObject({
  applicationId: uuidText,
  id: uuidText.optional(),
  roles: z
    .array(nameText(255))
    .max(MOST_ROLES)
    .transform((roles) => [...new Set(roles)])
    .default([]),
});

/** The body's registration, for those who write clients. */
export const registrationObject = vendorObject(REGISTRATION_NAMES, registrationFields).meta({
  id: "RegistrationRequest",
  description: "A registration to be made or changed. Where none is named, a new one has the application's default roles.",
});

/** The same for a merge patch: `null` removes. */
export const registrationPatchObject = patchSchema(REGISTRATION_NAMES, registrationFields)
  .extend({ applicationId: uuidText })
  .meta({ id: "RegistrationPatch" });

/** A registration to be made or changed. */
export type RegistrationInput = z.output<typeof registrationFields> & { readonly extra: JsonObject };

/** Checks a registration as a client sends it. Whether its roles exist is for those to say who know the application. */
export function readRegistrationInput(registration: JsonObject): Checked<RegistrationInput> {
  const { own, kept, problems } = sortNames(REGISTRATION_NAMES, registration);
  const checked = check(registrationFields, own, problems);
  return checked.ok ? { ok: true, value: { ...checked.value, extra: kept } } : checked;
}

/** A registration as it leaves. */
export const registrationView = z.strictObject({
  id: z.string(),
  applicationId: z.string(),
  roles: z.array(z.string()),
  ...Object.fromEntries(REGISTRATION_NAMES.kept.map((name) => [name, anyJson.optional()])),
  insertInstant: z.int(),
  lastUpdateInstant: z.int(),
});

export type RegistrationView = z.output<typeof registrationView>;
