// What happened to a key, in plain words.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { ORGANISATION } from "@/lib/core/key-record";
import { listWords } from "@/lib/core/keys/power-words";
import { spanWords } from "@/lib/core/keys/rotation";

const WORDS: Readonly<Record<string, (details: JsonObject) => string>> = {
  "key.create": () => "Created",
  "key.update": updateWords,
  "key.pause": () => "Paused",
  "key.resume": () => "Resumed",
  "key.revoke": () => "Revoked",
  "key.rotate": rotateWords,
  "key.secret.stop": ({ secret, because }) =>
    because === "silent"
      ? `Ended the old secret ${textOf(secret)}, which nobody used any more`
      : `Stopped the old secret ${textOf(secret)}`,
  "key.secret.move": moveWords,
  "key.extend": ({ to }) => `Extended to ${minuteOf(to)}`,
  "key.compromised": ({ replacedBy }) => `Reported as compromised, replaced by ${textOf(replacedBy)}`,
  "key.remind": ({ kinds }) => (Array.isArray(kinds) && kinds.includes("age") ? "Reminded of its old secret" : "Reminded of its expiry"),
  "key.hand-on": ({ to }) => (to === ORGANISATION ? "Handed on to the organisation" : "Handed on to a member"),
  "key.detach": () => "Left without its tenant, which was deleted",
};

/** The words for an audit row of a key; what has none stands as the audit calls it. */
export function keyEventWords(action: string, details: JsonObject): string {
  const words = Object.hasOwn(WORDS, action) ? WORDS[action] : undefined;
  return words === undefined ? action : words(details);
}

function rotateWords({ reason, overlapSeconds, silentSeconds }: JsonObject): string {
  const rotated = reason === "leaked" ? "Rotated because the secret had leaked" : "Rotated";
  if (typeof overlapSeconds !== "number") return rotated;
  return overlapSeconds === 0
    ? `${rotated}, the old secret refused at once`
    : `${rotated}, the old secret good for ${spanWords(overlapSeconds)}${silenceWords("until", silentSeconds)}`;
}

function moveWords({ secret, endsAt, silentSeconds }: JsonObject): string {
  return `The old secret ${textOf(secret)} ends ${minuteOf(endsAt)}${silenceWords("once", silentSeconds)}`;
}

function silenceWords(when: "once" | "until", silentSeconds: unknown): string {
  return typeof silentSeconds === "number" ? `, or ${when} it is silent for ${spanWords(silentSeconds)}` : "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** As pages show instants. */
function minuteOf(value: unknown): string {
  const text = textOf(value);
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  purpose: "purpose",
  plan: "plan",
  permissions: "permissions",
  endpoints: "endpoints",
  ipAllowList: "allowed addresses",
  expiresAt: "expiry",
  keyManager: "key manager",
};

/** Rows of earlier builds, which renamed and described alone, stand beside those that hold every change. */
function updateWords({ from, to, described, changes }: JsonObject): string {
  const fields = isJsonObject(changes)
    ? changes
    : { name: { from: from ?? null, to: to ?? null }, ...(described === true && { description: null }) };
  const renamed = isJsonObject(fields.name) ? renameWords(fields.name) : null;
  const others = Object.keys(fields).flatMap((field) => (Object.hasOwn(FIELD_WORDS, field) ? (FIELD_WORDS[field] ?? []) : []));
  const words = [
    ...(renamed === null ? [] : [renamed]),
    ...(Object.hasOwn(fields, "description") ? ["described anew"] : []),
    ...(others.length === 0 ? [] : [`changed ${listWords(others)}`]),
  ];
  const sentence = words.length === 0 ? "changed" : listWords(words);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function renameWords({ from, to }: JsonObject): string | null {
  return typeof from === "string" && typeof to === "string" ? `renamed from “${from}” to “${to}”` : null;
}
