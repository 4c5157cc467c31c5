// What each row of the audit says, as the end of a sentence that begins with who did it: one line for each action.

import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { ORGANISATION } from "@/lib/core/key-record";

/** What was done, from the row's details. */
type Words = (details: JsonObject) => string;

/**
 * Every action there is (a test looks for those of lib/manage). Details that a row does not have leave a gap that still reads well: rows
 * are kept for ever, and older ones know less.
 */
const ENTRY_WORDS: Readonly<Record<string, Words>> = {
  "api.create": (details) => `created the API${quoted(details, "slug")}`,
  "api.delete": (details) => `deleted the API${quoted(details, "slug")}`,
  "api.empty": (details) => `deleted ${counted(details, "keys", "ended key")} of an API that is being deleted`,
  "api.request-access": (details) => `changed who may ask for keys of the API${quoted(details, "slug")}`,
  "api.update": (details) => `changed an API${listed(details, "changed")}`,

  "application.create": named("created the application"),
  "application.deactivate": named("deactivated the application"),
  "application.delete": named("deleted the application"),
  "application.empty": (details) => `ended ${counted(details, "registrations", "registration")} of an application that is being deleted`,
  "application.reactivate": named("reactivated the application"),
  "application.role.create": (details) => `added the role${quoted(details, "role")} to an application`,
  "application.role.delete": (details) => `deleted the role${quoted(details, "role")} of an application`,
  "application.role.update": (details) => `changed the role${quoted(details, "role")} of an application`,
  "application.update": (details) => `changed the application${quoted(details, "name")}${listed(details, "changed")}`,

  "audit-log.add": (details) => `noted${quoted(details, "message")}`,

  "group.add-members": (details) => `added ${counted(details, "userIds", "user")} to a group`,
  "group.create": named("created the group"),
  "group.delete": named("deleted the group"),
  "group.remove-members": (details) => `removed ${counted(details, "userIds", "user")} from a group`,
  "group.replace-members": (details) => `replaced the members of a group by ${counted(details, "userIds", "user")}`,
  "group.update": named("changed the group"),

  "instance.first-start": () => "started this instance for the first time",

  "invitation.create": (details) => `invited${quoted(details, "email")}${asRole(details)}${inTenants(details)}`,
  "invitation.renew": (details) => `invited${quoted(details, "email")} again`,
  "invitation.revoke": (details) => `took the invitation of${quoted(details, "email")} back`,

  "key.compromised": (details) => `ended the key${keyName(details)}, whose secret leaked, and made another in its place`,
  "key.create": (details) => `created the key${keyName(details)}`,
  "key.create.refused": (details) => `was refused the key${quoted(details, "name")}: its secret is taken`,
  "key.detach": (details) => `left the key${keyName(details)} without its tenant, which was deleted`,
  "key.extend": (details) => `let the key${keyName(details)} live longer`,
  "key.hand-on": (details) => `handed on the key${keyName(details)} ${details.to === ORGANISATION ? "to the organisation" : "to a member"}`,
  "key.pause": (details) => `paused the key${keyName(details)}`,
  "key.remind": (details) => `reminded people of the key${keyName(details)}`,
  "key.resume": (details) => `resumed the key${keyName(details)}`,
  "key.revoke": (details) => `revoked the key${keyName(details)}`,
  "key.rotate": (details) => `rotated the key${keyName(details)}`,
  "key.secret.move": (details) => `moved the end of an old secret of the key${keyName(details)}`,
  "key.secret.stop": (details) =>
    `ended an old secret of the key${keyName(details)}${details.because === "silent" ? ", which had fallen silent" : ""}`,
  "key.update": keyUpdated,

  "mail.test": () => "sent a test mail",
  "member.change-password": (details) => `changed their password${from(details)}`,
  "member.change-role": (details) => `changed a member's role${change(details)}`,
  "member.confine": (details) => `confined a member to ${counted(details, "tenantIds", "tenant")}`,
  "member.create": (details) => `added${quoted(details, "email")} to the team${asRole(details)}${inTenants(details)}`,
  "member.disable": () => "disabled a member",
  "member.enable": () => "enabled a member",
  "member.hand-on-keys": (details) => `handed on ${counted(details, "keys", "key")} of a member`,
  "member.remove": (details) => `removed${quoted(details, "email")} from the team`,
  "member.rename": (details) => `renamed a member${change(details)}`,
  "member.reset-password": () => "set a new password by a link",
  "member.unconfine": () => "let a member reach every tenant",
  "member.update": (details) => `changed the member${quoted(details, "email")}${asRole(details)}`,

  "passkey.add": (details) => `added the passkey${quoted(details, "name")}`,
  "passkey.remove": () => "removed a passkey",
  "passkey.rename": (details) => `renamed a passkey to${quoted(details, "to")}`,
  "password.refuse": (details) => `typed a wrong password${from(details)}`,
  "recovery-code.use": () => "signed in by a recovery code",
  "recovery-codes.renew": () => "made new recovery codes",

  "registration.create": () => "registered a user with an application",
  "registration.delete": () => "ended a user's registration with an application",
  "registration.update": () => "changed a user's registration with an application",

  "request.approve": (details) => `approved a request for a key of the API${quoted(details, "api")}`,
  "request.confirm": (details) => `confirmed a request for a key of the API${quoted(details, "api")}`,
  "request.make": (details) => `asked for a key of the API${quoted(details, "api")}`,
  "request.refuse": (details) => `refused a request for a key of the API${quoted(details, "api")}`,
  "request.reveal": (details) => `was shown the secret of the key${quoted(details, "key")}`,
  "request.take-back": (details) => `took back the approval of a request for a key of the API${quoted(details, "api")}`,
  "request.tell": (details) => `told admins of ${counted(details, "waiting", "request")} that wait`,
  "request.withdraw": () => "withdrew a request for a key",
  "reset-link.create": () => "was sent a link to set a new password",
  "second-factor.drop": () => "turned off the second factor of a member who lost it",
  "second-factor.prepare": () => "began to set up a second factor",
  "second-factor.turn-off": () => "turned the second factor off",
  "second-factor.turn-on": () => "turned the second factor on",

  "session.end": (details) => ("sessions" in details ? `signed out: ${counted(details, "sessions", "session")} ended` : signedOut(details)),
  "session.refresh": () => "had a session renewed",
  "session.refuse": (details) => `was refused a sign-in${from(details)}`,
  "session.reuse": () => "sent a spent refresh token again, which ended its session",
  "session.revoke": (details) => `ended ${counted(details, "sessions", "session")}`,
  "session.start": (details) => `signed in${from(details)}`,

  "setting.change": (details) => `changed settings: ${changes(details)}`,
  "setup-link.create": () => "printed the set-up link of this instance",

  "sign-up.ask": (details) => `asked for an account of${quoted(details, "email")}`,
  "signing-key.create": (details) =>
    `made the signing key${quoted(details, "name")}${typeof details.replaces === "string" ? ", which takes the place of another" : ""}`,
  "signing-key.delete": named("deleted the signing key"),
  "signing-key.retire": (details) => `retired the signing key${quoted(details, "name")}${until(details)}`,
  "signing-key.update": (details) => `renamed the signing key${quoted(details, "from")} to${quoted(details, "to")}`,

  "single-sign-on.link": (details) => `linked an account of${quoted(details, "issuer")}`,
  "single-sign-on.unlink": (details) => `unlinked an account of${quoted(details, "issuer")}`,

  "tenant.create": named("created the tenant"),
  "tenant.delete": named("deleted the tenant"),
  "tenant.empty": (details) =>
    `emptied a tenant that is being deleted: ${counted(details, "keys", "key")}, ${counted(details, "users", "user")}`,
  "tenant.rename": (details) => `renamed the tenant${quoted(details, "from")} to${quoted(details, "to")}`,
  "tenant.update": (details) => `changed the tenant${quoted(details, "name")}${listed(details, "changed")}`,

  "token.revoke": () => "revoked a token",
  "token.vend": (details) => `issued a token${listed(details, "claims")}`,

  "usage.retention": (details) => `changed how long usage is kept: ${changes(details)}`,

  "user.create": () => "created a user",
  "user.deactivate": () => "deactivated a user",
  "user.delete": () => "deleted a user",
  "user.reactivate": () => "reactivated a user",
  "user.update": (details) =>
    `changed a user${listed(details, "changed")}${details.hasNewPassword === true ? ", with a new password" : ""}`,

  "webhook.create": () => "created a webhook",
  "webhook.delete": () => "deleted a webhook",
  "webhook.disable": () => "disabled a webhook",
  "webhook.enable": () => "enabled a webhook",
  "webhook.retry": () => "had a delivery of a webhook tried again",
  "webhook.rotate": () => "rotated the secret of a webhook",
  "webhook.test": () => "sent a test to a webhook",
  "webhook.update": () => "changed a webhook",
};

/** Every action that has words, in the order of their names. */
export const KNOWN_ACTIONS: readonly string[] = Object.keys(ENTRY_WORDS).sort();

/** What a row says, after who did it; an action that nobody gave words stands by its name. */
export function entryWords(action: string, details: JsonObject): string {
  const words = Object.hasOwn(ENTRY_WORDS, action) ? ENTRY_WORDS[action] : undefined;
  return words === undefined ? action : words(details);
}

function named(verb: string): Words {
  return (details) => `${verb}${quoted(details, "name")}`;
}

/** ` “…”`, or nothing where there is no such text. */
function quoted(details: JsonObject, field: string): string {
  const text = details[field];
  return typeof text === "string" && text !== "" ? ` “${text}”` : "";
}

/** A key made, changed or ended by itself has a name; several that a file brought have their ids. */
function keyName(details: JsonObject): string {
  if (Array.isArray(details.publicIds))
    return details.publicIds.length === 1 ? "" : `s of a bootstrap file, ${details.publicIds.length} of them`;
  return quoted(details, "name") || quoted(details, "publicId");
}

function keyUpdated(details: JsonObject): string {
  const { from: before, to: after } = details;
  const key = `the key${keyName(details)}`;
  if (typeof before === "string" && typeof after === "string") return `renamed the key “${before}” to “${after}”`;
  if (details.described === true && !Array.isArray(details.changed)) return `described ${key} anew`;
  const changed = isJsonObject(details.changes) ? Object.keys(details.changes) : (details.changed ?? null);
  return `changed ${key}${listed({ changed }, "changed")}`;
}

function signedOut(details: JsonObject): string {
  return "others" in details ? `signed out ${counted(details, "others", "other session")}` : "signed out";
}

function asRole(details: JsonObject): string {
  return typeof details.role === "string" ? ` as ${details.role}` : "";
}

/** ` in 2 tenants`, or nothing: in every one. */
function inTenants(details: JsonObject): string {
  return Array.isArray(details.tenantIds) ? ` in ${counted(details, "tenantIds", "tenant")}` : "";
}

/** ` from “a” to “b”`, or nothing. */
function change(details: JsonObject): string {
  const [before, after] = [quoted(details, "from"), quoted(details, "to")];
  return before === "" || after === "" ? "" : ` from${before} to${after}`;
}

function from(details: JsonObject): string {
  return typeof details.address === "string" ? ` from ${details.address}` : "";
}

function until(details: JsonObject): string {
  return typeof details.until === "string" ? `: its tokens count until ${details.until.slice(0, 16).replace("T", " ")} UTC` : "";
}

/** `: a, b`, or nothing. */
function listed(details: JsonObject, field: string): string {
  const list = details[field];
  if (!Array.isArray(list) || list.length === 0) return "";
  return `: ${list.map((name) => spaced(String(name))).join(", ")}`;
}

/** `1 user`, `3 users`, of a number or of a list's length. */
function counted(details: JsonObject, field: string, noun: string): string {
  const value = details[field];
  const count = Array.isArray(value) ? value.length : value;
  if (typeof count !== "number") return `${noun}s`;
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `idle minutes from 120 to 30`, for each `{ from, to }` of the details. */
function changes(details: JsonObject): string {
  const parts = Object.entries(details).flatMap(([name, change]) =>
    isJsonObject(change) ? [`${spaced(name)} from ${valueWords(change.from)} to ${valueWords(change.to)}`] : [],
  );
  return parts.length === 0 ? "see the details" : parts.join(", ");
}

function valueWords(value: JsonObject[string] | undefined): string {
  if (value === null || value === undefined) return "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** `longestKeyDays` → `longest key days`. */
function spaced(name: string): string {
  return /^[a-z]+(?:[A-Z][a-z]+)+$/.test(name) ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : name;
}
