// Reads the forms of a tenant's pages into what the use cases of the management API take: merge patches in the vendor's names.
import type { Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { Problem } from "@/lib/core/schemas/problem";
import { CONFIRMATION_FIELD } from "./confirmation-field";
import { tokenPatch } from "./token-fields";

/** A form as it was sent: the texts of its fields. */
export interface SentForm {
  /** The first text of a field; null = the form has no such field. */
  text(name: string): string | null;
  texts(name: string): readonly string[];
}

/** Reads what a browser sent in place of a form; of anything else every field is missing. */
export function readSentForm(form: unknown): SentForm {
  const texts = (name: string) => (form instanceof FormData ? form.getAll(name).filter((value) => typeof value === "string") : []);
  return { texts, text: (name) => texts(name)[0] ?? null };
}

/** White space around a name is nobody's intention; an emptied field removes what stood there. */
function named(form: SentForm, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, form.text(name)?.trim() || null]));
}

/** A user's names and addresses. */
export function readUserForm(form: SentForm): JsonObject {
  return named(form, ["email", "username", "firstName", "lastName"]);
}

/** A user to be made: with a password where one was typed, as it was typed. */
export function readNewUserForm(form: SentForm): JsonObject {
  const password = form.text("password") ?? "";
  return { ...readUserForm(form), ...(password === "" ? {} : { password }) };
}

/** A tenant or group has a name; whether it may be empty is not for the form to say. */
export function readNameForm(form: SentForm): { readonly name: string } {
  return { name: (form.text("name") ?? "").trim() };
}

/** A tenant's name, issuer and token settings, as a change of the stored ones. */
export function readTenantForm(form: SentForm, stored: JsonObject | null): JsonObject {
  const issuer = form.text("issuer");
  return { ...readNameForm(form), ...(issuer === null ? {} : { issuer: issuer.trim() || null }), ...tokens(form, stored) };
}

/** What an application's form can say of signing in, by the vendor's names. */
export const LOGIN_FLAGS = ["requireAuthentication", "generateRefreshTokens", "allowTokenRefresh"] as const;

/** An application's name, rules of signing in and token settings, as a change of the stored ones. */
export function readApplicationForm(form: SentForm, stored: JsonObject | null): JsonObject {
  const flags = LOGIN_FLAGS.map((name): [string, Json] => [name, form.text(`loginConfiguration.${name}`) === "on"]);
  const isOwn = form.text("jwtConfiguration.enabled") === "on";
  const changed: JsonObject = tokens(form, stored).jwtConfiguration ?? {};
  const jwtConfiguration: JsonObject = (stored?.enabled === true) === isOwn ? changed : { ...changed, enabled: isOwn };
  return {
    ...readNameForm(form),
    loginConfiguration: Object.fromEntries(flags),
    ...(Object.keys(jwtConfiguration).length === 0 ? {} : { jwtConfiguration }),
  };
}

function tokens(form: SentForm, stored: JsonObject | null): { readonly jwtConfiguration?: JsonObject } {
  const patch = tokenPatch(stored, (name) => form.text(name));
  return patch === null ? {} : { jwtConfiguration: patch };
}

/** A role of an application. */
export function readRoleForm(form: SentForm): JsonObject {
  return {
    ...readNameForm(form),
    description: form.text("description")?.trim() || null,
    isDefault: form.text("isDefault") === "on",
    isSuperRole: form.text("isSuperRole") === "on",
  };
}

/** The problem with a confirmation that is not the name or id of what would be deleted; null where it is. */
export function judgeConfirmation(form: SentForm, ...names: readonly (string | null)[]): Problem | null {
  const typed = (form.text(CONFIRMATION_FIELD) ?? "").trim();
  if (typed !== "" && names.some((name) => name?.trim() === typed)) return null;
  return { field: CONFIRMATION_FIELD, code: "invalid", message: "This is not what is to be deleted. Type it exactly as it is shown." };
}
