// What happened to a key, in plain words.
import type { JsonObject } from "@/lib/core/json";

const WORDS: Readonly<Record<string, (details: JsonObject) => string>> = {
  "key.create": () => "Created",
  "key.update": updateWords,
  "key.pause": () => "Paused",
  "key.resume": () => "Resumed",
  "key.revoke": () => "Revoked",
  "key.detach": () => "Left without its tenant, which was deleted",
};

/** The words for an audit row of a key; what has none stands as the audit calls it. */
export function keyEventWords(action: string, details: JsonObject): string {
  const words = Object.hasOwn(WORDS, action) ? WORDS[action] : undefined;
  return words === undefined ? action : words(details);
}

function updateWords({ from, to, described }: JsonObject): string {
  const renamed = typeof from === "string" && typeof to === "string" ? `Renamed from “${from}” to “${to}”` : null;
  if (renamed === null) return described === true ? "Described anew" : "Changed";
  return described === true ? `${renamed} and described anew` : renamed;
}
